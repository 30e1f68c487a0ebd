"""What a plan costs for whom, and how two plans differ."""

from __future__ import annotations

from tests.planner.timetable.questions import answer, lesson, question, rule

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.explain.costs import (
    cost_per_resource,
    cost_per_rule,
    difference,
)
from stapsteen.planner.timetable.instance import Kind, Pair

EARLY = rule(
    Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0, 1}), required=False, weight=3
)
CLASH = rule(Kind.AVOID_CLASHES, resources=("klas", "anne", "bob"))
ORDER = rule(Kind.ORDER_EVENTS, pairs=(Pair("a", "b"),), required=False)
WEEK = question((lesson("a"), lesson("b")), EARLY, CLASH, ORDER)
FIRST = answer(("a", 1, 4, "anne"), ("b", 1, 4, "bob"))
SECOND = answer(("a", 1, 0, "anne"), ("b", 1, 4, "bob"))


def test_every_rule_has_its_cost_the_dearest_first():
    found = cost_per_rule(evaluate(WEEK, FIRST))
    assert {key: share.cost for key, share in found.items()} == {
        CLASH.id: (1, 0),
        EARLY.id: (0, 6),
        ORDER.id: (0, 1),
    }
    assert list(found) == [CLASH.id, EARLY.id, ORDER.id]


def test_everybody_in_a_lesson_shares_what_is_wrong_with_it():
    found = cost_per_resource(WEEK, FIRST, evaluate(WEEK, FIRST))
    assert {key: share.cost for key, share in found.items()} == {
        "klas": (1, 7),
        "anne": (0, 4),
        "bob": (0, 4),
    }


def test_a_plan_without_faults_costs_nobody_anything():
    good = answer(("a", 1, 0, "anne"), ("b", 1, 1, "anne"))
    assert cost_per_rule(evaluate(WEEK, good)) == {}
    assert cost_per_resource(WEEK, good, evaluate(WEEK, good)) == {}


def test_two_plans_differ_in_what_moved_whom_that_touches_and_which_rules_changed():
    found = difference(WEEK, FIRST, SECOND)
    assert [(one.event, one.before[0].time, one.after[0].time) for one in found.moved] == [
        ("a", 4, 0)
    ]
    assert found.affected == {"klas", "anne"}
    assert [(one.constraint.id, one.before, one.after) for one in found.rules] == [
        (EARLY.id, 6, 3),
        (CLASH.id, 1, 0),
        (ORDER.id, 1, 0),
    ]
    assert (found.before.cost, found.after.cost) == ((1, 7), (0, 3))


def test_who_teaches_counts_as_a_difference_as_well():
    other = answer(("a", 1, 4, "bob"), ("b", 1, 4, "bob"))
    found = difference(WEEK, FIRST, other)
    assert [one.event for one in found.moved] == ["a"]
    assert found.affected == {"klas", "anne", "bob"}


def test_a_plan_does_not_differ_from_itself():
    found = difference(WEEK, FIRST, FIRST)
    assert (found.moved, found.affected, found.rules) == ((), frozenset(), ())
