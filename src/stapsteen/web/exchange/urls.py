from __future__ import annotations

from django.urls import path

from stapsteen.web.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("bekijken/<str:token>/", views.preview_import, name="preview"),
    path("<int:number>/terug/", views.undo_import, name="undo"),
]
