from __future__ import annotations

from django.urls import path

from stapsteen.web.methods import views

app_name = "methods"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.new, name="new"),
    path("<int:number>/", views.method, name="method"),
    path("<int:number>/wijzig/", views.edit, name="edit"),
    path("<int:number>/weg/", views.remove, name="remove"),
    path("<int:number>/terug/", views.bring_back, name="bring_back"),
    path("<int:number>/plek/", views.place, name="place"),
    path("plek/<int:number>/terug/", views.undo_place, name="undo_place"),
]
