"""Adds up what every rule costs.

The semantics are those of the XHSTT format: each constraint gives a deviation at each of its points
of application; the cost function is applied per point, after summing; costs of required constraints
make the infeasibility, of others the objective. Compared lexicographically.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stapsteen.planner.timetable.evaluate import events, resources
from stapsteen.planner.timetable.evaluate.events import Point
from stapsteen.planner.timetable.evaluate.placed import Placed
from stapsteen.planner.timetable.instance import Constraint, CostFunction, Instance, Kind
from stapsteen.planner.timetable.solution import Solution

Rule = Callable[[Placed, Constraint], Iterator[Point]]
RULES: dict[Kind, Rule] = {
    Kind.ASSIGN_TIME: events.assign_time,
    Kind.ASSIGN_RESOURCE: events.assign_resource,
    Kind.PREFER_TIMES: events.prefer_times,
    Kind.PREFER_RESOURCES: events.prefer_resources,
    Kind.SPLIT_EVENTS: events.split_events,
    Kind.DISTRIBUTE_SPLIT_EVENTS: events.distribute_split_events,
    Kind.AVOID_SPLIT_ASSIGNMENTS: events.avoid_split_assignments,
    Kind.SPREAD_EVENTS: events.spread_events,
    Kind.LINK_EVENTS: events.link_events,
    Kind.ORDER_EVENTS: events.order_events,
    Kind.AVOID_CLASHES: resources.avoid_clashes,
    Kind.AVOID_UNAVAILABLE_TIMES: resources.avoid_unavailable_times,
    Kind.LIMIT_IDLE_TIMES: resources.limit_idle_times,
    Kind.CLUSTER_BUSY_TIMES: resources.cluster_busy_times,
    Kind.LIMIT_BUSY_TIMES: resources.limit_busy_times,
    Kind.LIMIT_WORKLOAD: resources.limit_workload,
}


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
    placed = Placed(instance, solution)
    broken = tuple(
        Broken(rule, point, deviation, cost_of(rule, deviation))
        for rule in instance.constraints
        for point, deviation in RULES[rule.kind](placed, rule)
        if deviation
    )
    hard = sum(found.cost for found in broken if found.constraint.required)
    soft = sum(found.cost for found in broken if not found.constraint.required)
    return Evaluation(hard, soft, broken)
