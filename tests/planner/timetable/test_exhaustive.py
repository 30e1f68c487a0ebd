"""The solver against trying everything: no plan is better than the one it gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet
from tests.planner.timetable.exhaustive import amount_of_plans, best_cost, plans
from tests.planner.timetable.questions import lesson, question
from tests.planner.timetable.small import dice, small_instance

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.solve import Progress, solve

MOST_PLANS = 10_000
SECONDS = 10  # it stops as soon as it is there


def questions() -> Iterator[ParameterSet]:
    """The seeds of small questions with few enough plans, without and with the usual rules."""
    for usual in (False, True):
        for seed in range(60):
            if amount_of_plans(small_instance(dice(seed), usual=usual)) <= MOST_PLANS:
                yield pytest.param(seed, usual)


def test_everything_is_everything() -> None:
    one = question((lesson("a", time=3),))  # without a teacher, or with one of the two
    assert amount_of_plans(one) == len(list(plans(one))) == 3
    two = question((lesson("a", 2),))  # whole: 7 starts or none; in two: 8 starts or none for each
    assert amount_of_plans(two) == len(set(plans(two))) == 8 * 3 + 27 * 28 // 2


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "usual"), list(questions()))
def test_no_plan_is_better_than_that_of_the_solver(seed: int, usual: bool) -> None:
    instance = small_instance(dice(seed), usual=usual)
    best = best_cost(instance)
    reached: list[bool] = []

    def hear(step: Progress) -> None:
        if (step.infeasibility, step.objective) <= best:
            reached.append(True)

    outcome = solve(
        instance,
        seconds=SECONDS,
        workers=1,
        on_progress=hear,
        should_stop=lambda: bool(reached),
    )
    assert outcome.evaluation.cost == best
    assert evaluate(instance, outcome.solution) == outcome.evaluation
