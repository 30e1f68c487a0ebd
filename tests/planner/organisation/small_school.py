"""A school small enough to plan by hand: four combined classes, six staff, a gym hall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stapsteen.planner.organisation.plan import ORGANISATIONS, Lesson, WeekPlan
from stapsteen.planner.organisation.planning import plan_week
from stapsteen.planner.organisation.school_week import (
    Group,
    Guidance,
    Opening,
    Pupil,
    Room,
    SchoolWeek,
    Staff,
    WorkingDay,
)
from stapsteen.planner.organisation.tables import usual_slots, usual_subjects

ONE_AND_SLOWER = [  # every organisation; in the quick part of the tests one stands for all
    one if one == "year_class" else pytest.param(one, marks=pytest.mark.slow)
    for one in ORGANISATIONS
]
WEEK = (1, 2, 3, 4, 5)
CLASSES = (("12", ("1", "2")), ("34", ("3", "4")), ("56", ("5", "6")), ("78", ("7", "8")))


def staff(key: str, *days: int, alone: bool = True, subjects: tuple[str, ...] = ()) -> Staff:
    """Somebody who works on these days."""
    working = tuple(WorkingDay(day) for day in days)
    return Staff(key, key.capitalize(), working, len(days) * 480, alone, subjects)


def small_school() -> SchoolWeek:
    """Anne and Bob share 1/2; Cas, Dewi and Eva have the others; Gijs teaches gym, Fien assists."""
    groups = tuple(Group(key, f"Groep {key}", years, f"lokaal-{key}") for key, years in CLASSES)
    teachers = {"12": "anne", "34": "cas", "56": "dewi", "78": "eva"}
    return SchoolWeek(
        name="De Kiezel",
        slots=usual_slots(),
        rooms=(
            *(Room(f"lokaal-{key}", f"Lokaal {key}") for key, _years in CLASSES),
            Room(
                "zaal", "Gymzaal", "gym", 60, tuple(Opening(day, "08:30", "14:15") for day in WEEK)
            ),
            Room("plein", "Leerplein", "learning_square", 60),
        ),
        subjects=usual_subjects(),
        groups=groups,
        pupils=tuple(pupils()),
        staff=(
            staff("anne", 1, 2, 3),
            staff("bob", 4, 5),
            staff("cas", *WEEK),
            staff("dewi", *WEEK),
            staff("eva", *WEEK),
            staff("fien", *WEEK, alone=False),
            staff("gijs", 1, 2, subjects=("gym",)),
        ),
        guidance=(
            Guidance("anne", "12", (1, 2, 3)),
            Guidance("bob", "12", (4, 5)),
            *(Guidance(teachers[key], key) for key in ("34", "56", "78")),
            Guidance("fien", "12", assists=True),
        ),
    )


def pupils() -> list[Pupil]:
    """Eight to a class; half of them a step ahead of the usual one."""
    found = []
    for key, years in CLASSES:
        for number in range(8):
            year = years[number // 4]
            step = 2 * int(year) - 1 + number % 2
            needs = dict.fromkeys(("reading", "arithmetic", "language", "spelling"), step)
            found.append(Pupil(f"{key}-{number}", year, key, needs=needs))
    return found


def planned(organisation: str, week: SchoolWeek | None = None, seconds: float = 1.5):
    """A plan of the small school, or of another week."""
    return plan_week(week or small_school(), organisation, seconds=seconds, workers=1, seed=1)


def without_needs(week: SchoolWeek) -> SchoolWeek:
    """The same school, of which nobody knows what the pupils need."""
    return replace(week, pupils=tuple(replace(pupil, needs={}) for pupil in week.pupils))


def of_group(plan: WeekPlan, group: str) -> list[Lesson]:
    """The lessons of one column."""
    return [lesson for lesson in plan.lessons if group in lesson.groups]
