"""What differs between two planned weeks, moment by moment, for a group, a pupil or a member of staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stapsteen.planner.organisation.plan import Lesson, WeekPlan, covered
from stapsteen.planner.organisation.school_week import SchoolWeek

Moment = tuple[int, str]  # weekday and the time at which a slot starts


@dataclass(frozen=True)
class Difference:
    """From ``starts`` on, as long as it stays the same: what was there, and what is there now."""

    weekday: int
    starts: str
    before: tuple[Lesson, ...]
    after: tuple[Lesson, ...]


def differences(
    before: Mapping[Moment, tuple[Lesson, ...]], after: Mapping[Moment, tuple[Lesson, ...]]
) -> list[Difference]:
    """The moments at which two weeks differ, in time order; equal ones that follow each other are one."""
    found: list[Difference] = []
    last: tuple[object, ...] = ()
    for moment in sorted(before.keys() | after.keys()):
        old, new = before.get(moment, ()), after.get(moment, ())
        signs = moment[0], _sign(old), _sign(new)
        if signs[1] != signs[2] and signs != last:
            found.append(Difference(*moment, old, new))
        last = signs
    return found


def week_of(week: SchoolWeek, lessons: Iterable[Lesson]) -> dict[Moment, tuple[Lesson, ...]]:
    """Some lessons of a week by the moments that they take."""
    found: dict[Moment, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        for index in covered(lesson):
            slot = week.lesson_slots[index]
            found[slot.weekday, slot.starts].append(lesson)
    return {moment: tuple(here) for moment, here in found.items()}


def lessons_of(plan: WeekPlan, key: str) -> list[Lesson]:
    """The lessons of a column, a member of staff or a pupil."""
    if key in plan.group_by_id:
        return [lesson for lesson in plan.lessons if key in lesson.groups]
    if key in plan.group_of:
        return plan.lessons_by_pupil()[key]
    return [lesson for lesson in plan.lessons if key in lesson.staff]


def _sign(lessons: tuple[Lesson, ...]) -> object:
    """What people notice of a moment."""
    return sorted(
        (one.kind, one.subject, one.groups, one.staff, one.room or "", one.steps) for one in lessons
    )
