"""The points of all rules, by number: where a rule is measured and whose change moves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from stapsteen.planner.timetable.evaluate.placed import open_needs
from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind

OF_RESOURCES = {
    Kind.AVOID_CLASHES,
    Kind.AVOID_UNAVAILABLE_TIMES,
    Kind.LIMIT_IDLE_TIMES,
    Kind.CLUSTER_BUSY_TIMES,
    Kind.LIMIT_BUSY_TIMES,
    Kind.LIMIT_WORKLOAD,
}
OF_GROUPS = {Kind.SPREAD_EVENTS, Kind.LINK_EVENTS}
OF_FREE_EVENTS = {Kind.ASSIGN_TIME, Kind.PREFER_TIMES}
OF_SEATS = {Kind.ASSIGN_RESOURCE, Kind.PREFER_RESOURCES}


@dataclass(frozen=True)
class Point:
    """A rule (its number) at one place: a resource, or the events whose meets it looks at.

    ``place`` is the number of the open need, or of the pair; ``seats`` are (event, open need).
    """

    rule: int
    resource: int | None = None
    events: tuple[int, ...] = ()
    place: int = 0
    seats: tuple[tuple[int, int], ...] = ()


class Reach:
    """What the rules of an instance apply to, by number."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.event = {event.id: number for number, event in enumerate(instance.events)}
        self.resource = {one.id: number for number, one in enumerate(instance.resources)}

    @cached_property
    def by_group(self) -> dict[str, list[int]]:
        """The events of each event group."""
        found: dict[str, list[int]] = {}
        for number, event in enumerate(self.instance.events):
            for group in event.groups:
                found.setdefault(group, []).append(number)
        return found

    def events(self, rule: Constraint) -> Iterator[int]:
        """The events a rule applies to; one reached twice comes twice."""
        yield from (self.event[event] for event in rule.events)
        for group in rule.event_groups:
            yield from self.by_group.get(group, ())

    def resources(self, rule: Constraint) -> Iterator[int]:
        """The resources a rule applies to; one reached twice comes twice."""
        yield from (self.resource[resource] for resource in rule.resources)
        for group in rule.resource_groups:
            for number, resource in enumerate(self.instance.resources):
                if group in resource.groups:
                    yield number


def open_places(event: Event, role: str) -> list[int]:
    """Which of the open needs of an event have a role: 0 is the first open one."""
    opened = [place for place, need in enumerate(event.needs) if need.resource is None]
    return [opened.index(place) for place, _need in open_needs(event, role)]


def points_of(instance: Instance) -> list[Point]:
    """All points of all rules."""
    reach = Reach(instance)
    return [
        point
        for number, rule in enumerate(instance.constraints)
        if rule.weight
        for point in _points(reach, number, rule)
    ]


def _points(reach: Reach, number: int, rule: Constraint) -> Iterator[Point]:
    if rule.kind in OF_RESOURCES:
        yield from (Point(number, resource) for resource in reach.resources(rule))
    elif rule.kind in OF_GROUPS:
        for group in rule.event_groups:
            yield Point(number, events=tuple(reach.by_group.get(group, ())))
    elif rule.kind is Kind.AVOID_SPLIT_ASSIGNMENTS:
        yield from _same_resource(reach, number, rule)
    elif rule.kind is Kind.ORDER_EVENTS:
        for place, pair in enumerate(rule.pairs):
            ends = (reach.event[pair.first], reach.event[pair.second])
            yield Point(number, events=ends, place=place)
    else:
        yield from _single_events(reach, number, rule)


def _same_resource(reach: Reach, number: int, rule: Constraint) -> Iterator[Point]:
    for group in rule.event_groups:
        members = reach.by_group.get(group, [])
        seats = tuple(
            (event, place)
            for event in members
            for place in open_places(reach.instance.events[event], rule.role)
        )
        if seats:
            yield Point(number, events=tuple(members), seats=seats)


def _single_events(reach: Reach, number: int, rule: Constraint) -> Iterator[Point]:
    for event in reach.events(rule):
        whole = reach.instance.events[event]
        if rule.kind in OF_SEATS:
            for place in open_places(whole, rule.role):
                yield Point(number, events=(event,), place=place)
        elif rule.kind not in OF_FREE_EVENTS or whole.time is None:
            yield Point(number, events=(event,))
