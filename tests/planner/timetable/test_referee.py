"""The sixteen kinds of rules, each with a plan that keeps it and one that breaks it by a known amount."""

from __future__ import annotations

import pytest
from tests.planner.timetable.questions import DAYS, answer, lesson, question, rule

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Bounds, Constraint, CostFunction, Kind, Pair

A, B = lesson("a", 2, "samen"), lesson("b", 1, "samen")
GOOD = (("a", 2, 0, "anne"), ("b", 1, 4, "anne"))
MONDAY, TUESDAY = (Bounds(day.times) for day in DAYS)


def deviation(one: Constraint, *meets) -> int:
    return evaluate(question((A, B), one), answer(*meets)).infeasibility


@pytest.mark.parametrize(
    ("one", "meets", "expected"),
    [
        (rule(Kind.ASSIGN_TIME, event_groups=("alle",)), (("a", 2, None, "anne"), GOOD[1]), 2),
        (
            rule(Kind.ASSIGN_RESOURCE, role="juf", event_groups=("alle",)),
            (("a", 2, 0, None), GOOD[1]),
            2,
        ),
        (
            rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0, 4})),
            (("a", 2, 1, "anne"), GOOD[1]),
            2,
        ),
        (
            rule(
                Kind.PREFER_RESOURCES,
                role="juf",
                events=("a",),
                preferred_groups=frozenset({"gym"}),
            ),
            (("a", 2, 0, "bob"), GOOD[1]),
            2,
        ),
        (
            rule(Kind.SPLIT_EVENTS, events=("a",), minimum=1, maximum=1, duration_minimum=2),
            (("a", 1, 0, "anne"), ("a", 1, 1, "anne"), GOOD[1]),
            3,
        ),
        (
            rule(Kind.DISTRIBUTE_SPLIT_EVENTS, events=("a",), duration=2, minimum=1),
            (("a", 1, 0, "anne"), ("a", 1, 1, "anne"), GOOD[1]),
            1,
        ),
        (
            rule(Kind.AVOID_SPLIT_ASSIGNMENTS, role="juf", event_groups=("samen",)),
            (GOOD[0], ("b", 1, 4, "bob")),
            1,
        ),
        (
            rule(
                Kind.SPREAD_EVENTS, event_groups=("samen",), bounds=(Bounds(DAYS[0].times, 1, 1),)
            ),
            (GOOD[0], ("b", 1, 3, "anne")),
            1,
        ),
        (rule(Kind.ORDER_EVENTS, pairs=(Pair("a", "b"),)), (GOOD[0], ("b", 1, 1, "anne")), 1),
        (rule(Kind.AVOID_CLASHES, resources=("klas",)), (GOOD[0], ("b", 1, 1, "bob")), 1),
        (
            rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("anne",), times=frozenset({2, 3})),
            (("a", 2, 2, "anne"), GOOD[1]),
            2,
        ),
        (
            rule(Kind.LIMIT_IDLE_TIMES, resources=("anne",), bounds=(MONDAY, TUESDAY), maximum=0),
            (GOOD[0], ("b", 1, 3, "anne")),
            1,
        ),
        (
            rule(Kind.CLUSTER_BUSY_TIMES, resources=("klas",), bounds=(MONDAY, TUESDAY), minimum=2),
            (GOOD[0], ("b", 1, 3, "anne")),
            1,
        ),
        (
            rule(Kind.LIMIT_BUSY_TIMES, resources=("klas",), bounds=(MONDAY, TUESDAY), maximum=2),
            (GOOD[0], ("b", 1, 2, "anne")),
            1,
        ),
        (
            rule(Kind.LIMIT_WORKLOAD, resources=("anne",), minimum=3),
            (GOOD[0], ("b", 1, 4, "bob")),
            1,
        ),
    ],
    ids=lambda one: one.kind.value if isinstance(one, Constraint) else "",
)
def test_a_rule_costs_nothing_where_it_holds_and_its_deviation_where_it_does_not(
    one, meets, expected
):
    assert deviation(one, *GOOD) == 0
    assert deviation(one, *meets) == expected


def test_linked_events_run_at_the_same_times():
    linked = rule(Kind.LINK_EVENTS, event_groups=("samen",))
    pair = (lesson("a", 1, "samen"), lesson("b", 1, "samen"))
    together = answer(("a", 1, 0, "anne"), ("b", 1, 0, "bob"))
    apart = answer(("a", 1, 0, "anne"), ("b", 1, 3, "bob"))
    assert evaluate(question(pair, linked), together).infeasibility == 0
    assert evaluate(question(pair, linked), apart).infeasibility == 2


@pytest.mark.parametrize(
    ("function", "cost"),
    [(CostFunction.LINEAR, 6), (CostFunction.QUADRATIC, 12), (CostFunction.STEP, 3)],
)
def test_the_weight_times_the_cost_function_of_the_deviation(function, cost):
    one = rule(Kind.ASSIGN_TIME, events=("a",), weight=3, cost_function=function)
    assert deviation(one, ("a", 2, None, "anne"), GOOD[1]) == cost


def test_wishes_count_apart_from_what_must_be():
    wish = rule(Kind.ASSIGN_TIME, events=("a",), required=False, weight=5)
    found = evaluate(question((A, B), wish), answer(("a", 2, None, "anne"), GOOD[1]))
    assert found.cost == (0, 10)
    assert [broken.point for broken in found.broken] == ["a"]


def test_an_event_that_is_left_out_counts_as_without_a_time():
    one = rule(Kind.ASSIGN_TIME, event_groups=("alle",))
    assert evaluate(question((A, B), one), answer(GOOD[1])).infeasibility == 2


def test_meets_that_last_longer_than_their_event_are_nonsense():
    with pytest.raises(ValueError, match="last longer"):
        evaluate(question((A, B)), answer(("a", 3, 0, "anne")))
