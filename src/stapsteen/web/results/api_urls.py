from __future__ import annotations

from django.urls import path

from stapsteen.web.results import api

app_name = "api"
urlpatterns = [
    path("v1/results", api.results, name="results"),
    path("xapi/about", api.about, name="xapi_about"),
    path("xapi/statements", api.statements, name="xapi_statements"),
]
