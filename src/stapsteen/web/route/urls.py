from __future__ import annotations

from django.urls import path

from stapsteen.web.route import doing, views

app_name = "route"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:number>/", views.of, name="of"),
    path("<int:number>/alles/", views.everything, name="everything"),
    path("<int:number>/doel/<int:goal>/", views.stone, name="stone"),
    path("<int:number>/kies/<int:goal>/", doing.pick, name="pick"),
    path("<int:number>/eigen/", doing.own, name="own"),
    path("<int:number>/stap/<int:held>/<slug:verb>/", doing.step, name="step"),
    path("<int:number>/lezen/", doing.reading, name="reading"),
    path("<int:number>/vrijheid/", doing.freedom, name="freedom"),
    path("<int:number>/vrijheid/<int:agreed>/", doing.end, name="end_freedom"),
]
