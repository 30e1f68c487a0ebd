"""The planned week: lessons in their place, with everybody who is in them.

A plan is what was decided and nothing more. Ids are those of the ``SchoolWeek``; composed groups
(base groups, level groups) are in ``groups``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import TypeAdapter

from stapsteen.planner.organisation.school_week import SchoolWeek, Slot
from stapsteen.planner.timetable.solution import Solution

Organisation = Literal["year_class", "equal_afternoons", "across_classes", "units", "personal"]
ORGANISATIONS: tuple[Organisation, ...] = (
    "year_class",
    "equal_afternoons",
    "across_classes",
    "units",
    "personal",
)
LessonKind = Literal[
    "lesson", "level", "unit", "theme", "workshop", "independent", "gym", "start", "end"
]
Band = Literal["red", "yellow", "green"]


@dataclass(frozen=True)
class PlannedGroup:
    """A column of the timetable: a class or base group with its pupils, room and coaches."""

    id: str
    name: str
    year_groups: tuple[str, ...]
    pupils: tuple[str, ...]
    room: str | None = None
    unit: str = ""
    coaches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """Something that happens: ``length`` lesson slots of one day, from lesson slot ``slot`` on.

    ``slot`` is an index in ``SchoolWeek.lesson_slots``. ``groups`` are the columns it stands in.
    ``pupils`` lists who is there when that is not everybody of the groups. ``steps`` are the steps
    taught; empty when nothing is taught by step. ``block`` is shared by lessons of one block.
    """

    slot: int
    length: int
    kind: LessonKind
    subject: str
    groups: tuple[str, ...]
    band: Band = "red"
    staff: tuple[str, ...] = ()
    room: str | None = None
    pupils: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    chosen: bool = False
    block: str = ""
    title: str = ""


@dataclass(frozen=True)
class Supervision:
    """Who watches over a break: ``pause`` is an index in ``SchoolWeek.pauses``."""

    pause: int
    staff: tuple[str, ...]


@dataclass(frozen=True)
class WeekPlan:
    """A whole planned week under one organisation."""

    organisation: Organisation
    groups: tuple[PlannedGroup, ...]
    lessons: tuple[Lesson, ...]
    supervision: tuple[Supervision, ...] = ()

    @cached_property
    def group_by_id(self) -> dict[str, PlannedGroup]:
        """The columns by their id."""
        return {group.id: group for group in self.groups}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The column each pupil belongs to."""
        return {pupil: group.id for group in self.groups for pupil in group.pupils}

    def pupils_in(self, lesson: Lesson) -> tuple[str, ...]:
        """Everybody who is in a lesson."""
        if lesson.pupils:
            return lesson.pupils
        return tuple(pupil for group in lesson.groups for pupil in self.group_by_id[group].pupils)

    def lessons_by_pupil(self) -> dict[str, list[Lesson]]:
        """The week of each pupil, in time order."""
        found: dict[str, list[Lesson]] = {pupil: [] for pupil in self.group_of}
        for lesson in sorted(self.lessons, key=lambda lesson: lesson.slot):
            for pupil in self.pupils_in(lesson):
                found[pupil].append(lesson)
        return found


@dataclass(frozen=True)
class Sentence:
    """Something to tell, in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in ``nl`` or ``en``."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True)
class Measure:
    """One of the seven measures. ``value`` None means unknown; ``details`` are its parts.

    ``rests_on`` are the assumed topics that it was computed from.
    """

    key: str
    value: float | None
    details: dict[str, float] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanResult:
    """What planning a week gave: the plan, what it costs, what it measures, what could not be.

    ``solution`` is what was decided in the terms of the engine: with the week and the organisation it
    gives the plan again, so that planning can go on from it.
    """

    plan: WeekPlan
    solution: Solution
    infeasibility: int
    objective: int
    first_plan_seconds: float
    seconds: float
    measures: tuple[Measure, ...]
    sentences: tuple[Sentence, ...] = ()
    assumed: tuple[str, ...] = ()
    stopped: bool = False


def minutes(week: SchoolWeek, lesson: Lesson) -> int:
    """How long a lesson lasts, breaks left out."""
    return sum(slot.minutes for slot in slots_of(week, lesson))


def slots_of(week: SchoolWeek, lesson: Lesson) -> tuple[Slot, ...]:
    """The lesson slots that a lesson takes."""
    return week.lesson_slots[lesson.slot : lesson.slot + lesson.length]


def covered(lesson: Lesson) -> Iterator[int]:
    """The indices of those slots."""
    return iter(range(lesson.slot, lesson.slot + lesson.length))


PLAN: TypeAdapter[WeekPlan] = TypeAdapter(WeekPlan)
RESULT: TypeAdapter[PlanResult] = TypeAdapter(PlanResult)
MEASURES: TypeAdapter[tuple[Measure, ...]] = TypeAdapter(tuple[Measure, ...])
SOLUTION: TypeAdapter[Solution] = TypeAdapter(Solution)
SENTENCES: TypeAdapter[tuple[Sentence, ...]] = TypeAdapter(tuple[Sentence, ...])
