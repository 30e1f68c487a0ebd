"""Carry a solution over to a question that has changed since: what still exists keeps its place."""

from __future__ import annotations

from collections import defaultdict

from stapsteen.planner.timetable.instance import Event, Instance, Need
from stapsteen.planner.timetable.solution import Meet, Solution


def carried(instance: Instance, solution: Solution) -> Solution:
    """The solution with exactly the events of ``instance``, by their ids.

    An event that is new, or that lasts differently now, has no time and nobody yet. Whoever or
    whatever no longer exists leaves an open place.
    """
    kinds = {resource.id: resource.type for resource in instance.resources}
    meets: dict[str, list[Meet]] = defaultdict(list)
    for meet in solution.meets:
        meets[meet.event].append(meet)
    return Solution(
        tuple(
            meet for event in instance.events for meet in _of_event(event, meets[event.id], kinds)
        )
    )


def _of_event(event: Event, meets: list[Meet], kinds: dict[str, str]) -> list[Meet]:
    if sum(meet.duration for meet in meets) != event.duration:
        given = tuple(need.resource for need in event.needs)
        return [Meet(event.id, event.duration, event.time, given)]
    return [
        Meet(
            event.id,
            meet.duration,
            meet.time if event.time is None else event.time,
            _resources(event, meet, kinds),
        )
        for meet in meets
    ]


def _resources(event: Event, meet: Meet, kinds: dict[str, str]) -> tuple[str | None, ...]:
    """Preassigned resources as they are now, and in the open needs whoever was there."""
    given = {need.resource for need in event.needs if need.resource}
    before = [one for one in meet.resources if one and one in kinds and one not in given]
    return tuple(need.resource or _next(before, need, kinds) for need in event.needs)


def _next(before: list[str], need: Need, kinds: dict[str, str]) -> str | None:
    for resource in before:
        if kinds[resource] == need.type:
            before.remove(resource)
            return resource
    return None
