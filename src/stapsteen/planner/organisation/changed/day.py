"""One day of a planned week: its lessons as they are, and who or what is not there."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from stapsteen.planner.organisation.calendar import day_slots
from stapsteen.planner.organisation.plan import Lesson, Supervision, WeekPlan
from stapsteen.planner.organisation.school_week import (
    DayPart,
    SchoolWeek,
    Slot,
    Weekday,
    WorkingDay,
)


@dataclass(frozen=True)
class Absence:
    """A member of staff who is not there, for the whole day or half of it. Why does not matter."""

    staff: str
    part: DayPart = "all"


@dataclass(frozen=True)
class Closure:
    """A room that cannot be used."""

    room: str
    part: DayPart = "all"


@dataclass(frozen=True)
class Disturbance:
    """Everything that is otherwise on one day."""

    absences: tuple[Absence, ...] = ()
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True)
class DayLesson:
    """A lesson of one day; ``number`` is its place among the lessons of the week it came from.

    ``seats`` tells for each adult who was planned who is there now, "" for nobody.
    """

    number: int
    lesson: Lesson
    seats: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class DayPlan:
    """The lessons and the supervision of one day."""

    weekday: Weekday
    lessons: tuple[DayLesson, ...]
    supervision: tuple[Supervision, ...] = ()


DAY: TypeAdapter[DayPlan] = TypeAdapter(DayPlan)


def day_of(week: SchoolWeek, plan: WeekPlan, weekday: Weekday) -> DayPlan:
    """A day of the week as it was planned."""
    slots = day_slots(week)[weekday]
    lessons = tuple(
        DayLesson(number, lesson, lesson.staff or ("",))
        for number, lesson in enumerate(plan.lessons)
        if lesson.slot in slots
    )
    watched = tuple(one for one in plan.supervision if week.pauses[one.pause].weekday == weekday)
    return DayPlan(weekday, lessons, watched)


def covers(part: DayPart, slot: Slot) -> bool:
    """Whether a part of the day takes a slot in; a morning ends at the first slot from noon."""
    return WorkingDay(slot.weekday, part).covers(slot)


def is_away(disturbance: Disturbance, staff: str, slot: Slot) -> bool:
    """Whether somebody is not there during a slot."""
    return any(one.staff == staff and covers(one.part, slot) for one in disturbance.absences)


def is_closed(disturbance: Disturbance, room: str, slot: Slot) -> bool:
    """Whether a room cannot be used during a slot."""
    return any(one.room == room and covers(one.part, slot) for one in disturbance.closures)
