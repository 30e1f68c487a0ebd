from __future__ import annotations

from django.urls import path

from stapsteen.web.results import looking, views

app_name = "results"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("bekijken/<str:token>/", looking.look, name="look"),
    path("sleutel/", views.new_key, name="new_key"),
    path("sleutel/<int:number>/intrekken/", views.revoke, name="revoke"),
    path("<int:number>/terug/", views.take_back, name="take_back"),
]
