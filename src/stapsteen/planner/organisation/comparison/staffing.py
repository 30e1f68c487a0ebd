"""What a plan asks of each member of staff."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from stapsteen.planner.organisation.plan import Lesson, WeekPlan, covered
from stapsteen.planner.organisation.school_week import SchoolWeek


@dataclass(frozen=True)
class StaffWeek:
    """The week of one member of staff: minutes of contract, teaching and supervising.

    ``preparations`` counts different lessons (subject, step, groups); ``changes`` how often the
    group changes from one lesson to the next on the same day.
    """

    contract: int
    teaching: int
    supervising: int
    preparations: int
    changes: int

    @property
    def busy(self) -> int:
        """Minutes with pupils."""
        return self.teaching + self.supervising


def staff_weeks(week: SchoolWeek, plan: WeekPlan) -> dict[str, StaffWeek]:
    """The week of everybody on the staff."""
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in sorted(plan.lessons, key=lambda lesson: lesson.slot):
        for staff in lesson.staff:
            lessons[staff].append(lesson)
    watched: dict[str, int] = defaultdict(int)
    for duty in plan.supervision:
        for staff in duty.staff:
            watched[staff] += week.pauses[duty.pause].minutes
    return {
        member.id: StaffWeek(
            contract=member.minutes,
            teaching=_teaching(week, lessons[member.id]),
            supervising=watched[member.id],
            preparations=len({_prepared(lesson) for lesson in lessons[member.id]} - {None}),
            changes=_changes(week, lessons[member.id]),
        )
        for member in week.staff
    }


def _teaching(week: SchoolWeek, lessons: list[Lesson]) -> int:
    """Minutes taught; somebody who is in two lessons at once teaches once."""
    slots = {index for lesson in lessons for index in covered(lesson)}
    return sum(week.lesson_slots[index].minutes for index in slots)


def _prepared(lesson: Lesson) -> tuple[str, tuple[int, ...], tuple[str, ...]] | None:
    if lesson.kind in {"independent", "start", "end"}:
        return None
    return lesson.subject, lesson.steps, lesson.groups


def _changes(week: SchoolWeek, lessons: list[Lesson]) -> int:
    return sum(
        before.groups != after.groups or before.pupils != after.pupils
        for before, after in pairwise(lessons)
        if week.lesson_slots[before.slot].weekday == week.lesson_slots[after.slot].weekday
    )
