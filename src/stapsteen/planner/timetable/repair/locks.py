"""Locks: those that people made, and those that the program makes for the length of one question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind
from stapsteen.planner.timetable.solution import Meet, Solution


@dataclass(frozen=True)
class Locks:
    """Events of which the time, or the people and rooms, may not change."""

    times: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()

    def __or__(self, other: Locks) -> Locks:
        """Both."""
        return Locks(self.times | other.times, self.resources | other.resources)

    def hold(self, before: Solution, after: Solution) -> bool:
        """Whether everything locked stands in ``after`` as it stood in ``before``."""
        return _seen(before, self) == _seen(after, self)


def _seen(solution: Solution, locks: Locks) -> set[tuple[object, ...]]:
    times = {(m.event, m.time, m.duration) for m in solution.meets if m.event in locks.times}
    given = {(m.event, m.resources) for m in solution.meets if m.event in locks.resources}
    return times | given


def locked(instance: Instance, present: Solution, locks: Locks) -> Instance:
    """The same question with some events where they stand in ``present``.

    An event in one piece gets its time and resources preassigned. One in several pieces is held by
    required rules, for the format knows no times of pieces. What has no time, or nobody, stays open.
    """
    meets: dict[str, list[Meet]] = defaultdict(list)
    for meet in present.meets:
        meets[meet.event].append(meet)
    events = tuple(_held(event, meets[event.id], locks) for event in instance.events)
    rules = tuple(
        rule
        for event in instance.events
        if len(meets[event.id]) > 1
        for rule in _rules(event, meets[event.id], locks)
    )
    return replace(instance, events=events, constraints=(*instance.constraints, *rules))


def _held(event: Event, meets: list[Meet], locks: Locks) -> Event:
    if len(meets) != 1:
        return event
    (meet,) = meets
    needs = event.needs
    if event.id in locks.resources:
        needs = tuple(
            replace(need, resource=need.resource or given)
            for need, given in zip(event.needs, meet.resources, strict=True)
        )
    time = meet.time if event.id in locks.times and event.time is None else event.time
    return replace(event, needs=needs, time=time)


def _rules(event: Event, meets: Iterable[Meet], locks: Locks) -> Iterable[Constraint]:
    times = frozenset(meet.time for meet in meets if meet.time is not None)
    if event.id in locks.times and times:
        yield Constraint(
            f"lock/{event.id}", event.name, Kind.PREFER_TIMES, weight=1000, events=(event.id,),
            times=times,
        )  # fmt: skip
    if event.id in locks.resources:
        for place, need in enumerate(event.needs):
            given = frozenset(meet.resources[place] or "" for meet in meets) - {""}
            if need.resource is None and given:
                yield Constraint(
                    f"lock/{event.id}/{place}", event.name, Kind.PREFER_RESOURCES, weight=1000,
                    events=(event.id,), role=need.role, preferred=given,
                )  # fmt: skip
