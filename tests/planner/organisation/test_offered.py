"""Workshops as people change them: frozen where they are, moved for a price, and read back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import pytest

from stapsteen.planner.organisation.broken_rules import told_together
from stapsteen.planner.organisation.changed.week import repair_week
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.moving import Movable
from stapsteen.planner.organisation.offered import (
    attended,
    evaluated,
    frozen,
    is_workshop,
    parted,
    seats_of,
    topic_of,
    with_workshops,
    workshop_id,
)
from stapsteen.planner.organisation.plan import Lesson, PlanResult, WeekPlan
from stapsteen.planner.organisation.planning import COMPILERS, plan_of, plan_week, unwatched
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.repair import Effort


@cache
def school() -> tuple[SchoolWeek, PlanResult]:
    week = example_week(60, 1)
    return week, plan_week(week, "personal", deterministic_seconds=0.5, workers=1)


def opened() -> Movable:
    """The week as it is planned, with its workshops frozen."""
    week, result = school()
    draft = COMPILERS["personal"](week)
    solution = frozen(result.solution, result.plan.lessons)
    instance = compile_draft(draft)
    rebuilt = partial(evaluated, draft, instance)
    return Movable(*with_workshops(draft, instance, solution), rebuilt=rebuilt)


def workshops(draft: Draft) -> list[str]:
    return [block.id for block in draft.blocks if block.kind == "workshop"]


def as_told(plan: WeekPlan) -> set[Lesson]:
    return set(plan.lessons)


def test_a_workshop_is_called_by_its_round_its_number_and_what_it_is_about() -> None:
    assert workshop_id(12, 3, "arithmetic", 9) == "round-12/3/arithmetic/9"
    assert topic_of("round-12/3/arithmetic/9") == ("arithmetic", 9)
    assert topic_of(workshop_id(12, 0, "world", None)) == ("world", None)
    assert is_workshop("round-12/0/world/")
    assert not is_workshop("round-12/own")
    assert not is_workshop("base-group-1:gym-1")


def test_a_frozen_week_is_the_week_that_was_planned() -> None:
    _week, result = school()
    week = opened()
    assert workshops(week.draft)
    assert as_told(plan_of(week.draft, week.solution)) == as_told(result.plan)
    assert week.evaluation.cost == (result.infeasibility, result.objective)


def test_what_is_frozen_is_not_frozen_again_and_can_be_taken_apart() -> None:
    _week, result = school()
    week = opened()
    assert frozen(week.solution, ()) == week.solution
    rest, offered = parted(week.solution)
    assert set(rest.meets) == set(result.solution.meets)
    assert [one.event for one in offered] == workshops(week.draft)


def test_a_workshop_changes_places_with_the_other_one_of_who_leads_it() -> None:
    week = opened()
    for event in workshops(week.draft):
        for place in week.places(event):
            if place.state == "price" and place.change.along:
                (other,) = place.change.along
                mine, theirs = week.meet(event), week.meet(other)
                assert place.change.meets[event].resources[:2] == (
                    mine.resources[0],
                    theirs.resources[1],
                )
                assert place.change.meets[other].time == mine.time
                assert mine.resources[0] == theirs.resources[0]
                return
    raise AssertionError("no workshop can change places")


def test_the_price_is_the_children_who_have_something_else_then() -> None:
    week = opened()
    event, place = next(
        (event, place)
        for event in workshops(week.draft)
        for place in week.places(event)
        if place.state == "price"
    )
    told = [one.nl for one in told_together(week.draft, place.difference.broken)]
    children = sum(one.deviation for one in place.difference.broken)
    assert f"Voor {children} kinderen valt een workshop samen met iets anders." in told
    after = plan_of(week.draft, week.after(place.change))
    there = [one for one in after.lessons if one.block == event]
    assert len(there[0].pupils if there else ()) < len(seats_of(week.meet(event)))


def test_nobody_is_at_two_lessons_after_a_move() -> None:
    week = opened()
    for event in workshops(week.draft)[:5]:
        for place in week.places(event):
            if place.state == "price":
                plan = plan_of(week.draft, week.after(place.change))
                for pupil, lessons in plan.lessons_by_pupil().items():
                    slots = [s for one in lessons for s in range(one.slot, one.slot + one.length)]
                    assert len(slots) == len(set(slots)), (event, place.time, pupil)


def test_a_workshop_begins_with_a_round_and_its_leader_works_then() -> None:
    week = opened()
    event = workshops(week.draft)[0]
    never = [place for place in week.places(event) if place.time == 0]
    assert [place.state for place in never] == ["forbidden"]
    leader = str(week.meet(event).resources[0]).partition("/")[2]
    works = week.draft.week.staff_by_id[leader]
    for place in week.places(event):
        slot = week.draft.week.lesson_slots[place.time or 0]
        if (
            not works.works_during(slot)
            and place.change.meets[event].resources[0] == f"leader/{leader}"
        ):
            assert place.state == "forbidden"


def test_of_two_workshops_at_once_a_child_goes_to_the_one_that_was_not_moved() -> None:
    stays = Lesson(3, 1, "workshop", "world", ("g",), pupils=("a", "b"), block="round-3/0/world/")
    moved = Lesson(3, 1, "workshop", "arts", ("g",), pupils=("b", "c"), block="round-1/0/arts/")
    found = attended([moved, stays], [("a", 3)])
    assert [(one.block, one.pupils) for one in found] == [
        ("round-1/0/arts/", ("c",)),
        ("round-3/0/world/", ("b",)),
    ]


def test_a_workshop_without_children_is_not_given() -> None:
    alone = Lesson(3, 1, "workshop", "world", ("g",), pupils=("a",), block="round-3/0/world/")
    assert attended([alone], [("a", 3)]) == []


@pytest.mark.slow
def test_a_week_repair_keeps_the_workshops_and_who_left_is_in_none() -> None:
    before, _result = school()
    week = opened()
    gone = before.pupils[0].id
    after = replace(before, pupils=tuple(one for one in before.pupils if one.id != gone))
    found = repair_week(before, after, "personal", week.solution, effort=Effort(seconds=3))
    assert {one.block for one in found.plan.lessons if one.kind == "workshop"} <= set(
        workshops(week.draft)
    )
    assert all(gone not in one.pupils for one in found.plan.lessons)


def test_the_price_of_gym_is_what_the_week_costs_with_it() -> None:
    week = opened()
    assert week.rebuilt is not None
    gym = next(block.id for block in week.draft.blocks if block.kind == "gym")
    possible = [one for one in week.places(gym) if one.state in {"free", "price"}]
    assert possible
    for place in possible[:6]:
        true = week.rebuilt(week.after(place.change))
        told = place.difference
        assert true.infeasibility == week.evaluation.infeasibility + told.infeasibility
        assert true.objective == week.evaluation.objective + told.objective


def test_children_who_are_left_alone_are_told() -> None:
    week = opened()
    assert unwatched(week.draft, week.solution) == []
    for event in workshops(week.draft):
        for place in week.places(event):
            if place.state in {"free", "price"}:
                after = week.after(place.change)
                alone = [
                    one
                    for one in plan_of(week.draft, after).lessons
                    if one.kind == "independent" and one.pupils and not one.staff
                ]
                assert len(unwatched(week.draft, after)) == len(alone)
                if alone:
                    assert str(len(alone[0].pupils)) in unwatched(week.draft, after)[0].nl
                    return
