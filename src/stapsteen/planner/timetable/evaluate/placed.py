"""A solution seen through its instance: who is busy when, which meets an event has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stapsteen.planner.timetable.evaluate.register import Register
from stapsteen.planner.timetable.instance import Event, Need
from stapsteen.planner.timetable.solution import Meet, Solution


class Placed:
    """What the rules look at. A set of times is a whole number: bit ``t`` stands for time ``t``.

    ``meets`` are those of each event; ``busy`` the times at which each resource is at some meet;
    ``taken`` how long all its meets with a time last together, so that what overlaps counts twice;
    ``load`` its workload, in parts of ``Register.unit``.
    """

    def __init__(self, register: Register, solution: Solution) -> None:
        self.register = register
        self.meets: dict[str, list[Meet]] = {event: [] for event in register.events}
        self.busy = dict.fromkeys(register.resources, 0)
        self.taken = dict.fromkeys(register.resources, 0)
        self.load = dict.fromkeys(register.resources, 0)
        for meet in solution.meets:
            self.meets[meet.event].append(meet)
        for event, meets in self.meets.items():
            complete(register.events[event], meets)
            for meet in meets:
                self._put(meet)

    def _put(self, meet: Meet) -> None:
        busy, taken, load = self.busy, self.taken, self.load
        duration, times = meet.duration, 0
        if meet.time is not None:
            times = times_of(meet, self.register.time_count)
        for resource, share in zip(meet.resources, self.register.shares[meet.event], strict=True):
            if resource is not None:
                load[resource] += duration * share
                if times:
                    busy[resource] |= times
                    taken[resource] += duration


def complete(event: Event, meets: list[Meet]) -> None:
    """Duration that no meet takes up counts as one more meet, without a decision made for it."""
    missing = event.duration - sum([meet.duration for meet in meets])
    if missing < 0:
        raise ValueError(f"{event.name}: the meets last longer than the event.")
    if missing:
        given = tuple(need.resource for need in event.needs)
        meets.append(Meet(event.id, missing, event.time, given))


def times_of(meet: Meet, time_count: int) -> int:
    """The times a meet covers, as bits. Raises ``ValueError`` when it runs past the last time."""
    if meet.time is None:
        return 0
    if meet.time < 0 or meet.time + meet.duration > time_count:
        raise ValueError(f"{meet.event}: a meet runs past the last time.")
    return (1 << meet.duration) - 1 << meet.time


def bits(times: Iterable[int]) -> int:
    """A set of times as a whole number."""
    found = 0
    for time in times:
        found |= 1 << time
    return found


def open_needs(event: Event, role: str) -> Iterator[tuple[int, Need]]:
    """The needs of an event with a role that still ask for a resource, with their place."""
    for place, need in enumerate(event.needs):
        if need.resource is None and need.role == role:
            yield place, need


def outside(amount: int, minimum: int, maximum: int) -> int:
    """By how much an amount is below the minimum or above the maximum."""
    if minimum <= amount <= maximum:
        return 0
    return max(minimum - amount, amount - maximum)


def total(meets: Sequence[Meet]) -> int:
    """How long meets last together."""
    return sum([meet.duration for meet in meets])
