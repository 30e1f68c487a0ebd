"""An instance made ready for the referee: all points of all its rules, made once."""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from stapsteen.planner.timetable.evaluate import events, resources
from stapsteen.planner.timetable.evaluate.points import Point
from stapsteen.planner.timetable.evaluate.register import Register
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind

Rule = Callable[[Register, Constraint], Iterator[Point]]
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


class Compiled:
    """The points of an instance in the order of its rules, and which of them somebody touches.

    ``by_event`` and ``by_resource`` give the places in ``points`` that look at an event's meets, or
    at a resource's work. Nothing here leads back to the instance, so that it can be forgotten.
    """

    def __init__(self, instance: Instance) -> None:
        self.register = Register(instance)
        self.points = [
            point
            for rule in instance.constraints
            for point in RULES[rule.kind](self.register, rule)
        ]
        self.by_event = _places(point.events for point in self.points)
        self.by_resource = _places(
            () if one.resource is None else (one.resource,) for one in self.points
        )


def _places(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(keys):
        for name in names:
            found[name].append(place)
    return found


_known: dict[int, Compiled] = {}


def compiled(instance: Instance) -> Compiled:
    """An instance made ready; the second time it is there already, for as long as it lives."""
    found = _known.get(id(instance))
    if found is None:
        found = _known[id(instance)] = Compiled(instance)
        weakref.finalize(instance, _known.pop, id(instance), None)
    return found
