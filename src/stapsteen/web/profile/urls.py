from __future__ import annotations

from django.urls import path

from stapsteen.web.profile import views

app_name = "profile"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("besluit/", views.decide, name="decide"),
    path("besluit/<int:number>/terug/", views.take_back, name="take_back"),
]
