"""What differs between two weeks, as people would tell it: moment by moment."""

from __future__ import annotations

from dataclasses import replace

from stapsteen.planner.organisation.differences import differences, lessons_of, week_of
from stapsteen.planner.organisation.plan import Lesson, PlannedGroup, WeekPlan
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.tables import usual_slots

WEEK = SchoolWeek("De Kiezel", usual_slots(), (), (), (), (), ())
READING = Lesson(1, 2, "lesson", "reading", ("5",), staff=("anne",), block="a")
GYM = Lesson(9, 1, "gym", "gym", ("5",), staff=("gijs",), room="zaal", block="b")


def plan(*lessons: Lesson) -> WeekPlan:
    return WeekPlan("year_class", (PlannedGroup("5", "Groep 5", ("5",), ("dina",)),), lessons)


def changed(before: WeekPlan, after: WeekPlan, key: str) -> list[tuple[int, str]]:
    found = differences(*(week_of(WEEK, lessons_of(one, key)) for one in (before, after)))
    return [(one.weekday, one.starts) for one in found]


def test_a_week_does_not_differ_from_itself():
    assert changed(plan(READING, GYM), plan(GYM, READING), "5") == []


def test_a_lesson_that_moves_differs_where_it_was_and_where_it_is():
    moved = replace(READING, slot=3)
    assert changed(plan(READING), plan(moved), "5") == [(1, "08:45"), (1, "10:30")]


def test_another_teacher_is_a_difference_for_the_child_and_for_both_teachers():
    other = replace(GYM, staff=("anne",))
    for key in ("dina", "5", "gijs", "anne"):
        assert changed(plan(READING, GYM), plan(READING, other), key) == [(2, "08:45")], key


def test_another_lesson_of_the_same_row_is_no_difference():
    assert changed(plan(GYM), plan(replace(GYM, block="c")), "dina") == []


def test_whom_it_does_not_concern_nothing_differs():
    assert changed(plan(READING, GYM), plan(READING), "anne") == []
