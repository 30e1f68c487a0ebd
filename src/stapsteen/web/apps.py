"""The Django app of the pages, and which files of others are served with them."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class WebConfig(AppConfig):
    """All pages together."""

    name = "stapsteen.web"
    label = "web"


class OwnStaticFiles(StaticFilesConfig):
    """Leaves out files that nobody asks for; one of them trips the hashing of module imports."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htmx-4*", "*.map"]
