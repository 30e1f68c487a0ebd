"""What a day lacks, in sentences: the same lack at several times is one sentence with all of them."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.organisation.small_school import small_school

from stapsteen.planner.organisation.changed.day import DayLesson, DayPlan, Disturbance
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.changed.nobody import not_possible
from stapsteen.planner.organisation.plan import Lesson, PlannedGroup, WeekPlan

WEEK = small_school()
MONDAY = 1
SLOTS = [index for index, slot in enumerate(WEEK.lesson_slots) if slot.weekday == MONDAY]
GROUPS = tuple(
    PlannedGroup(
        group.id, group.name, group.year_groups,
        tuple(pupil.id for pupil in WEEK.pupils_of[group.id]), group.room,
    )
    for group in WEEK.groups
)  # fmt: skip


def lesson(slot: int, *staff: str, groups: tuple[str, ...] = ("12",), **more: object) -> Lesson:
    """A lesson of one slot on Monday: the first slot of the day is 0."""
    found = Lesson(SLOTS[slot], 1, "lesson", "language", groups, staff=staff)
    return replace(found, **more)  # type: ignore[arg-type]


def told(*planned: Lesson, away: str) -> list[tuple[str, str]]:
    """What is said of a day on which somebody's lessons have nobody and the others stay as they were."""
    plan = WeekPlan("year_class", GROUPS, planned)
    seats = [
        DayLesson(
            number, replace(one, staff=tuple(who for who in one.staff if who != away)),
            tuple("" if who == away else who for who in one.staff),
        )
        for number, one in enumerate(planned)
    ]  # fmt: skip
    day = DayPlan(MONDAY, tuple(seats))
    found = not_possible(DayQuestion(WEEK, plan, MONDAY, day, Disturbance()), day)
    return [(one.nl, one.en) for one in found]


def clock(slot: int) -> tuple[str, str]:
    """When a slot of Monday begins and ends."""
    return WEEK.lesson_slots[SLOTS[slot]].starts, WEEK.lesson_slots[SLOTS[slot]].ends


def between(slot: int, until: str) -> str:
    return f" {until} ".join(clock(slot))


def test_a_group_without_anybody_at_three_times_is_one_sentence_with_the_three() -> None:
    ((nl, en),) = told(
        lesson(0, "anne"), lesson(1, "cas"), lesson(2, "anne"), lesson(3, "cas"),
        lesson(4, "anne"), away="anne",
    )  # fmt: skip
    dutch = f"{between(0, 'tot')}, {between(2, 'tot')} en {between(4, 'tot')}"
    assert nl.startswith(f"Groep 12 heeft van {dutch} niemand. Wat kan: ")
    english = f"{between(0, 'to')}, {between(2, 'to')} and {between(4, 'to')}"
    assert en.startswith(f"Groep 12 has nobody from {english}. What you can do: ")


def test_times_that_follow_each_other_are_one_time() -> None:
    ((nl, _en),) = told(lesson(0, "anne"), lesson(1, "anne"), lesson(2, "cas"), away="anne")
    assert f"van {clock(0)[0]} tot {clock(1)[1]} niemand" in nl


def test_other_advice_at_another_time_is_a_sentence_of_its_own() -> None:
    """In the first hour no other group has somebody to take children in; in the third all have."""
    first = [lesson(0, "anne", groups=(group.id,)) for group in GROUPS]
    found = told(*first, lesson(1, "cas"), lesson(2, "anne"), away="anne")
    mine = [nl for nl, _en in found if nl.startswith("Groep 12 ")]
    assert [nl.partition(" niemand")[0] for nl in mine] == [
        f"Groep 12 heeft van {between(0, 'tot')}",
        f"Groep 12 heeft van {between(2, 'tot')}",
    ]
    assert ["verdeel de 8 kinderen" in nl for nl in mine] == [False, True]


def test_level_groups_alike_are_one_sentence_and_of_another_size_another() -> None:
    both, some = ("12", "34"), ("12-0", "34-0")
    found = told(
        lesson(0, "anne", groups=both, pupils=some), lesson(2, "anne", groups=both, pupils=some),
        lesson(4, "anne", groups=both, pupils=some[:1]), away="anne",
    )  # fmt: skip
    assert [nl.partition(" niemand")[0] for nl, _en in found] == [
        f"Groep 12, Groep 34: 2 kinderen hebben van {between(0, 'tot')} en {between(2, 'tot')}",
        f"Groep 12, Groep 34: 1 kind heeft van {between(4, 'tot')}",
    ]


def test_a_team_with_one_less_twice_is_told_once_with_both_times() -> None:
    team = {"groups": ("12", "34"), "kind": "theme"}
    found = told(
        lesson(0, "anne", "cas", block="a", **team), lesson(2, "anne", "cas", block="b", **team),
        away="anne",
    )  # fmt: skip
    times = f"{between(0, 'tot')} en {between(2, 'tot')}"
    assert [nl for nl, _en in found] == [
        f"Groep 12, Groep 34: van {times} is er een volwassene minder dan gepland."
    ]
