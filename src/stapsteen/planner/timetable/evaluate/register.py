"""The events and resources of an instance, looked up by id and by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from math import lcm

from stapsteen.planner.timetable.instance import Constraint, Event, Instance


class Register:
    """What the rules of one instance look up. Made once, used for every solution of it.

    ``unit`` is the number of parts that workload is counted in, so that a share of an event's
    workload is a whole number: the least common multiple of all durations.
    """

    def __init__(self, instance: Instance) -> None:
        self.time_count = instance.time_count
        self.events = {event.id: event for event in instance.events}
        self.resources = tuple(resource.id for resource in instance.resources)
        self.unit = lcm(*(event.duration for event in instance.events))
        self.shares = {event.id: self._shares(event) for event in instance.events}
        self._events = _grouped((event.id, event.groups) for event in instance.events)
        self._members = _grouped((one.id, one.groups) for one in instance.resources)

    def _shares(self, event: Event) -> tuple[int, ...]:
        own = event.duration if event.workload is None else event.workload
        works = (own if need.workload is None else need.workload for need in event.needs)
        return tuple(work * (self.unit // event.duration) for work in works)

    def events_of(self, rule: Constraint) -> Iterable[Event]:
        """The events a constraint applies to; one reached twice comes twice."""
        grouped = chain.from_iterable(map(self.in_group, rule.event_groups))
        return (self.events[event] for event in chain(rule.events, grouped))

    def in_group(self, group: str) -> list[str]:
        """The events of an event group, in order."""
        return self._events[group]

    def resources_of(self, rule: Constraint) -> Iterable[str]:
        """The resources a constraint applies to; one reached twice comes twice."""
        grouped = (self._members[group] for group in rule.resource_groups)
        return chain(rule.resources, chain.from_iterable(grouped))

    def preferred_by(self, rule: Constraint) -> frozenset[str]:
        """The resources that PreferResources allows."""
        return rule.preferred.union(*(self._members[group] for group in rule.preferred_groups))


def _grouped(named: Iterable[tuple[str, frozenset[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, groups in named:
        for group in groups:
            found[group].append(name)
    return found
