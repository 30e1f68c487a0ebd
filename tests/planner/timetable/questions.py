"""Small planning questions for the tests: two days of four times, a class, two teachers, a hall."""

from __future__ import annotations

from stapsteen.planner.timetable.instance import (
    Constraint,
    Event,
    Instance,
    Kind,
    Need,
    Resource,
    TimeGroup,
)
from stapsteen.planner.timetable.solution import Meet, Solution

DAYS = (TimeGroup("ma", "maandag", (0, 1, 2, 3)), TimeGroup("di", "dinsdag", (4, 5, 6, 7)))
CLASS = Need(resource="klas")
TEACHER = Need(role="juf", type="staff")
RESOURCES = (
    Resource("klas", "Klas", "column"),
    Resource("anne", "Anne", "staff", frozenset({"gym"})),
    Resource("bob", "Bob", "staff"),
)


def lesson(key: str, duration: int = 1, *groups: str, time: int | None = None) -> Event:
    """A lesson of the class with an open need for a teacher."""
    return Event(key, key, duration, (CLASS, TEACHER), time, groups=frozenset({"alle", *groups}))


def question(events: tuple[Event, ...], *rules: Constraint) -> Instance:
    """An instance of these events and rules."""
    times = tuple(f"t{number}" for number in range(8))
    return Instance("vraag", "vraag", times, DAYS, RESOURCES, events, rules)


def rule(kind: Kind, **more) -> Constraint:
    """A required rule."""
    return Constraint(kind.value, kind.value, kind, **more)


def answer(*meets: tuple[str, int, int | None, str | None]) -> Solution:
    """Meets as (event, duration, time, teacher)."""
    return Solution(
        tuple(Meet(event, long, time, ("klas", who)) for event, long, time, who in meets)
    )
