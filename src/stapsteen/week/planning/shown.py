"""A plan as it is shown: the planned week with the names that belong to its ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from stapsteen.planner.organisation.comparison.measures import subjects_at
from stapsteen.planner.organisation.plan import PLAN, Lesson, PlannedGroup, WeekPlan, covered
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.school.models import Person
from stapsteen.week.models import Plan
from stapsteen.week.planning.export import number_of

Seat = tuple[int, str, tuple[str, ...], tuple[str, ...], str]


def seat_of(lesson: Lesson) -> Seat:
    """What tells a lesson apart from others in one timetable, whatever its title."""
    return lesson.slot, lesson.block, lesson.groups, lesson.staff, lesson.room or ""


def lost(group: str, slot: int) -> Seat:
    """That some children of a group lose a lesson that was planned at a slot."""
    return slot, "", (group,), (), ""


@dataclass(frozen=True)
class Shown:
    """A plan, the week it was made for, and the language it is read in.

    ``changed`` are the lessons that go otherwise than planned in the week that is shown.
    """

    plan: WeekPlan
    week: SchoolWeek
    language: str = "nl"
    changed: frozenset[Seat] = frozenset()

    def is_changed(self, lessons: Iterable[Lesson], group: str, slot: int) -> bool:
        """Whether what happens at a slot goes otherwise than planned in this week."""
        return lost(group, slot) in self.changed or any(
            seat_of(lesson) in self.changed for lesson in lessons
        )

    @cached_property
    def lessons_at(self) -> dict[tuple[str, int], list[Lesson]]:
        """The lessons in which a column takes part at a lesson slot."""
        found: dict[tuple[str, int], list[Lesson]] = defaultdict(list)
        for lesson in self.plan.lessons:
            for group in lesson.groups:
                for slot in covered(lesson):
                    found[group, slot].append(lesson)
        return found

    @cached_property
    def aligned(self) -> set[tuple[str, int]]:
        """Columns and slots with the same subject as another column of the same unit."""
        subjects = subjects_at(self.plan)
        units: dict[str, list[str]] = defaultdict(list)
        for group in self.plan.groups:
            units[group.unit].append(group.id)
        return {
            (group, slot)
            for unit in units.values()
            for group in unit
            for slot in range(len(self.week.lesson_slots))
            if any(
                subjects[group, slot] & subjects[other, slot] for other in unit if other != group
            )
        }

    @cached_property
    def room_names(self) -> dict[str, str]:
        """The names of the rooms."""
        return {room.id: room.name for room in self.week.rooms}

    def staff_name(self, staff: str) -> str:
        """What a member of staff is called."""
        return self.week.staff_by_id[staff].name

    def subject_name(self, subject: str) -> str:
        """What a subject is called in the reader's language."""
        found = self.week.subject_by_id.get(subject)
        return found.in_language(self.language) if found else ""

    def column(self, group: str) -> PlannedGroup:
        """A column of the timetable."""
        return self.plan.group_by_id[group]

    @cached_property
    def pupil_names(self) -> dict[str, str]:
        """The names of the pupils, read from the school's data and not from the plan."""
        numbers = [number_of(pupil.id) for pupil in self.week.pupils]
        people = Person.objects.filter(pk__in=numbers)
        return {f"person-{person.pk}": person.name for person in people}


def shown(plan: Plan, language: str = "nl") -> Shown:
    """Read a plan from the database for showing it."""
    return Shown(PLAN.validate_python(plan.body), week_from_plain(plan.run.week), language[:2])
