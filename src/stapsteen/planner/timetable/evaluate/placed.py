"""A solution seen through its instance: who is busy when, which meets an event has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Need
from stapsteen.planner.timetable.solution import Meet, Solution


class Placed:
    """The look-ups that the rules ask for."""

    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.instance = instance
        self.events = {event.id: event for event in instance.events}
        self.resources = {resource.id: resource for resource in instance.resources}
        self.meets: dict[str, list[Meet]] = {event.id: [] for event in instance.events}
        for meet in solution.meets:
            self.meets[meet.event].append(meet)
        self._complete()

    def _complete(self) -> None:
        """Duration that no meet takes up counts as one more meet without a time."""
        for event in self.instance.events:
            missing = event.duration - sum(meet.duration for meet in self.meets[event.id])
            if missing < 0:
                raise ValueError(f"{event.name}: the meets last longer than the event.")
            if missing:
                given = tuple(need.resource for need in event.needs)
                self.meets[event.id].append(Meet(event.id, missing, event.time, given))

    @cached_property
    def busy(self) -> dict[str, dict[int, int]]:
        """For each resource, at how many meets it is at each time."""
        counts: dict[str, dict[int, int]] = {
            resource: defaultdict(int) for resource in self.resources
        }
        for meet in self.all_meets():
            for resource in filter(None, meet.resources):
                for time in meet.span:
                    counts[resource][time] += 1
        return counts

    def all_meets(self) -> Iterator[Meet]:
        """Every meet of every event."""
        return (meet for meets in self.meets.values() for meet in meets)

    def events_of(self, constraint: Constraint) -> Iterator[Event]:
        """The events a constraint applies to; one reached twice comes twice."""
        for event in constraint.events:
            yield self.events[event]
        for group in constraint.event_groups:
            yield from self.in_group(group)

    def in_group(self, group: str) -> list[Event]:
        """The events of an event group, in order."""
        return self._by_group[group]

    @cached_property
    def _by_group(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.instance.events:
            for group in event.groups:
                found[group].append(event)
        return found

    def resources_of(self, constraint: Constraint) -> Iterator[str]:
        """The resources a constraint applies to; one reached twice comes twice."""
        yield from constraint.resources
        for group in constraint.resource_groups:
            for resource in self.instance.resources:
                if group in resource.groups:
                    yield resource.id


def open_needs(event: Event, role: str) -> Iterator[tuple[int, Need]]:
    """The needs of an event with a role that still ask for a resource, with their place."""
    for place, need in enumerate(event.needs):
        if need.resource is None and need.role == role:
            yield place, need


def outside(amount: int, minimum: int, maximum: int) -> int:
    """By how much an amount is below the minimum or above the maximum."""
    return max(0, minimum - amount, amount - maximum)


def total(durations: Iterable[Meet]) -> int:
    """How long meets last together."""
    return sum(meet.duration for meet in durations)
