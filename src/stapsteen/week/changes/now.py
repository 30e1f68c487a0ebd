"""The timetable as it goes in a certain week: the plan in force, with the days that go otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from stapsteen.planner.organisation.changed.day import DayPlan, day_of
from stapsteen.planner.organisation.changed.day_repair import LessonChange, changes_of
from stapsteen.week.changes.queries import changed_days, day_in_force
from stapsteen.week.models import Plan
from stapsteen.week.planning.shown import Seat, Shown, lost, seat_of

DAYS = 5


def as_it_goes(shown: Shown, plan: Plan, monday: date) -> Shown:
    """A timetable as it goes in one week: with the days that were changed."""
    dates = {monday + timedelta(days=number): plan.pk for number in range(DAYS)}
    found = changed_days(plan.run.year, dates)
    return with_days(shown, {day.isoweekday(): day_in_force(one) for day, one in found.items()})


def with_days(shown: Shown, days: Mapping[int, DayPlan]) -> Shown:
    """A timetable with some of its days otherwise, and which lessons are otherwise in it."""
    if not days:
        return shown
    slots, pauses = shown.week.lesson_slots, shown.week.pauses
    lessons = [one for one in shown.plan.lessons if slots[one.slot].weekday not in days]
    watched = [one for one in shown.plan.supervision if pauses[one.pause].weekday not in days]
    changed = set()
    for weekday, day in days.items():
        lessons += [one.lesson for one in day.lessons]
        watched += day.supervision
        planned = day_of(shown.week, shown.plan, weekday)
        for one in changes_of(planned, day):
            changed |= set(_told(one))
    lessons.sort(key=lambda lesson: (lesson.slot, lesson.groups, lesson.block))
    plan = replace(shown.plan, lessons=tuple(lessons), supervision=tuple(watched))
    return replace(shown, plan=plan, changed=frozenset(changed))


def _told(change: LessonChange) -> Iterator[Seat]:
    """What the timetable marks: a lesson with another adult, time or room, and who lost one."""
    was, now = change.was, change.now
    if now is None:
        for group in change.lesson.groups:
            yield lost(group, change.lesson.slot)
    elif was is None or seat_of(was) != seat_of(now):
        yield seat_of(now)
