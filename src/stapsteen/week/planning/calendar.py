"""A person's timetable as a calendar (iCalendar, RFC 5545), for the phone or the laptop.

The address of a feed is its key: whoever has it can read the timetable, so it names subjects, places
and staff and never a pupil.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import Lesson, slots_of
from stapsteen.school.access import Viewer, on
from stapsteen.school.log import record
from stapsteen.school.models import Person, RoleKind, SchoolYear
from stapsteen.week.models import CalendarFeed, PlanInForce
from stapsteen.week.planning.access import may_share_calendar
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.planning.words import label_of, where, who

CLOCK = ZoneInfo("Europe/Amsterdam")


@transaction.atomic
def open_feed(person: Person, *, by: Viewer) -> CalendarFeed:
    """Make a new secret address for somebody's timetable; an address made earlier stops working."""
    if not may_share_calendar(by, person):
        raise Refused(_("Je mag deze agenda niet delen."), _("Kies je eigen rooster."))
    close_feeds(person, by=by)
    record(by, person.school, "open_feed", person.pk)
    return CalendarFeed.objects.create(
        school=person.school, person=person, token=secrets.token_urlsafe(32)
    )


def close_feeds(person: Person, *, by: Viewer) -> None:
    """Let no address of this person's timetable work any longer."""
    if may_share_calendar(by, person):
        open_now = CalendarFeed.objects.filter(person=person, revoked_at__isnull=True)
        open_now.update(revoked_at=timezone.now())


def feed_of(person: Person) -> CalendarFeed | None:
    """The address that works now, if there is one."""
    return CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).first()


def calendar_of(token: str) -> bytes | None:
    """The calendar behind a secret address; None where there is no such address (any longer)."""
    feed = (
        CalendarFeed.objects.filter(token=token, revoked_at__isnull=True)
        .select_related("person__school")
        .first()
    )
    if feed is None:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Stapsteen//rooster//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Rooster %(school)s") % {"school": feed.school.name})
    for decided in _in_force_now(feed.person):
        for event in _events(decided, feed.person):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _in_force_now(person: Person) -> Iterable[PlanInForce]:
    found = PlanInForce.objects.filter(on(), year__school=person.school)
    return found.select_related("plan__run", "year")[:1]


def _events(decided: PlanInForce, person: Person) -> Iterator[Event]:
    """One event for each lesson of the week, repeated until the school year ends."""
    found = shown(decided.plan)
    free = set(_days_off(decided.year))
    key = person_id(person.pk)
    is_pupil = person.roles.filter(on(), kind=RoleKind.PUPIL).exists()
    lessons = (
        found.plan.lessons_by_pupil().get(key, [])
        if is_pupil
        else [lesson for lesson in found.plan.lessons if key in lesson.staff]
    )
    for number, lesson in enumerate(lessons):
        yield _event(found, lesson, decided, free, f"{decided.pk}-{person.pk}-{number}")


def _event(
    found: Shown, lesson: Lesson, decided: PlanInForce, free: set[date], number: str
) -> Event:
    slots = slots_of(found.week, lesson)
    day = _first(max(decided.starts, decided.year.starts), slots[0].weekday)
    starts, ends = time.fromisoformat(slots[0].starts), time.fromisoformat(slots[-1].ends)
    event = Event()
    event.add("uid", f"{number}@stapsteen")
    event.add("dtstamp", decided.decided_at)
    event.add("summary", label_of(found, lesson))
    event.add("dtstart", datetime.combine(day, starts, CLOCK))
    event.add("dtend", datetime.combine(day, ends, CLOCK))
    until = datetime.combine(decided.ends or decided.year.ends, time(23, 59), CLOCK)
    event.add("rrule", {"freq": "weekly", "until": until.astimezone(ZoneInfo("UTC"))})
    if skipped := sorted(one for one in free if one.isoweekday() == day.isoweekday()):
        event.add("exdate", [datetime.combine(one, starts, CLOCK) for one in skipped])
    if place := where(found, lesson):
        event.add("location", place)
    if adults := who(found, lesson):
        event.add("description", adults)
    return event


def _first(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def _days_off(year: SchoolYear) -> Iterator[date]:
    for off in year.days_off.all():
        for number in range((off.ends - off.starts).days + 1):
            yield off.starts + timedelta(days=number)
