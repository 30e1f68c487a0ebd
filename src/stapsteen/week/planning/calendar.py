"""A person's timetable as a calendar (iCalendar, RFC 5545), for the phone or the laptop.

The address of a feed is its key: whoever has it can read the timetable, so it names subjects, places
and staff and never a pupil.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
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
from stapsteen.week.changes.now import with_days
from stapsteen.week.changes.queries import changed_days, day_in_force
from stapsteen.week.models import CalendarFeed, Plan
from stapsteen.week.planning.access import may_share_calendar
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.planning.words import label_of, where, who
from stapsteen.week.year_plan.days import YearPlan, groups_of, year_plan_of

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
    for year in SchoolYear.objects.filter(on(), school=feed.school)[:1]:
        for event in _Whose(feed.person, year_plan_of(year)).events():
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


class _Whose:
    """One person's year: lessons of the plan that runs each week, themes, special days."""

    def __init__(self, person: Person, plan: YearPlan) -> None:
        self.person = person
        self.plan = plan
        self.groups = groups_of(person, plan.year)
        self.is_pupil = person.roles.filter(on(), kind=RoleKind.PUPIL).exists()

    def events(self) -> Iterator[Event]:
        """Everything there is to write down, the same each time it is asked."""
        running: dict[int, list[date]] = defaultdict(list)
        for day in self.plan.days:
            if (number := self.plan.plan_on(day)) is not None:
                running[number].append(day)
        for plan in Plan.objects.filter(pk__in=running).select_related("run").order_by("pk"):
            yield from self._lessons(plan, running[plan.pk])
        for choice in self.plan.choices.values():
            if choice.theme:
                yield _whole_days(f"theme-{choice.pk}", choice.theme, choice.monday, 5)
        for off in self.plan.off:
            one = off.day_off
            if not one.is_free and (not off.groups or off.groups & self.groups):
                length = (one.ends - one.starts).days + 1
                yield _whole_days(f"day-{one.pk}", one.name, one.starts, length)

    def _lessons(self, plan: Plan, days: list[date]) -> Iterator[Event]:
        """One event for each lesson of the week, repeated on the days on which it is given.

        A date that goes otherwise has events of its own, and is left out of what repeats.
        """
        found = shown(plan)
        changed = changed_days(self.plan.year, dict.fromkeys(days, plan.pk))
        usual = [day for day in days if day not in changed]
        yield from self._on_days(found, plan, usual, f"{plan.pk}-{self.person.pk}")
        for day, one in changed.items():
            here = with_days(found, {day.isoweekday(): day_in_force(one)})
            yield from self._on_days(here, plan, [day], f"{day:%Y%m%d}-{self.person.pk}")

    def _on_days(self, found: Shown, plan: Plan, days: list[date], uid: str) -> Iterator[Event]:
        key = person_id(self.person.pk)
        lessons = (
            found.plan.lessons_by_pupil().get(key, [])
            if self.is_pupil
            else [lesson for lesson in found.plan.lessons if key in lesson.staff]
        )
        for number, lesson in enumerate(lessons):
            weekday = slots_of(found.week, lesson)[0].weekday
            given = [
                day for day in days if day.isoweekday() == weekday and not self._free(day, lesson)
            ]
            if given:
                event = _event(found, lesson, given)
                event.add("uid", f"{uid}-{number}@stapsteen")
                event.add("dtstamp", plan.made_at)
                yield event

    def _free(self, day: date, lesson: Lesson) -> bool:
        if self.is_pupil:
            return self.plan.is_free_for(day, self.groups)
        return self.plan.is_free(day, groups_in(lesson))


def groups_in(lesson: Lesson) -> set[int]:
    """The groups of the school that a lesson is for; groups composed by the planner are left out."""
    ids = (one.removeprefix("group-") for one in lesson.groups)
    return {int(one) for one in ids if one.isdigit()}


def _event(found: Shown, lesson: Lesson, days: list[date]) -> Event:
    slots = slots_of(found.week, lesson)
    starts, ends = time.fromisoformat(slots[0].starts), time.fromisoformat(slots[-1].ends)
    event = Event()
    event.add("summary", label_of(found, lesson))
    event.add("dtstart", datetime.combine(days[0], starts, CLOCK))
    event.add("dtend", datetime.combine(days[0], ends, CLOCK))
    if len(days) > 1:
        until = datetime.combine(days[-1], time(23, 59), CLOCK)
        event.add("rrule", {"freq": "weekly", "until": until.astimezone(ZoneInfo("UTC"))})
    if skipped := sorted(set(_weekly(days[0], days[-1])) - set(days)):
        event.add("exdate", [datetime.combine(one, starts, CLOCK) for one in skipped])
    if place := where(found, lesson):
        event.add("location", place)
    if adults := who(found, lesson):
        event.add("description", adults)
    return event


def _whole_days(number: str, name: str, first: date, length: int) -> Event:
    event = Event()
    event.add("uid", f"{number}@stapsteen")
    event.add("dtstamp", datetime.combine(first, time(0), CLOCK))
    event.add("summary", name)
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=length))
    event.add("transp", "TRANSPARENT")
    return event


def _weekly(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days // 7 + 1):
        yield first + timedelta(days=7 * number)
