"""Today as it goes, and two taps when somebody is ill: who, and agreed."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.jobs.queries import is_worker_alive
from stapsteen.kit.refused import Refused
from stapsteen.school.access import current_year_for, rooms_for, staff_for
from stapsteen.school.models import RoleKind, SchoolYear
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, staff_only, viewer_of
from stapsteen.web.undoing import say_done
from stapsteen.week.changes.access import day_changes_for
from stapsteen.week.changes.actions import (
    Overtaken,
    accept,
    propose_again,
    report_absent,
    report_back,
    report_closed,
    take_back,
)
from stapsteen.week.changes.page import proposal_of, team_on, today_of, waits_for_adjusting
from stapsteen.week.changes.queries import school_dates
from stapsteen.week.models import DayChange
from stapsteen.week.planning.access import may_plan
from stapsteen.week.planning.export import person_id
from stapsteen.week.year_plan.days import year_plan_of

planners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


def language_of(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "nl"))[:2]


@staff_only
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    me = person_id(viewer.person.pk) if viewer.person else ""
    planner = may_plan(viewer)
    page = today_of(year, me, language_of(request), planner=planner) if year else None
    return render(
        request,
        "changes/today.html",
        {
            "page": page,
            "may_plan": planner,
            "waits": bool(year and page and page.date and waits_for_adjusting(year, page.date)),
        },
    )


@planners_only
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    if "show" in request.POST:
        return redirect(reverse("changes:report") + "?" + urlencode({"starts": _starts(request)}))
    if request.method == "POST":
        return _reported(request, found(year))
    first = _next_day(year) if year else None
    day = _day_of_choice(request, year, first) if year and first else None
    context = {
        "day": day,
        "first": first,
        "last": year.ends if year else None,
        "team": team_on(year, day) if year and day else [],
        "rooms": rooms_for(viewer),
        "parts": DayChange.Part.choices,
    }
    return render(request, "changes/report.html", context)


def _next_day(year: SchoolYear, since: date | None = None) -> date | None:
    plan = year_plan_of(year)
    return next(iter(school_dates(plan, since or timezone.localdate(), year.ends)), None)


def _day_of_choice(request: HttpRequest, year: SchoolYear, first: date) -> date:
    """The day that is asked for, or the next one with school; the first there is without a choice."""
    if "starts" not in request.GET:
        return first
    return _next_day(year, max(first, _date(request.GET["starts"]))) or first


def _starts(request: HttpRequest) -> str:
    return _date(request.POST.get("starts", "")).isoformat()


def _reported(request: HttpRequest, year: SchoolYear) -> HttpResponse:
    viewer, asked = viewer_of(request), request.POST
    starts = _date(asked.get("starts", ""))
    ends = max(starts, _date(asked.get("ends") or asked.get("starts", "")))
    part = asked.get("part", "all")
    if asked.get("room"):
        room = found(rooms_for(viewer).filter(pk=number_in(asked["room"])).first())
        change = report_closed(room, year=year, starts=starts, ends=ends, part=part, by=viewer)
    else:
        person = found(staff_for(viewer).filter(pk=number_in(asked.get("person", ""))).first())
        change = report_absent(person, year=year, starts=starts, ends=ends, part=part, by=viewer)
    return redirect("changes:proposal", change.pk)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(_("Dat is geen datum."), _("Kies een dag.")) from wrong


@planners_only
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "changes/proposal.html", _context(request, number))


@planners_only
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far the proposal is; the page asks it every second while it is being made."""
    return render(request, "changes/proposal.html#made", _context(request, number))


def _context(request: HttpRequest, number: int) -> dict[str, object]:
    change = _change(request, number)
    made = proposal_of(change, language_of(request))
    return {"proposal": made, "worker_alive": not made.is_busy or is_worker_alive()}


def _change(request: HttpRequest, number: int) -> DayChange:
    change: DayChange = found(day_changes_for(viewer_of(request)).filter(pk=number).first())
    return change


@planners_only
@require_POST
def accept_it(request: HttpRequest, number: int) -> HttpResponse:
    viewer, change = viewer_of(request), _change(request, number)
    try:
        accept(change, by=viewer)
    except Overtaken as overtaken:
        propose_again(change, by=viewer)
        messages.warning(request, str(overtaken))
        return redirect("changes:proposal", number)
    say_done(
        request,
        _("De dag is aangepast. Iedereen ziet het in het rooster en in de eigen agenda."),
        "changes:take_back",
        number,
    )
    return redirect("changes:today")


@planners_only
@require_POST
def take_it_back(request: HttpRequest, number: int) -> HttpResponse:
    change = _change(request, number)
    take_back(change, by=viewer_of(request))
    if change.accepted_at:
        messages.success(request, _("Teruggedraaid. De dag gaat weer zoals daarvoor."))
    return redirect("changes:today")


@planners_only
@require_POST
def is_back(request: HttpRequest, number: int) -> HttpResponse:
    change = _change(request, number)
    back = report_back(change, by=viewer_of(request), starts=_next_day(change.year))
    return redirect("changes:proposal", back.pk)
