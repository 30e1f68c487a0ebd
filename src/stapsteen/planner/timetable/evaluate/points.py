"""Points of application: where a rule is measured, and what has to change before it can differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from stapsteen.planner.timetable.evaluate.placed import Placed, open_needs
from stapsteen.planner.timetable.evaluate.register import Register
from stapsteen.planner.timetable.instance import Constraint, Event


class Point(NamedTuple):
    """One event, need, event group, pair or resource at which a rule is measured.

    ``measure(placed, key)`` is its deviation. It looks at the meets of ``events`` and at the work of
    ``resource``, and at nothing else.
    """

    rule: Constraint
    name: str
    measure: Callable[[Placed, Any], int]
    key: Any
    events: tuple[str, ...] = ()
    resource: str | None = None


def per_event(
    rule: Constraint, events: Iterable[Event], measure: Callable[[Placed, str], int]
) -> Iterator[Point]:
    """A point at each event."""
    for event in events:
        yield Point(rule, event.id, measure, event.id, (event.id,))


def per_need(
    register: Register, rule: Constraint, measure: Callable[[Placed, tuple[str, int]], int]
) -> Iterator[Point]:
    """A point at each need with the role of the rule that still asks for a resource."""
    for event in register.events_of(rule):
        for place, _need in open_needs(event, rule.role):
            yield Point(rule, event.id, measure, (event.id, place), (event.id,))


def per_group(
    register: Register, rule: Constraint, measure: Callable[[Placed, tuple[str, ...]], int]
) -> Iterator[Point]:
    """A point at each event group."""
    for group in rule.event_groups:
        events = tuple(register.in_group(group))
        yield Point(rule, group, measure, events, events)


def per_resource(
    register: Register, rule: Constraint, measure: Callable[[Placed, str], int]
) -> Iterator[Point]:
    """A point at each resource."""
    for resource in register.resources_of(rule):
        yield Point(rule, resource, measure, resource, (), resource)
