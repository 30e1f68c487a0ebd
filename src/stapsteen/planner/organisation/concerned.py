"""Which lessons a rule that does not hold is about: where a mark belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stapsteen.planner.organisation.moving import Movable
from stapsteen.planner.timetable.evaluate import Broken
from stapsteen.planner.timetable.instance import Bounds, Constraint, Kind


def concerned(week: Movable, broken: Broken) -> set[str]:
    """The events that a rule which does not hold is about."""
    point, rule = broken.point, broken.constraint
    if point in week.events:
        return {point}
    if rule.kind is Kind.ORDER_EVENTS:
        return set(point.split(" > "))
    if rule.kind is Kind.SPREAD_EVENTS:
        return {one for bounds in rule.bounds for one in _too_many(week, point, bounds)}
    return set(_in_conflict(week, point, rule))


def _too_many(week: Movable, group: str, bounds: Bounds) -> list[str]:
    here = [
        meet.event
        for meet in week.solution.meets
        if group in week.events[meet.event].groups and meet.time in bounds.times
    ]
    return here if len(here) > bounds.maximum else []


def _in_conflict(week: Movable, resource: str, rule: Constraint) -> Iterator[str]:
    """Where a resource is busy twice, or where it may not be."""
    mine = [meet for meet in week.solution.meets if resource in meet.resources]
    busy = Counter(time for meet in mine for time in meet.span)
    is_clash = rule.kind is Kind.AVOID_CLASHES
    for meet in mine:
        if any(busy[time] > 1 if is_clash else time in rule.times for time in meet.span):
            yield meet.event
