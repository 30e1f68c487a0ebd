from __future__ import annotations

from django.urls import path

from stapsteen.web.signals import views

app_name = "signals"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("instellen/", views.limits, name="limits"),
    path("opzij/<int:pupil>/", views.put_aside, name="put_aside"),
    path("opzij/<int:number>/terug/", views.wake, name="wake"),
]
