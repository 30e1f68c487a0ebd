"""The compiled kernel agrees with the referee, and the planner does without it as well."""

from __future__ import annotations

import pytest
from tests.planner.organisation.small_school import small_school
from tests.planner.timetable.small import dice, small_instance

from stapsteen.planner.organisation.planning import plan_week
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.local import Annealer, Tables, compiling, is_available

needs_compiler = pytest.mark.skipif(not is_available(), reason="this machine has no C compiler")


@needs_compiler
@pytest.mark.parametrize("seed", range(60))
def test_after_any_walk_the_kernel_counts_what_the_referee_counts(seed: int) -> None:
    instance = small_instance(dice(seed), kinds=10)
    annealer = Annealer(Tables(instance), seed=1)
    placing = annealer.construct()
    annealer.round(300, daring=0.5, tick=lambda: True)
    for plan in (placing, annealer.board.best):
        assert evaluate(instance, annealer.bridge.solution_of(plan)).cost == plan.price


@needs_compiler
@pytest.mark.parametrize("seed", range(30))
def test_a_plan_by_number_is_the_plan_by_name(seed: int) -> None:
    instance = small_instance(dice(seed), kinds=10)
    annealer = Annealer(Tables(instance), seed=2)
    solution = annealer.bridge.solution_of(annealer.construct())
    again = annealer.bridge.placing_of(solution)
    assert annealer.board.load(again) == evaluate(instance, solution).cost
    assert annealer.bridge.solution_of(again) == solution


@pytest.mark.slow
def test_without_a_compiler_the_week_is_planned_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiling.WITHOUT, "1")
    compiling.kernel.cache_clear()
    try:
        result = plan_week(small_school(), "units", seconds=20, workers=1)
    finally:
        monkeypatch.undo()
        compiling.kernel.cache_clear()
    assert result.infeasibility == 0
