"""A pupil chooses workshops, sees its seat and why, takes what is left, and can leave again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.profile.queries import policy_for
from stapsteen.school.models import Person, RoleKind
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.undoing import say_done
from stapsteen.week.sessions.access import enrolments_for, sessions_for
from stapsteen.week.sessions.choosing import MOST_WISHES, give_wishes
from stapsteen.week.sessions.queries import rounds_of_pupil, wishes_in
from stapsteen.week.sessions.reasons import reason_of
from stapsteen.week.sessions.seats import leave_seat, take_seat

pupils_only = roles_only(RoleKind.PUPIL)


def me(request: HttpRequest) -> Person:
    """The pupil behind the log-in."""
    person: Person = found(viewer_of(request).person)
    return person


@pupils_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    pupil = me(request)
    context = {
        "rounds": rounds_of_pupil(viewer, pupil),
        "most": MOST_WISHES,
        "seats": policy_for(pupil).seats,
    }
    return render(request, "workshops/mine.html", context)


@pupils_only
@require_POST
def wish(request: HttpRequest, number: int) -> HttpResponse:
    """Tap a workshop: it becomes the next wish; tap again and it is none any more."""
    viewer, pupil = viewer_of(request), me(request)
    session = found(
        sessions_for(viewer).select_related("round__year__school").filter(pk=number).first()
    )
    chosen = wishes_in(session.round, pupil)
    wished = [one for one in chosen if one != session]
    if session not in chosen:
        wished.append(session)
    give_wishes(session.round, pupil, wished, by=viewer)
    return back(session.round_id)


@pupils_only
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    session = found(
        sessions_for(viewer).select_related("round__year__school").filter(pk=number).first()
    )
    enrolment = take_seat(session, me(request), by=viewer)
    say_done(request, reason_of(enrolment), "workshops:leave", enrolment.pk)
    return back(session.round_id)


@pupils_only
@require_POST
def leave(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    enrolment = found(enrolments_for(viewer).filter(pk=number, pupil=me(request)).first())
    leave_seat(enrolment, by=viewer)
    messages.success(request, _("Je bent afgemeld. Kies gerust iets anders."))
    return back(enrolment.session.round_id)


def back(round_number: int) -> HttpResponse:
    """To the round on the page."""
    response = redirect("workshops:mine")
    response["Location"] += f"#round-{round_number}"
    return response
