"""Stay where you are: what it costs to change an event, as wishes of the question and as a distance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind
from stapsteen.planner.timetable.solution import Meet, Solution


@dataclass(frozen=True)
class Stay:
    """The weight of another time and, by the type of resource, of another person or room.

    A weight counts for every time that the event lasts.
    """

    time: int = 0
    resources: Mapping[str, int] = field(default_factory=dict)


Stays = Mapping[str, Stay]  # by the id of the event


@dataclass(frozen=True)
class Change:
    """One event that stands otherwise: its pieces before and after."""

    event: str
    before: tuple[Meet, ...]
    after: tuple[Meet, ...]


def stay_rules(instance: Instance, present: Solution, stays: Stays) -> tuple[Constraint, ...]:
    """The wishes that events keep their time, their people and their rooms; equal ones are one rule."""
    times: dict[tuple[frozenset[int], int], list[str]] = defaultdict(list)
    given: dict[tuple[str, frozenset[str], int], list[str]] = defaultdict(list)
    meets = meets_by_event(present)
    for event in instance.events:
        stay = stays.get(event.id)
        if stay is None:
            continue
        at = frozenset(meet.time for meet in meets.get(event.id, ()) if meet.time is not None)
        if stay.time and at and event.time is None:
            times[at, stay.time].append(event.id)
        for role, (who, weight) in _present(event, meets.get(event.id, ()), stay).items():
            given[role, frozenset(who), weight].append(event.id)
    return (*_time_rules(times), *_resource_rules(given))


def _present(event: Event, meets: tuple[Meet, ...], stay: Stay) -> dict[str, tuple[set[str], int]]:
    """For each open role of an event: who is in it now, and what it costs to change that."""
    found: dict[str, tuple[set[str], int]] = {}
    for place, need in enumerate(event.needs):
        who = {one for meet in meets if (one := meet.resources[place])}
        weight = stay.resources.get(need.type, 0)
        if need.resource is None and weight and who:
            found[need.role] = (found.get(need.role, (set(), 0))[0] | who, weight)
    return found


def _time_rules(times: dict[tuple[frozenset[int], int], list[str]]) -> Iterator[Constraint]:
    for number, ((at, weight), events) in enumerate(times.items()):
        yield Constraint(
            f"stay/time/{number}", "zelfde tijd", Kind.PREFER_TIMES, required=False, weight=weight,
            events=tuple(events), times=at,
        )  # fmt: skip


def _resource_rules(
    given: dict[tuple[str, frozenset[str], int], list[str]],
) -> Iterator[Constraint]:
    for number, ((role, who, weight), events) in enumerate(given.items()):
        yield Constraint(
            f"stay/who/{number}", "zelfde mens of ruimte", Kind.PREFER_RESOURCES, required=False,
            weight=weight, events=tuple(events), role=role, preferred=who,
        )  # fmt: skip


def meets_by_event(solution: Solution) -> dict[str, tuple[Meet, ...]]:
    """The pieces of each event, in time order."""
    found: dict[str, list[Meet]] = defaultdict(list)
    for meet in solution.meets:
        found[meet.event].append(meet)
    return {
        event: tuple(sorted(meets, key=lambda meet: (meet.time is None, meet.time or 0)))
        for event, meets in found.items()
    }


def changes_between(before: Solution, after: Solution) -> tuple[Change, ...]:
    """Every event that stands otherwise, in the order of ``after``."""
    old, new = meets_by_event(before), meets_by_event(after)
    return tuple(
        Change(event, old.get(event, ()), meets)
        for event, meets in new.items()
        if old.get(event, ()) != meets
    )


def distance(instance: Instance, before: Solution, after: Solution, stays: Stays) -> int:
    """What the changes weigh together. What had no place before changes nothing by getting one."""
    events = {event.id: event for event in instance.events}
    return sum(
        _weight(events[change.event], change, stays.get(change.event, Stay()))
        for change in changes_between(before, after)
    )


def _weight(event: Event, change: Change, stay: Stay) -> int:
    was = {meet.time for meet in change.before} - {None}
    moved = sum(meet.duration for meet in change.after if was and meet.time not in was)
    return stay.time * moved + sum(
        stay.resources.get(need.type, 0)
        * sum(meet.duration for meet in change.after if who and meet.resources[place] not in who)
        for place, need in enumerate(event.needs)
        if (who := {meet.resources[place] for meet in change.before} - {None})
    )
