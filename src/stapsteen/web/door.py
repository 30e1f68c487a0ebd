"""Who may come in at a page. Every view has one of these on top of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from stapsteen.accounts.models import User
from stapsteen.school.access import has_role, is_staff_member

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FILTERED = "may_enter"


def viewer_of(request: HttpRequest) -> User:
    """The user behind a request that has passed a door."""
    return cast(User, request.user)


def door(may_enter: Callable[[User], bool]) -> Callable[[View[P]], View[P]]:
    """Make a door: log in first, then be somebody for whom ``may_enter`` holds (else 403)."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not may_enter(viewer_of(request)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[P]", login_required(guarded))

    return guard


def roles_only(*kinds: str) -> Callable[[View[P]], View[P]]:
    """A door for people who hold one of these roles today."""
    return door(lambda viewer: has_role(viewer, *kinds))


everyone = door(lambda viewer: viewer.person is not None)
staff_only = door(is_staff_member)


def found(thing: Any) -> Any:
    """The thing itself, or 404 when access gave nothing: a stranger cannot tell the difference."""
    if thing is None:
        raise Http404
    return thing
