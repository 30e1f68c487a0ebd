"""The rules about events: when they are, how they are cut up, in which order."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.planner.timetable.evaluate.placed import Placed, open_needs, outside, total
from stapsteen.planner.timetable.instance import Constraint, Event, Pair

Point = tuple[str, int]  # the id of the event, group, resource or pair, and its deviation


def assign_time(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Every event has a time."""
    for event in _without_time(placed, rule):
        yield event.id, total(meet for meet in placed.meets[event.id] if meet.time is None)


def prefer_times(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Meets start at one of the preferred times."""
    for event in _without_time(placed, rule):
        yield (
            event.id,
            total(
                meet
                for meet in placed.meets[event.id]
                if meet.time is not None
                and meet.time not in rule.times
                and rule.duration in (None, meet.duration)
            ),
        )


def _without_time(placed: Placed, rule: Constraint) -> Iterator[Event]:
    return (event for event in placed.events_of(rule) if event.time is None)


def assign_resource(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Every meet has somebody in the role."""
    for event in placed.events_of(rule):
        for place, _need in open_needs(event, rule.role):
            meets = placed.meets[event.id]
            yield event.id, total(meet for meet in meets if meet.resources[place] is None)


def prefer_resources(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Whoever has the role is one of those preferred."""
    for event in placed.events_of(rule):
        for place, _need in open_needs(event, rule.role):
            yield (
                event.id,
                total(
                    meet
                    for meet in placed.meets[event.id]
                    if meet.resources[place] is not None
                    and not rule.prefers(placed.resources[str(meet.resources[place])])
                ),
            )


def split_events(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """Events are cut into so many meets of such lengths."""
    for event in placed.events_of(rule):
        meets = placed.meets[event.id]
        wrong = sum(
            not rule.duration_minimum <= meet.duration <= rule.duration_maximum for meet in meets
        )
        yield event.id, wrong + outside(len(meets), rule.minimum, rule.maximum)


def distribute_split_events(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """So many of the meets have exactly this length."""
    for event in placed.events_of(rule):
        amount = sum(meet.duration == rule.duration for meet in placed.meets[event.id])
        yield event.id, outside(amount, rule.minimum, rule.maximum)


def avoid_split_assignments(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """One and the same resource has the role in all events of a group."""
    for group in rule.event_groups:
        found = {
            meet.resources[place]
            for event in placed.in_group(group)
            for place, _need in open_needs(event, rule.role)
            for meet in placed.meets[event.id]
        }
        yield group, max(0, len(found - {None}) - 1)


def spread_events(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """The meets of an event group are spread over the time groups."""
    for group in rule.event_groups:
        starts = [
            meet.time
            for event in placed.in_group(group)
            for meet in placed.meets[event.id]
            if meet.time is not None
        ]
        yield (
            group,
            sum(
                outside(
                    sum(start in bounds.times for start in starts),
                    bounds.minimum,
                    bounds.maximum,
                )
                for bounds in rule.bounds
            ),
        )


def link_events(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """The events of a group run at the same times."""
    for group in rule.event_groups:
        running = [_running(placed, event) for event in placed.in_group(group)]
        some = set().union(*running)
        every = set.intersection(*running) if running else set()
        yield group, len(some - every)


def _running(placed: Placed, event: Event) -> set[int]:
    return {time for meet in placed.meets[event.id] for time in meet.span}


def order_events(placed: Placed, rule: Constraint) -> Iterator[Point]:
    """The first event of a pair ends before the second starts, so far apart."""
    for pair in rule.pairs:
        yield f"{pair.first} > {pair.second}", _separation(placed, pair)


def _separation(placed: Placed, pair: Pair) -> int:
    first, second = placed.meets[pair.first], placed.meets[pair.second]
    if any(meet.time is None for meet in (*first, *second)):
        return 0
    ends = max(meet.span.stop for meet in first)
    starts = min(meet.span.start for meet in second)
    maximum = 10**9 if pair.maximum is None else pair.maximum
    return outside(starts - ends, pair.minimum, maximum)
