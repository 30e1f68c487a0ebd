"""Rules at their points: the pieces of which a conflict is made.

A required rule speaks of several events, event groups, resources or pairs. Each of these is a point,
named as the referee names it, and can hold or be given up on its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from stapsteen.planner.timetable.instance import (
    Constraint,
    CostFunction,
    Event,
    Instance,
    Kind,
    Pair,
)

RESOURCE_KINDS = frozenset(
    {
        Kind.AVOID_CLASHES,
        Kind.AVOID_UNAVAILABLE_TIMES,
        Kind.LIMIT_IDLE_TIMES,
        Kind.CLUSTER_BUSY_TIMES,
        Kind.LIMIT_BUSY_TIMES,
        Kind.LIMIT_WORKLOAD,
    }
)
SPLITTING = frozenset({Kind.SPLIT_EVENTS, Kind.DISTRIBUTE_SPLIT_EVENTS})
GROUP_KINDS = frozenset({Kind.AVOID_SPLIT_ASSIGNMENTS, Kind.SPREAD_EVENTS, Kind.LINK_EVENTS})


@dataclass(frozen=True, order=True)
class At:
    """A rule (the id of a constraint) at a point: an event, event group, resource, or pair."""

    rule: str
    point: str


def pair_point(pair: Pair) -> str:
    """The point of a pair, as the referee writes it."""
    return f"{pair.first} > {pair.second}"


class Points:
    """The look-ups that go from rules to points and from points to events."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.rules = {rule.id: rule for rule in instance.constraints}
        self.events = {event.id: event for event in instance.events}
        self._events_at: dict[At, frozenset[str]] = {}

    @cached_property
    def required(self) -> tuple[At, ...]:
        """Every required rule at each of its points, once, without what holds as a matter of fact."""
        found = (
            At(rule.id, point)
            for rule in self.instance.constraints
            if rule.required
            for point in self.of(rule)
            if not self._is_fact(rule, point)
        )
        return tuple(dict.fromkeys(found))

    def _is_fact(self, rule: Constraint, point: str) -> bool:
        """Whether a rule asks an event in one piece to be in one piece."""
        return (
            rule.kind is Kind.SPLIT_EVENTS
            and point not in self.divisible
            and rule.minimum <= 1 <= rule.maximum
            and rule.duration_minimum <= self.events[point].duration <= rule.duration_maximum
        )

    @cached_property
    def divisible(self) -> set[str]:
        """The events that some rule lets fall apart into several meets; the others are in one piece."""
        return {
            event
            for rule in self.instance.constraints
            if rule.kind in SPLITTING and not (rule.kind is Kind.SPLIT_EVENTS and rule.maximum == 1)
            for event in self.of(rule)
        }

    @cached_property
    def about(self) -> dict[str, list[At]]:
        """The required rules at their points that speak of each event."""
        found: dict[str, list[At]] = {}
        for at in self.required:
            for event in self.events_at(at):
                found.setdefault(event, []).append(at)
        return found

    @cached_property
    def about_nothing(self) -> list[At]:
        """The required rules at their points that speak of no event at all."""
        return [at for at in self.required if not self.events_at(at)]

    @cached_property
    def order(self) -> dict[At, int]:
        """The place of each required rule at a point in the instance."""
        return {at: number for number, at in enumerate(self.required)}

    def ordered(self, members: Collection[At]) -> list[At]:
        """Required rules at points, in the order of the instance."""
        return sorted(members, key=self.order.__getitem__)

    def of(self, rule: Constraint) -> Iterator[str]:
        """The points of a rule."""
        if rule.kind is Kind.ORDER_EVENTS:
            yield from map(pair_point, rule.pairs)
        elif rule.kind in GROUP_KINDS:
            yield from rule.event_groups
        elif rule.kind in RESOURCE_KINDS:
            yield from rule.resources
            wanted = set(rule.resource_groups)
            yield from (one.id for one in self.instance.resources if one.groups & wanted)
        else:
            yield from rule.events
            yield from (one.id for group in rule.event_groups for one in self.in_group[group])

    @cached_property
    def in_group(self) -> dict[str, list[Event]]:
        """The events of each event group."""
        found: dict[str, list[Event]] = {}
        for event in self.instance.events:
            for group in event.groups:
                found.setdefault(group, []).append(event)
        for rule in self.instance.constraints:
            for group in rule.event_groups:
                found.setdefault(group, [])
        return found

    def pairs_at(self, at: At) -> list[Pair]:
        """The pairs of an order rule at a point."""
        return [pair for pair in self.rules[at.rule].pairs if pair_point(pair) == at.point]

    def events_at(self, at: At) -> frozenset[str]:
        """The events that a rule speaks of at a point; for a resource all that ask or could get it."""
        if at not in self._events_at:
            self._events_at[at] = self._find_events_at(at)
        return self._events_at[at]

    def _find_events_at(self, at: At) -> frozenset[str]:
        kind = self.rules[at.rule].kind
        if kind is Kind.ORDER_EVENTS:
            return frozenset(
                event for pair in self.pairs_at(at) for event in (pair.first, pair.second)
            )
        if kind in GROUP_KINDS:
            return frozenset(event.id for event in self.in_group[at.point])
        if kind in RESOURCE_KINDS:
            found = self.events_of_resource.get(at.point, frozenset())
            asks = self.rules[at.rule].minimum > 0
            return found | self._could_have(at.point) if asks else found
        return frozenset({at.point})

    def _could_have(self, resource: str) -> frozenset[str]:
        """The events with an open need that a resource has the type for."""
        type_ = next(one.type for one in self.instance.resources if one.id == resource)
        return frozenset(
            event.id
            for event in self.instance.events
            if any(need.resource is None and need.type == type_ for need in event.needs)
        )

    @cached_property
    def events_of_resource(self) -> dict[str, frozenset[str]]:
        """The events that a resource is given to, or could be by a rule that asks for somebody."""
        found: dict[str, set[str]] = {}
        for event in self.instance.events:
            for place, need in enumerate(event.needs):
                names = [need.resource] if need.resource else self.candidates[event.id, place]
                for name in names:
                    found.setdefault(name, set()).add(event.id)
        return {name: frozenset(events) for name, events in found.items()}

    @cached_property
    def candidates(self) -> dict[tuple[str, int], list[str]]:
        """Who could fill each need that a required rule asks to fill, by all required rules."""
        wanted = self._by_role(Kind.ASSIGN_RESOURCE)
        limits = self._by_role(Kind.PREFER_RESOURCES)
        return {
            (event.id, place): [
                one.id
                for one in self.instance.resources
                if one.type == need.type
                and all(rule.prefers(one) for rule in limits.get((event.id, need.role), ()))
            ]
            if (event.id, need.role) in wanted
            else []
            for event in self.instance.events
            for place, need in enumerate(event.needs)
            if need.resource is None
        }

    def _by_role(self, kind: Kind) -> dict[tuple[str, str], list[Constraint]]:
        found: dict[tuple[str, str], list[Constraint]] = {}
        for rule in self.instance.constraints:
            if rule.kind is kind and rule.required:
                for event in self.of(rule):
                    found.setdefault((event, rule.role), []).append(rule)
        return found


def only(points: Points, members: Collection[At]) -> Instance:
    """The instance of these rules at these points alone, each at a price of one when it does not hold."""
    kept: dict[str, set[str]] = {}
    for at in members:
        kept.setdefault(at.rule, set()).add(at.point)
    named = {event for at in members for event in points.events_at(at)}
    rules = tuple(
        replace(
            _left_of(points, points.rules[rule], set(points.of(points.rules[rule])) - some),
            weight=1,
            cost_function=CostFunction.STEP,
        )
        for rule, some in kept.items()
    )
    events = tuple(event for event in points.instance.events if event.id in named)
    return replace(points.instance, events=events, constraints=rules)


def without(instance: Instance, given_up: Collection[At]) -> Instance:
    """The instance in which rules no longer speak of these points."""
    points = Points(instance)
    gone: dict[str, set[str]] = {}
    for at in given_up:
        gone.setdefault(at.rule, set()).add(at.point)
    rules = tuple(
        _left_of(points, rule, gone[rule.id]) if rule.id in gone else rule
        for rule in instance.constraints
    )
    return replace(instance, constraints=rules)


def _left_of(points: Points, rule: Constraint, gone: set[str]) -> Constraint:
    left = tuple(point for point in points.of(rule) if point not in gone)
    if rule.kind is Kind.ORDER_EVENTS:
        pairs = tuple(pair for pair in rule.pairs if pair_point(pair) not in gone)
        return replace(rule, pairs=pairs)
    if rule.kind in GROUP_KINDS:
        return replace(rule, event_groups=left)
    if rule.kind in RESOURCE_KINDS:
        return replace(rule, resources=left, resource_groups=())
    return replace(rule, events=left, event_groups=())
