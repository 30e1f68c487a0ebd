"""What CP-SAT is told about a part of a plan costs what the referee says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ortools.sat.python import cp_model
from tests.planner.timetable.small import dice, small_instance

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.local import Annealer, Bridge, Placing, Tables, is_available
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


def is_told_whole(instance: Instance, tables: Tables) -> bool:
    """Whether nothing is left to the referee: the order of events in parts, events that move as one."""
    cut = any(len(one.lengths) > 1 for one in tables.cuts)
    ordered = any(rule.kind is Kind.ORDER_EVENTS for rule in instance.constraints)
    linked = bool((tables.events[:, 9] > 0).any())
    return not linked and not (ordered and cut)


def whole_questions() -> Iterator[tuple[Instance, Tables, Placing, Placing]]:
    """Small questions of which nothing is left to the referee, with two plans for each."""
    for seed in range(160):
        instance = small_instance(dice(seed), kinds=9)
        tables = Tables(instance)
        if is_told_whole(instance, tables):
            yield instance, tables, *two_plans(instance, tables)


def test_a_model_prices_every_plan_as_the_referee_does() -> None:
    questions = list(whole_questions())
    for instance, tables, one, two in questions:
        (first, dear), (second, _dear) = told(tables, one, one), told(tables, one, two)
        bridge = Bridge(tables)
        costs = [evaluate(instance, bridge.solution_of(plan)).cost for plan in (one, two)]
        priced = [hard * dear + soft for hard, soft in costs]
        assert round(second - first) == priced[1] - priced[0], instance
    assert len(questions) > 50  # else this shows little
