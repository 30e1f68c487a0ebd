"""Weights of a billion are counted right, and what cannot be counted is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model
from tests.planner.timetable.questions import answer, lesson, question, rule

from stapsteen.planner.refusal import Nonsense
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Constraint, CostFunction, Instance, Kind
from stapsteen.planner.timetable.local import Bridge, Tables, is_available
from stapsteen.planner.timetable.local.board import Board
from stapsteen.planner.timetable.solve import solve
from stapsteen.planner.timetable.solve.model import Freedom
from stapsteen.planner.timetable.solve.polishing import model_of

BILLION = 10**9
PLACED = rule(Kind.ASSIGN_TIME, event_groups=("alle",), weight=BILLION)
ONCE = rule(Kind.AVOID_CLASHES, resources=("klas",), weight=BILLION)
EARLY = rule(
    Kind.PREFER_TIMES,
    event_groups=("alle",),
    times=frozenset({0}),
    required=False,
    weight=BILLION,
    cost_function=CostFunction.QUADRATIC,
)
BUSY = rule(Kind.LIMIT_WORKLOAD, resources=("anne",), minimum=BILLION, maximum=BILLION)
LESSONS = tuple(lesson(f"les{number}") for number in range(5))


def with_work(workload: int, weight: int) -> Instance:
    """A lesson that is so much work, for a teacher who is to have none."""
    idle = rule(
        Kind.LIMIT_WORKLOAD,
        resources=("anne",),
        maximum=0,
        weight=weight,
        cost_function=CostFunction.QUADRATIC,
    )
    return question((replace(lesson("a"), workload=workload),), idle)


def test_the_best_plan_at_these_prices_is_found_and_proven() -> None:
    outcome = solve(question(LESSONS, PLACED, ONCE, EARLY), seconds=20, workers=1)
    assert outcome.evaluation.cost == (0, 4 * BILLION)
    assert outcome.optimal


@pytest.mark.parametrize("rules", [(PLACED, ONCE, EARLY), (PLACED, replace(BUSY, weight=BILLION))])
def test_a_model_at_these_prices_can_be_solved(rules: tuple[Constraint, ...]) -> None:
    tables = Tables(question(LESSONS, *rules))
    placing = Bridge(tables).uncut()
    used = frozenset(placing.length.nonzero()[0].tolist())
    made = model_of(tables, placing, Freedom(used, used), strict=False).model
    assert cp_model.CpSolver().solve(made.model) == cp_model.OPTIMAL


@pytest.mark.skipif(not is_available(), reason="this machine has no C compiler")
def test_the_kernel_counts_as_the_referee_does_beyond_31_bits() -> None:
    instance = with_work(workload=20_000, weight=BILLION)
    plan = answer(("a", 1, 0, "anne"))
    cost = (BILLION * 20_000**2, 0)
    assert evaluate(instance, plan).cost == cost
    tables = Tables(instance)
    assert Board(tables).load(Bridge(tables).placing_of(plan)) == cost


def test_what_goes_beyond_63_bits_is_counted_by_the_referee_and_not_planned() -> None:
    instance = with_work(workload=BILLION, weight=BILLION)
    assert evaluate(instance, answer(("a", 1, 0, "anne"))).infeasibility == BILLION**3
    with pytest.raises(Nonsense, match=r"'LimitWorkloadConstraint' \(gewicht 1000000000\)"):
        solve(instance, seconds=1)


@pytest.mark.parametrize("field", ["weight", "minimum", "duration_minimum", "duration"])
def test_a_number_of_more_than_31_bits_is_refused_by_the_rule(field: str) -> None:
    with pytest.raises(Nonsense, match="'AssignTimeConstraint' staat een getal boven een miljard"):
        solve(question(LESSONS, replace(PLACED, **{field: 2**31})), seconds=1)
