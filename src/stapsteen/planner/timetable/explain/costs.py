"""What a plan costs, rule by rule and for everybody, and how two plans differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stapsteen.planner.timetable.evaluate import Broken, Evaluation, evaluate
from stapsteen.planner.timetable.explain.points import GROUP_KINDS, RESOURCE_KINDS, Points
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind
from stapsteen.planner.timetable.repair import Change, changes_between
from stapsteen.planner.timetable.solution import Solution


@dataclass(frozen=True)
class Share:
    """Rules that do not hold somewhere, and what they cost together."""

    broken: tuple[Broken, ...]

    @property
    def cost(self) -> tuple[int, int]:
        """Infeasibility and objective."""
        hard = sum(one.cost for one in self.broken if one.constraint.required)
        return hard, sum(one.cost for one in self.broken if not one.constraint.required)


@dataclass(frozen=True)
class RuleChange:
    """A rule that costs more or less in the second plan."""

    constraint: Constraint
    before: int
    after: int


@dataclass(frozen=True)
class PlanDifference:
    """How a second plan of the same instance differs from a first.

    ``affected`` are the resources of the events that moved, in either plan.
    """

    before: Evaluation
    after: Evaluation
    moved: tuple[Change, ...]
    affected: frozenset[str]
    rules: tuple[RuleChange, ...]


def cost_per_rule(evaluation: Evaluation) -> dict[str, Share]:
    """The rules that cost something, by the id of their constraint, the dearest first."""
    return _shares((one.constraint.id, one) for one in evaluation.broken)


def cost_per_resource(
    instance: Instance, solution: Solution, evaluation: Evaluation
) -> dict[str, Share]:
    """What goes wrong for everybody, the worst first.

    A rule about an event counts for each resource of that event, so that the shares add up to more
    than the cost of the plan.
    """
    points = Points(instance)
    having = _having(solution)
    return _shares(
        (resource, one)
        for one in evaluation.broken
        for resource in sorted(_concerned(points, having, one))
    )


def _shares(found: Iterable[tuple[str, Broken]]) -> dict[str, Share]:
    gathered: dict[str, list[Broken]] = defaultdict(list)
    for key, broken in found:
        gathered[key].append(broken)
    shares = {key: Share(tuple(some)) for key, some in gathered.items()}
    return dict(sorted(shares.items(), key=lambda item: (-item[1].cost[0], -item[1].cost[1])))


def _having(solution: Solution) -> dict[str, set[str]]:
    """The resources of each event as it was planned."""
    found: dict[str, set[str]] = defaultdict(set)
    for meet in solution.meets:
        found[meet.event].update(filter(None, meet.resources))
    return found


def _concerned(points: Points, having: Mapping[str, set[str]], broken: Broken) -> set[str]:
    rule = broken.constraint
    if rule.kind in RESOURCE_KINDS:
        return {broken.point}
    return {one for event in _events(points, broken) for one in having.get(event, ())}


def _events(points: Points, broken: Broken) -> Iterator[str]:
    rule = broken.constraint
    if rule.kind is Kind.ORDER_EVENTS:
        yield from broken.point.split(" > ")
    elif rule.kind in GROUP_KINDS:
        yield from (event.id for event in points.in_group[broken.point])
    else:
        yield broken.point


def difference(instance: Instance, first: Solution, second: Solution) -> PlanDifference:
    """What moved between two plans of one instance, whom it touches, which rules got better or worse."""
    before, after = evaluate(instance, first), evaluate(instance, second)
    moved = changes_between(first, second)
    affected = {
        resource
        for one in moved
        for meet in (*one.before, *one.after)
        for resource in meet.resources
        if resource
    }
    return PlanDifference(
        before, after, moved, frozenset(affected), tuple(_changed_rules(instance, before, after))
    )


def _changed_rules(
    instance: Instance, before: Evaluation, after: Evaluation
) -> Iterator[RuleChange]:
    costs = [
        {key: sum(one.cost for one in share.broken) for key, share in cost_per_rule(one).items()}
        for one in (before, after)
    ]
    for rule in instance.constraints:
        was, now = (cost.get(rule.id, 0) for cost in costs)
        if was != now:
            yield RuleChange(rule, was, now)
