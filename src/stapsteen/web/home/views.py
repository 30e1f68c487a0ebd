from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from stapsteen.accounts.models import User
from stapsteen.school.access import has_role
from stapsteen.school.models import RoleKind
from stapsteen.web.context import THEMES
from stapsteen.web.home.first_page import first_page_of

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer = request.user
    if not isinstance(viewer, User):
        return redirect("demo:pick_role" if settings.DEMO else "account_login")
    template = "home/child.html" if has_role(viewer, RoleKind.PUPIL) else "home/home.html"
    return render(request, template, {"page": first_page_of(viewer)})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html")


@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "auto")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "/")
    response.set_cookie(
        "theme",
        theme if theme in THEMES else "auto",
        max_age=A_YEAR,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", {"number": uuid4().hex[:8]}, status=500)
