from __future__ import annotations

from django.urls import path

from stapsteen.web.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("groep/<int:number>/", views.group, name="group"),
    path("leerling/<int:number>/", views.pupil, name="pupil"),
    path("tijd/", views.hours, name="hours"),
]
