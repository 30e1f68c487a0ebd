"""The rules about resources: clashes, absence, idle time, busy days, workload."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from stapsteen.planner.timetable.evaluate.events import Point
from stapsteen.planner.timetable.evaluate.placed import Placed, outside
from stapsteen.planner.timetable.instance import Constraint

FLOAT_NOISE = Fraction(1, 1000)


def avoid_clashes(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Nobody is at two meets at once."""
    for resource in placed.resources_of(rule):
        yield resource, sum(count - 1 for count in placed.busy[resource].values() if count > 1)


def avoid_unavailable_times(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Nobody is busy when not available."""
    for resource in placed.resources_of(rule):
        yield resource, sum(time in rule.times for time in placed.busy[resource])


def limit_idle_times(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Few holes between the first and the last busy time of a day."""
    for resource in placed.resources_of(rule):
        busy = placed.busy[resource]
        idle = sum(_holes(bounds.times, busy) for bounds in rule.bounds)
        yield resource, outside(idle, rule.minimum, rule.maximum)


def _holes(times: tuple[int, ...], busy: dict[int, int]) -> int:
    places = [place for place, time in enumerate(sorted(times)) if time in busy]
    return places[-1] - places[0] + 1 - len(places) if places else 0


def cluster_busy_times(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Busy on so many days."""
    for resource in placed.resources_of(rule):
        busy = placed.busy[resource]
        days = sum(any(time in busy for time in bounds.times) for bounds in rule.bounds)
        yield resource, outside(days, rule.minimum, rule.maximum)


def limit_busy_times(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """On each day with work, so much work."""
    for resource in placed.resources_of(rule):
        busy = placed.busy[resource]
        amounts = (sum(time in busy for time in bounds.times) for bounds in rule.bounds)
        yield (
            resource,
            sum(outside(amount, rule.minimum, rule.maximum) for amount in amounts if amount),
        )


def limit_workload(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """So much work in all, meets without a time included."""
    for resource in placed.resources_of(rule):
        load = _workload(placed, resource)
        off = max(Fraction(0), rule.minimum - load, load - rule.maximum)
        yield resource, ceil(off - FLOAT_NOISE) if off > FLOAT_NOISE else 0


def _workload(placed: Placed, resource: str) -> Fraction:
    load = Fraction(0)
    for meet in placed.all_meets():
        event = placed.events[meet.event]
        for need, given in zip(event.needs, meet.resources, strict=True):
            if given == resource:
                own = event.duration if event.workload is None else event.workload
                work = own if need.workload is None else need.workload
                load += Fraction(meet.duration * work, event.duration)
    return load
