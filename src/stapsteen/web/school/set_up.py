"""The short set-up: what an export does not know, each part filled with usual values to start from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.school.access import current_year_for, groups_for, rooms_for, staff_for
from stapsteen.school.actions import (
    add_room,
    assume_defaults,
    change_room,
    confirm,
    retire_room,
    set_groups_of_staff,
    set_gym_opening,
    set_minutes,
    set_staff_terms,
    set_times,
)
from stapsteen.school.defaults.times import PATTERNS, supervised
from stapsteen.school.models import Assumption, RoleKind, RoomKind, SchoolYear
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.school import reading
from stapsteen.web.school.showing import set_up_context

runners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


def year_of(request: HttpRequest) -> SchoolYear:
    """The open school year of who is looking; 404 while there is none."""
    year: SchoolYear = found(current_year_for(viewer_of(request)))
    return year


def back(request: HttpRequest, part: str, text: str) -> HttpResponse:
    """To the same part of the page, with a word that it is kept."""
    messages.success(request, text)
    response = redirect("school:set_up")
    response["Location"] += f"#{part}"
    return response


@runners_only
@require_safe
def set_up(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    if year is None:
        return render(request, "school/no_year.html")
    return render(request, "school/set_up.html", set_up_context(viewer, year))


@runners_only
@require_POST
def take_all(request: HttpRequest) -> HttpResponse:
    """Fill everything that is open with usual values."""
    assume_defaults(year_of(request), viewer_of(request))
    messages.success(
        request, _("Alles is ingevuld met gewone waarden. Verander wat bij jullie anders is.")
    )
    return redirect("planning:plan" if request.POST.get("on") else "school:set_up")


@runners_only
@require_POST
def confirm_topic(request: HttpRequest) -> HttpResponse:
    topic = request.POST.get("topic", "")
    if topic in Assumption.Topic.values:
        confirm(year_of(request), topic, viewer_of(request))
    return back(request, topic, _("Bevestigd."))


@runners_only
@require_POST
def save_times(request: HttpRequest) -> HttpResponse:
    viewer, year = viewer_of(request), year_of(request)
    groups = groups_for(viewer).filter(year=year).count()
    chosen = {pattern.key: pattern for pattern in PATTERNS}.get(request.POST.get("pattern", ""))
    times = supervised(chosen.times, groups) if chosen else reading.times(request.POST)
    set_times(year, times, viewer)
    return back(request, "times", _("De schooltijden zijn bewaard."))


@runners_only
@require_POST
def save_rooms(request: HttpRequest) -> HttpResponse:
    viewer, year = viewer_of(request), year_of(request)
    kind, capacity = request.POST.get("kind", ""), reading.number(request.POST.get("capacity"))
    name = request.POST.get("name", "")
    if kind not in RoomKind.values:
        kind = RoomKind.CLASSROOM
    if not request.POST.get("room"):
        add_room(year, name, kind, capacity, by=viewer)
        return back(request, "rooms", _("De ruimte staat erbij."))
    room = found(rooms_for(viewer).filter(pk=reading.number(request.POST["room"])).first())
    if request.POST.get("retire"):
        retire_room(room, year, by=viewer)
        return back(request, "rooms", _("De ruimte wordt niet meer gebruikt."))
    change_room(room, year, name, kind, capacity, by=viewer)
    return back(request, "rooms", _("De ruimte is bewaard."))


@runners_only
@require_POST
def save_gym(request: HttpRequest, number: int) -> HttpResponse:
    viewer, year = viewer_of(request), year_of(request)
    room = found(rooms_for(viewer).filter(pk=number).first())
    days = [reading.number(day) for day in request.POST.getlist("weekday")]
    starts, ends = (
        reading.clock(request.POST.get("starts")),
        reading.clock(request.POST.get("ends")),
    )
    set_gym_opening(room, year, days, starts, ends, by=viewer)
    return back(request, "gym", _("De tijden van de gymzaal zijn bewaard."))


@runners_only
@require_POST
def save_staff(request: HttpRequest) -> HttpResponse:
    """The grid of working days, for everybody at once."""
    viewer, year = viewer_of(request), year_of(request)
    for person in staff_for(viewer):
        if f"person-{person.pk}" in request.POST:
            set_staff_terms(
                year,
                person,
                reading.days(request.POST, person.pk),
                may_lead_alone=bool(request.POST.get(f"alone-{person.pk}")),
                subjects=request.POST.getlist(f"subjects-{person.pk}"),
                by=viewer,
            )
    confirm(year, Assumption.Topic.STAFF_DAYS, viewer)
    return back(request, "contract_days", _("De werkdagen zijn bewaard."))


@runners_only
@require_POST
def save_groups(request: HttpRequest) -> HttpResponse:
    """Who has which group on which day."""
    viewer, year = viewer_of(request), year_of(request)
    for group in groups_for(viewer).filter(year=year):
        if f"group-{group.pk}" in request.POST:
            teachers = {
                day: reading.number(request.POST.get(f"teacher-{group.pk}-{day}")) or None
                for day in range(1, 6)
            }
            set_groups_of_staff(year, group, teachers, by=viewer)
    confirm(year, Assumption.Topic.STAFF_GROUPS, viewer)
    return back(request, "staff_groups", _("De groepen van het team zijn bewaard."))


@runners_only
@require_POST
def save_minutes(request: HttpRequest) -> HttpResponse:
    set_minutes(year_of(request), reading.minutes(request.POST), viewer_of(request))
    return back(request, "minutes", _("De minuten zijn bewaard."))
