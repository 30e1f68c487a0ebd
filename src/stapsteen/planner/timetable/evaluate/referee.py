"""Adds up what every rule costs.

The semantics are those of the XHSTT format: each constraint gives a deviation at each of its points
of application; the cost function is applied per point, after summing; costs of required constraints
make the infeasibility, of others the objective. Compared lexicographically.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stapsteen.planner.timetable.evaluate.compiled import compiled
from stapsteen.planner.timetable.evaluate.placed import Placed
from stapsteen.planner.timetable.evaluate.points import Point
from stapsteen.planner.timetable.instance import Constraint, CostFunction, Instance
from stapsteen.planner.timetable.solution import Solution


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold at one point: an event, an event group, a resource, a pair."""

    constraint: Constraint
    point: str
    deviation: int
    cost: int


@dataclass(frozen=True)
class Evaluation:
    """What a solution costs: first the infeasibility, then the objective."""

    infeasibility: int
    objective: int
    broken: tuple[Broken, ...]

    @property
    def cost(self) -> tuple[int, int]:
        """To compare by."""
        return self.infeasibility, self.objective


def cost_of(rule: Constraint, deviation: int) -> int:
    """Weight times the cost function of a deviation."""
    if rule.cost_function is CostFunction.QUADRATIC:
        return rule.weight * deviation * deviation
    if rule.cost_function is CostFunction.STEP:
        return rule.weight if deviation else 0
    return rule.weight * deviation


def evaluate(instance: Instance, solution: Solution) -> Evaluation:
    """The exact cost of a solution, with every rule that does not hold."""
    ready = compiled(instance)
    placed = Placed(ready.register, solution)
    deviations = [point.measure(placed, point.key) for point in ready.points]
    return added_up(zip(ready.points, deviations, strict=True))


def added_up(measured: Iterable[tuple[Point, int]]) -> Evaluation:
    """The evaluation that the deviations at all points make."""
    broken = tuple([broken_at(point, deviation) for point, deviation in measured if deviation])
    hard = sum([found.cost for found in broken if found.constraint.required])
    soft = sum([found.cost for found in broken if not found.constraint.required])
    return Evaluation(hard, soft, broken)


def broken_at(point: Point, deviation: int) -> Broken:
    """What a deviation at a point means."""
    return Broken(point.rule, point.name, deviation, cost_of(point.rule, deviation))
