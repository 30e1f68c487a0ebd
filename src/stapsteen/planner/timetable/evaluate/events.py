"""The rules about events: when they are, how they are cut up, in which order.

Each function gives the points of one rule. What it measures there is said in its first line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stapsteen.planner.timetable.evaluate.placed import Placed, open_needs, outside, times_of, total
from stapsteen.planner.timetable.evaluate.points import Point, per_event, per_group, per_need
from stapsteen.planner.timetable.evaluate.register import Register
from stapsteen.planner.timetable.instance import Constraint, Pair

NO_MAXIMUM = 10**9


def assign_time(register: Register, rule: Constraint) -> Iterator[Point]:
    """Every event has a time: the duration of what has none."""

    def measure(placed: Placed, event: str) -> int:
        return total([meet for meet in placed.meets[event] if meet.time is None])

    free = (event for event in register.events_of(rule) if event.time is None)
    return per_event(rule, free, measure)


def prefer_times(register: Register, rule: Constraint) -> Iterator[Point]:
    """Meets start at one of the preferred times: the duration of those that do not."""
    preferred, lengths = rule.times | {None}, rule.duration

    def measure(placed: Placed, event: str) -> int:
        elsewhere = [meet for meet in placed.meets[event] if meet.time not in preferred]
        return total([meet for meet in elsewhere if lengths in (None, meet.duration)])

    free = (event for event in register.events_of(rule) if event.time is None)
    return per_event(rule, free, measure)


def assign_resource(register: Register, rule: Constraint) -> Iterator[Point]:
    """Every meet has somebody in the role: the duration of those that have nobody."""

    def measure(placed: Placed, need: tuple[str, int]) -> int:
        event, place = need
        return total([meet for meet in placed.meets[event] if meet.resources[place] is None])

    return per_need(register, rule, measure)


def prefer_resources(register: Register, rule: Constraint) -> Iterator[Point]:
    """Whoever has the role is one of those preferred: the duration where it is another."""
    preferred = register.preferred_by(rule) | {None}

    def measure(placed: Placed, need: tuple[str, int]) -> int:
        event, place = need
        return total(
            [meet for meet in placed.meets[event] if meet.resources[place] not in preferred]
        )

    return per_need(register, rule, measure)


def split_events(register: Register, rule: Constraint) -> Iterator[Point]:
    """Events are cut into so many meets of such lengths: how many are too short, long, few, many."""
    shortest, longest = rule.duration_minimum, rule.duration_maximum

    def measure(placed: Placed, event: str) -> int:
        meets = placed.meets[event]
        wrong = [meet for meet in meets if not shortest <= meet.duration <= longest]
        return len(wrong) + outside(len(meets), rule.minimum, rule.maximum)

    return per_event(rule, register.events_of(rule), measure)


def distribute_split_events(register: Register, rule: Constraint) -> Iterator[Point]:
    """So many of the meets have exactly this length: how many too few or too many."""

    def measure(placed: Placed, event: str) -> int:
        lengths = [meet.duration for meet in placed.meets[event]]
        return outside(lengths.count(rule.duration or 0), rule.minimum, rule.maximum)

    return per_event(rule, register.events_of(rule), measure)


def avoid_split_assignments(register: Register, rule: Constraint) -> Iterator[Point]:
    """One and the same resource has the role in all events of a group: how many others have it."""
    places = {
        event: [place for place, _need in open_needs(register.events[event], rule.role)]
        for group in rule.event_groups
        for event in register.in_group(group)
    }

    def measure(placed: Placed, events: tuple[str, ...]) -> int:
        found = {
            meet.resources[place]
            for event in events
            for meet in placed.meets[event]
            for place in places[event]
        }
        return max(0, len(found - {None}) - 1)

    return per_group(register, rule, measure)


def spread_events(register: Register, rule: Constraint) -> Iterator[Point]:
    """The starts of an event group are spread: how many too few or many in each time group."""
    limits = [(one.minimum, one.maximum) for one in rule.bounds]
    at: dict[int | None, list[int]] = defaultdict(list)
    for place, one in enumerate(rule.bounds):
        for time in set(one.times):
            at[time].append(place)

    def measure(placed: Placed, events: tuple[str, ...]) -> int:
        amounts = [0] * len(limits)
        for event in events:
            for meet in placed.meets[event]:
                for place in at.get(meet.time, ()):
                    amounts[place] += 1
        return sum(
            [
                outside(amount, least, most)
                for amount, (least, most) in zip(amounts, limits, strict=True)
                if not least <= amount <= most
            ]
        )

    return per_group(register, rule, measure)


def link_events(register: Register, rule: Constraint) -> Iterator[Point]:
    """The events of a group run at the same times: how many times not all of them run."""

    def measure(placed: Placed, events: tuple[str, ...]) -> int:
        running = [_running(placed, event) for event in events]
        some, every = 0, running[0] if running else 0
        for times in running:
            some |= times
            every &= times
        return (some ^ every).bit_count()

    return per_group(register, rule, measure)


def _running(placed: Placed, event: str) -> int:
    times = 0
    for meet in placed.meets[event]:
        times |= times_of(meet, placed.register.time_count)
    return times


def order_events(_register: Register, rule: Constraint) -> Iterator[Point]:
    """The first event of a pair ends before the second starts: how far from the times between."""
    for pair in rule.pairs:
        ends = (pair.first, pair.second)
        yield Point(rule, f"{pair.first} > {pair.second}", _separation, pair, ends)


def _separation(placed: Placed, pair: Pair) -> int:
    first, second = placed.meets[pair.first], placed.meets[pair.second]
    if any(meet.time is None for meet in (*first, *second)):
        return 0
    ends = max(meet.span.stop for meet in first)
    starts = min(meet.span.start for meet in second)
    maximum = NO_MAXIMUM if pair.maximum is None else pair.maximum
    return outside(starts - ends, pair.minimum, maximum)
