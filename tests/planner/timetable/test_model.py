"""What CP-SAT is told about a part of a plan costs what the referee says."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model
from tests.planner.timetable.small import dice, small_instance

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.local import Annealer, Placing, Tables, is_available
from stapsteen.planner.timetable.solve.model import Freedom
from stapsteen.planner.timetable.solve.polishing import model_of

pytestmark = pytest.mark.skipif(not is_available(), reason="this machine has no C compiler")


def two_plans(instance: Instance, tables: Tables) -> tuple[Placing, Placing]:
    """Two plans of which the events are cut up alike."""
    walkers = (Annealer(tables, 1), Annealer(tables, 2))
    plans = [walker.construct().copy() for walker in walkers]
    chance = dice(len(instance.events))
    for slot in tables.arrays["movable"].tolist():
        if plans[1].length[slot]:
            starts = tables.domains.starts(
                int(tables.arrays["slot_events"][slot]), int(plans[1].length[slot])
            )
            plans[1].start[slot] = chance.choice(starts)
    return plans[0], plans[1]


def told(tables: Tables, placing: Placing, other: Placing) -> tuple[float, int]:
    """What the model of a plan says that another plan costs, and its price of hard cost."""
    used = placing.length.nonzero()[0].tolist()
    movable = set(tables.arrays["movable"].tolist())
    freedom = Freedom(frozenset(set(used) & movable), frozenset(used))
    question = model_of(tables, placing, freedom, strict=False)
    for slot, choice in question.model.starts.items():
        question.model.model.add(choice[int(other.start[slot])] == 1)
    for seat, choice in question.model.seats.items():
        question.model.model.add(choice[int(other.seats[seat])] == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(question.model.model) == cp_model.OPTIMAL
    return solver.objective_value, question.costs.hard_price


@pytest.mark.parametrize("seed", range(80))
def test_a_model_prices_every_plan_as_the_referee_does(seed: int) -> None:
    instance = small_instance(dice(seed), splitting=False, kinds=9)
    tables = Tables(instance)
    one, two = two_plans(instance, tables)
    if any(event.time is None for event in instance.events) and not _share_literals(tables, one):
        (first, dear), (second, _dear) = told(tables, one, one), told(tables, one, two)
        costs = [evaluate(instance, _named(tables, plan)).cost for plan in (one, two)]
        priced = [hard * dear + soft for hard, soft in costs]
        assert round(second - first) == priced[1] - priced[0]


def _share_literals(tables: Tables, placing: Placing) -> bool:
    """Whether linked events stand together: the model then moves them as one."""
    return any(tables.events[:, 9] > 0)


def _named(tables: Tables, placing: Placing) -> object:
    from stapsteen.planner.timetable.local import Bridge

    return Bridge(tables).solution_of(placing)
