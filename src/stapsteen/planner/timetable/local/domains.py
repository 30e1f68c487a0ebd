"""Which starts and which resources are worth trying for an event: those its hard rules allow."""

from __future__ import annotations

from collections import defaultdict

from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind
from stapsteen.planner.timetable.local.points import Reach, open_places

SMALL = 24  # times that all events take together: so small a question is searched whole


class Domains:
    """What the required rules leave for every event; never empty where that can be avoided.

    Where a question is small nothing is left out: breaking a required rule may cost least.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        reach = Reach(instance)
        self.is_small = sum(event.duration for event in instance.events) <= SMALL
        self.away: dict[str, set[int]] = defaultdict(set)
        self.preferred: dict[int, list[Constraint]] = defaultdict(list)
        self.allowed: dict[tuple[int, int], list[Constraint]] = defaultdict(list)
        for rule in instance.constraints:
            if rule.required and rule.weight:
                self._note(rule, reach)

    def _note(self, rule: Constraint, reach: Reach) -> None:
        if rule.kind is Kind.AVOID_UNAVAILABLE_TIMES:
            for resource in reach.resources(rule):
                self.away[self.instance.resources[resource].id] |= rule.times
        elif rule.kind is Kind.PREFER_TIMES:
            for event in reach.events(rule):
                self.preferred[event].append(rule)
        elif rule.kind is Kind.PREFER_RESOURCES:
            for event in reach.events(rule):
                for place in open_places(self.instance.events[event], rule.role):
                    self.allowed[event, place].append(rule)

    def starts(self, number: int, length: int) -> list[int]:
        """The starts for a meet of an event that lasts so long."""
        event = self.instance.events[number]
        if event.time is not None:
            return [event.time]
        if self.is_small:
            return list(range(self.instance.time_count - length + 1))
        gone = set().union(*(self.away[need.resource] for need in event.needs if need.resource))
        limits = [r.times for r in self.preferred[number] if r.duration in (None, length)]
        every = range(self.instance.time_count - length + 1)
        wished = [time for time in every if all(time in limit for limit in limits)]
        good = [time for time in wished if gone.isdisjoint(range(time, time + length))]
        return good or wished or list(every)

    def candidates(self, number: int, place: int, event: Event) -> list[int]:
        """The resources for the open need of an event at a place (0: the first open one)."""
        kind = [need for need in event.needs if need.resource is None][place].type
        of_kind = [at for at, one in enumerate(self.instance.resources) if one.type == kind]
        if self.is_small:
            return of_kind
        rules = self.allowed[number, place]
        resources = self.instance.resources
        good = [one for one in of_kind if all(rule.prefers(resources[one]) for rule in rules)]
        return good or of_kind

    def of_the_same_type(self, resources: set[int]) -> list[int]:
        """All resources of the types of some resources."""
        every = self.instance.resources
        types = {every[one].type for one in resources}
        return [at for at, one in enumerate(every) if one.type in types]
