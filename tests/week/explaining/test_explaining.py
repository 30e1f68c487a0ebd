"""A plan explained: a lesson in its place, the cost of the whole, and beside another plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.week.planning.ready import planned, ready

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.planning import result_by_hand
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.solution import Solution
from stapsteen.week.explaining.beside import beside, plans_beside
from stapsteen.week.explaining.costs import costs_of
from stapsteen.week.explaining.lesson import lesson_here
from stapsteen.week.models import Plan
from stapsteen.week.planning.actions import ask_run
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.planning.planned import planning_of
from stapsteen.week.planning.work import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    return ready()


@pytest.fixture
def plan(everybody) -> Plan:
    return planned(everybody, seconds=10)


def a_lesson(plan: Plan) -> str:
    blocks = planning_of(plan).draft.blocks
    return next(one.id for one in blocks if one.kind == "lesson")


def with_lesson_gone(everybody, plan: Plan, event: str) -> Plan:
    """The same week in which one lesson has no time."""
    found = planning_of(plan)
    meets = tuple(
        replace(meet, time=None) if meet.event == event else meet for meet in found.solution.meets
    )
    solution = Solution(meets)
    week = school_week_of(everybody.year)
    run = ask_run(everybody.year, week, "year_class", seconds=30, by=everybody.principal)
    cost = evaluate(found.instance, solution)
    return keep(run, result_by_hand(found.draft, solution, cost))


def test_a_lesson_has_reasons_and_ten_other_places_the_best_first(plan):
    found = lesson_here(plan, a_lesson(plan))
    assert found is not None
    assert found.reasons
    assert len(found.others) == 10
    states = [{"free": 0, "price": 0, "forbidden": 1}[one.state] for one in found.others]
    assert states == sorted(states)
    assert all(one.words for one in found.others)


def test_what_is_no_lesson_of_the_plan_has_no_reasons(plan):
    assert lesson_here(plan, "round-3/own") is None


def test_a_plan_of_an_earlier_version_is_refused_with_what_to_do(plan):
    plan.solution = None
    with pytest.raises(Refused, match="eerdere versie"):
        lesson_here(plan, "x")


def test_a_plan_costs_what_the_referee_says_told_by_rule_and_by_person(everybody, plan):
    event = a_lesson(plan)
    costs = costs_of(with_lesson_gone(everybody, plan, event))
    assert costs.required == 1
    (placed,) = (line for line in costs.rules if line.required)
    assert placed.name == "elke les een plek"
    assert len(placed.sentences) == 1
    assert "heeft geen plek." in placed.sentences[0]
    group = planning_of(plan).draft.block_by_id[event].columns[0]
    name = planning_of(plan).draft.column_by_id[group].name
    (worst,) = (line for line in costs.people if line.required)
    assert (worst.name, worst.required) == (name, 1)


def test_two_plans_beside_each_other_tell_what_moved_and_whom_it_touches(everybody, plan):
    event = a_lesson(plan)
    other = with_lesson_gone(everybody, plan, event)
    found = beside(plan, other)
    (moved,) = found.moved
    assert moved.after == "nog geen plek"
    assert found.before[0] == 0
    assert found.after[0] == 1
    group = planning_of(plan).draft.block_by_id[event].columns[0]
    assert found.affected == (planning_of(plan).draft.column_by_id[group].name,)
    assert ("elke les een plek", 0, 1) in {(one.name, one.before, one.after) for one in found.rules}


def test_a_plan_stands_beside_plans_of_the_same_question_only(everybody, plan):
    other = with_lesson_gone(everybody, plan, a_lesson(plan))
    planned(everybody, "units")
    assert list(plans_beside(everybody.principal, plan)) == [other]
    assert list(plans_beside(everybody.stranger, plan)) == []


def test_a_plan_does_not_differ_from_itself(plan):
    found = beside(plan, plan)
    assert (found.moved, found.affected, found.rules) == ((), (), ())
