from __future__ import annotations

from django.urls import path

from stapsteen.web.accounts import views

demo_patterns = [
    path("", views.pick_role, name="pick_role"),
    path("<slug:key>/", views.enter_as, name="enter_as"),
]
