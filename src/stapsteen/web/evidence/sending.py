"""What the queue of a device talks to: the goals to search in, who may send, one observation, taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.queries import goals_in_use
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import withdraw
from stapsteen.learning.queries.evidence import written_with
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.evidence.asked import filled_in, write_down

SOMEBODY_ELSE = 409


@staff_only
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """All goals in use, so that a device can search them without a connection."""
    rows = goals_in_use(found(viewer_of(request).school))
    return JsonResponse(
        {"goals": [[one.pk, one.name, str(one.subject), one.pictogram] for one in rows]}
    )


@staff_only
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Who is logged in, and the token to send with: that of a page kept since yesterday is worth nothing."""
    return JsonResponse({"who": str(viewer_of(request).pk), "token": get_token(request)})


@staff_only
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """One observation from a queue. It is stored once, however often it is sent."""
    viewer = viewer_of(request)
    if number_in(request.POST.get("who", "")) != viewer.pk:
        return JsonResponse({"message": _("Iemand anders is ingelogd.")}, status=SOMEBODY_ELSE)
    try:
        write_down(viewer, filled_in(request))
    except Refused as refused:
        return no(refused)
    return JsonResponse({"message": _("Verstuurd")})


@staff_only
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Withdraw what was written down under a key, just now from a page or later from a queue."""
    viewer = viewer_of(request)
    seen = found(written_with(viewer, key) or None)
    if request.accepts("text/html"):
        withdraw(viewer, seen)
        messages.success(request, _("Teruggenomen. Het telt niet meer mee."))
        return redirect("evidence:write")
    try:
        withdraw(viewer, seen)
    except Refused as refused:
        return no(refused)
    return JsonResponse({"message": _("Teruggenomen")})


def no(refused: Refused) -> HttpResponse:
    """A refusal for a queue: the sentence and what to do."""
    return JsonResponse({"message": refused.message, "advice": refused.advice}, status=422)
