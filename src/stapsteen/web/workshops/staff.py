"""The team offers workshops, deals the seats, helps who has not chosen, and notes who was there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import current_year_for
from stapsteen.web.asked import number_in
from stapsteen.web.door import door, found, staff_only, viewer_of
from stapsteen.web.told_in_form import told_in
from stapsteen.web.undoing import say_done
from stapsteen.web.workshops.forms import OfferForm, RoundForm
from stapsteen.week.models import Attendance, Session
from stapsteen.week.sessions.access import (
    choosers_for,
    enrolments_for,
    may_offer,
    rounds_for,
    sessions_for,
)
from stapsteen.week.sessions.attending import mark_all_present, mark_attendance
from stapsteen.week.sessions.choosing import deal_seats
from stapsteen.week.sessions.now import now_of
from stapsteen.week.sessions.offering import (
    bring_back_offer,
    offer_workshop,
    open_round,
    withdraw_offer,
)
from stapsteen.week.sessions.queries import (
    coming_rounds,
    not_chosen_yet,
    seats_of,
    told_now,
    without_seat,
)
from stapsteen.week.sessions.seats import confirm_seat, leave_seat, take_seat

offerers_only = door(may_offer)


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    rounds = list(coming_rounds(viewer))
    told_now(viewer, rounds)
    context = {
        "rounds": [
            {
                "round": one,
                "offered": one.__dict__["offered"],
                "not_chosen": not_chosen_yet(one, choosers_for(viewer)),
            }
            for one in rounds
        ],
        "may_offer": may_offer(viewer),
        "year": current_year_for(viewer),
    }
    return render(request, "workshops/overview.html", context)


@offerers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    form = RoundForm(request.POST or None, initial=RoundForm.usual())
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            round_ = open_round(year, **form.cleaned_data, by=viewer)
            messages.success(request, _("De ronde is open. Bied er nu workshops in aan."))
            return redirect("workshops:offer", number=round_.pk)
    status = 422 if form.errors else 200
    return render(request, "workshops/new_round.html", {"form": form}, status=status)


@offerers_only
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    round_ = found(rounds_for(viewer).select_related("year__school").filter(pk=number).first())
    form = OfferForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            session = offer_workshop(round_, **form.values(), by=viewer)
            say_done(
                request,
                _("%(title)s staat in het aanbod.") % {"title": session.title},
                "workshops:withdraw",
                session.pk,
            )
            return redirect("workshops:overview")
    status = 422 if form.errors else 200
    return render(request, "workshops/offer.html", {"form": form, "round": round_}, status=status)


@offerers_only
@require_POST
def deal(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    round_ = found(rounds_for(viewer).select_related("year__school").filter(pk=number).first())
    seated = deal_seats(round_, by=viewer)
    messages.success(
        request,
        ngettext("%(n)s kind heeft een plek.", "%(n)s kinderen hebben een plek.", seated)
        % {"n": seated},
    )
    return redirect("workshops:overview")


def session_of(request: HttpRequest, number: int) -> Session:
    """A session of the viewer's school; 404 for any other."""
    sessions = sessions_for(viewer_of(request)).select_related(
        "round__year__school", "leader", "room", "goal"
    )
    session: Session = found(sessions.filter(pk=number).first())
    return session


@staff_only
@require_safe
def session(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = session_of(request, number)
    seats = seats_of(one)
    context = {
        "session": one,
        "otherwise": now_of(one.round.year.school, [one]).get(one.pk),
        "seated": [seat for seat in seats if seat.state == "seated"],
        "asked": [seat for seat in seats if seat.state == "asked"],
        "waiting": sorted(
            (seat for seat in seats if seat.state == "waiting"), key=lambda seat: seat.at
        ),
        "free": max(0, one.capacity - one.taken),
        "may_offer": may_offer(viewer),
        "pupils": without_seat(one.round, choosers_for(viewer)) if may_offer(viewer) else [],
        "policy": policy_in_force(one.round.year.school).seats,
    }
    return render(request, "workshops/session.html", context)


@offerers_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    one = session_of(request, number)
    withdraw_offer(one, by=viewer_of(request))
    say_done(
        request,
        _("%(title)s is uit het aanbod.") % {"title": one.title},
        "workshops:bring_back",
        one.pk,
    )
    return redirect("workshops:overview")


@offerers_only
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    one = session_of(request, number)
    bring_back_offer(one, by=viewer_of(request))
    messages.success(request, _("%(title)s is er weer.") % {"title": one.title})
    return redirect("workshops:session", number=one.pk)


@offerers_only
@require_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = session_of(request, number)
    pupil = request.POST.get("pupil", "")
    person = found(choosers_for(viewer).filter(pk=number_in(pupil)).first())
    take_seat(one, person, by=viewer)
    return redirect("workshops:session", number=one.pk)


@offerers_only
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    enrolment = found(enrolments_for(viewer_of(request)).filter(pk=number).first())
    confirm_seat(enrolment, by=viewer_of(request))
    return redirect("workshops:session", number=enrolment.session_id)


@offerers_only
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    enrolment = found(enrolments_for(viewer_of(request)).filter(pk=number).first())
    moved = leave_seat(enrolment, by=viewer_of(request))
    if moved is not None:
        messages.info(request, _("%(name)s schuift door.") % {"name": moved.pupil.first_name})
    return redirect("workshops:session", number=enrolment.session_id)


@staff_only
@require_POST
def attend(request: HttpRequest, number: int) -> HttpResponse:
    """The second tap: present or absent; tapping again writes down the other."""
    enrolment = found(enrolments_for(viewer_of(request)).filter(pk=number).first())
    state = request.POST.get("state", "")
    if state in Attendance.State.values:
        mark_attendance(enrolment, state, by=viewer_of(request))
    return redirect("workshops:session", number=enrolment.session_id)


@staff_only
@require_POST
def all_present(request: HttpRequest, number: int) -> HttpResponse:
    one = session_of(request, number)
    mark_all_present(one, by=viewer_of(request))
    return redirect("workshops:session", number=one.pk)
