from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from stapsteen.accounts.queries import demo_door, demo_doors

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def pick_role(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "demo/pick_role.html", {"roles": demo_doors()})


@require_POST
def enter_as(request: HttpRequest, key: str) -> HttpResponse:
    found = demo_door(key) if settings.DEMO else None
    if found is None:
        raise Http404
    login(request, found.user, backend=BACKEND)
    return redirect("home")
