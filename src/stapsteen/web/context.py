"""What every page knows: who is looking, the menu, how the viewer wants it to look."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from stapsteen.accounts.models import User
from stapsteen.web.navigation import menu_for

THEMES = ("auto", "light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the shell around each page: ``menu`` (and its lines: ``navigation``), ``viewer``, ``theme``, ``is_demo``."""
    theme = request.COOKIES.get("theme", "auto")
    user = getattr(request, "user", None)
    viewer = user if isinstance(user, User) else None
    menu = menu_for(viewer, request.path) if viewer else []
    return {
        "viewer": viewer,
        "menu": menu,
        "navigation": [link for section in menu for link in section.links],
        "theme": theme if theme in THEMES else "auto",
        "is_demo": settings.DEMO,
    }
