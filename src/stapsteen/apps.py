"""The one Django app that holds all data."""

from __future__ import annotations

from django.apps import AppConfig


class StapsteenConfig(AppConfig):
    """All domain packages together; their models share one line of migrations."""

    name = "stapsteen"
    label = "stapsteen"
    verbose_name = "Stapsteen"
    default_auto_field = "django.db.models.BigAutoField"
