"""What is called proven holds for every plan, also for those that the model leaves out."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import product

import pytest
from tests.planner.timetable.questions import lesson, question, rule
from tests.planner.timetable.small import cuts, places

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind, Pair
from stapsteen.planner.timetable.local import Bridge, Tables
from stapsteen.planner.timetable.solution import Meet, Solution
from stapsteen.planner.timetable.solve import solve
from stapsteen.planner.timetable.solve.best import Best
from stapsteen.planner.timetable.solve.proving import Prover

PLACED = rule(Kind.ASSIGN_TIME, event_groups=("alle",))
TAUGHT = rule(Kind.ASSIGN_RESOURCE, role="juf", event_groups=("alle",), required=False)


def proven(instance: Instance) -> tuple[Best, tuple[int, int] | None]:
    """What is found and what is proven by searching the whole."""
    best = Best(Tables(instance), started=0)
    Prover(best, lambda _solver: None).prove()
    return best, best.bound


@pytest.mark.parametrize("over", [False, True])
def test_when_it_is_over_no_large_model_is_told_any_more(over: bool) -> None:
    best = Best(Tables(wide(PLACED)), started=0)
    if over:
        best.over.set()
    solvers: list[object] = []
    Prover(best, solvers.append).prove()
    assert (len(solvers), best.bound is None) == ((0, True) if over else (1, False))


def test_a_plan_without_any_cost_has_that_as_its_bound() -> None:
    outcome = solve(question((lesson("a"),), PLACED), seconds=5)
    assert (outcome.optimal, outcome.bound) == (True, (0, 0))


def wide(*rules: Constraint) -> Instance:
    """Thirty lessons with a teacher's wish: too many to search whatever required rules rule out."""
    events = tuple(lesson(f"les{number}") for number in range(30))
    return question(events, TAUGHT, *rules)


def test_another_cut_may_be_the_cheaper_fault() -> None:
    whole = rule(Kind.SPLIT_EVENTS, event_groups=("alle",), minimum=1, maximum=1)
    away = frozenset({1, 2, 4, 5, 6, 7})  # what is left are times 0 and 3, apart
    closed = replace(rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("klas",), times=away), weight=10)
    instance = question((lesson("a", 2),), PLACED, whole, closed)
    apart = Solution(tuple(Meet("a", 1, time, ("klas", None)) for time in (0, 3)))
    assert evaluate(instance, apart).cost == (1, 0)
    _best, bound = proven(instance)
    assert bound is None or bound <= (1, 0)


def best_of_all_cuts(instance: Instance) -> tuple[int, int]:
    """What the best plan of a question of one event costs, cut up in every way."""
    (event,) = instance.events
    return min(
        evaluate(instance, Solution(meets)).cost
        for lengths in cuts(event.duration)
        for meets in product(*(places(instance, event, length) for length in lengths))
    )


@pytest.mark.parametrize(
    ("rules", "best", "bound"),
    [((), (0, 0), None), ((rule(Kind.SPLIT_EVENTS, events=("a",), minimum=1, maximum=1),), (0, 1), (0, 1))],
)  # fmt: skip
def test_a_lesson_at_a_given_time_may_be_cut_unless_a_rule_says_no(
    rules: tuple[Constraint, ...], best: tuple[int, int], bound: tuple[int, int] | None
) -> None:
    closed = frozenset(
        {1}
    )  # the second half of the lesson: two halves that both start at 0 miss it
    away = rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("klas",), times=closed, required=False)
    instance = question((lesson("a", 2, time=0),), away, *rules)
    assert best_of_all_cuts(instance) == best
    assert proven(instance)[1] == bound


def test_a_lesson_that_need_not_have_a_time_may_be_best_without() -> None:
    nowhere = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0}), required=False)
    closed = rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("klas",), times=frozenset({0}))
    instance = wide(nowhere, closed)
    without = Solution(tuple(Meet(one.id, 1, None, ("klas", "anne")) for one in instance.events))
    assert evaluate(instance, without).cost == (0, 0)
    best = Best(Tables(instance), started=0)
    late = Solution(tuple(Meet(one.id, 1, 5, ("klas", "anne")) for one in instance.events))
    best.offer(Bridge(best.tables).placing_of(late))
    Prover(best, lambda _solver: None).prove()
    assert best.bound is None or best.bound <= (0, 0)


def test_where_every_lesson_needs_a_time_the_best_plan_of_many_is_proven() -> None:
    early = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0, 1}), required=False)
    never = rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("klas",), times=frozenset({0, 1}))
    best, bound = proven(wide(PLACED, early, never))
    assert bound == (0, 30)
    assert best.is_optimal


@pytest.mark.parametrize(("first", "second"), ["ab", "ba"])
def test_the_order_of_lessons_that_may_stay_without_a_time_is_proven(
    first: str, second: str
) -> None:
    order = rule(Kind.ORDER_EVENTS, pairs=(Pair(first, second, 2),), required=False)
    once = rule(Kind.AVOID_CLASHES, resources=("klas",))
    only = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0, 2}))
    instance = question((lesson("a"), lesson("b")), PLACED, once, only, order)
    best, bound = proven(instance)
    assert bound == evaluate(instance, best.solution()).cost == (0, 1)


def test_an_error_of_the_caller_leaves_nobody_working() -> None:
    def breaks() -> bool:
        raise LookupError

    before = threading.active_count()
    early = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0}), required=False)
    closed = rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("klas",), times=frozenset({0}))
    with pytest.raises(LookupError):
        solve(wide(PLACED, early, closed), seconds=60, should_stop=breaks)
    assert threading.active_count() == before
