from __future__ import annotations

from django.urls import path

from stapsteen.web.goal_files import views

app_name = "goal_files"
urlpatterns = [
    path("", views.files, name="files"),
    path("bekijken/<str:token>/", views.look, name="look"),
    path("<int:number>/terug/", views.undo, name="undo"),
    path("alles.json", views.give_all, name="give_all"),
    path("<int:number>.json", views.give, name="give"),
]
