"""A model in which chosen rules hold at chosen points, and nothing else is asked.

For every event that the rules speak of there is a literal for each start and length of a meet, and
for every open need one for each resource. An event that no rule cuts up stays in one piece; an event
may stay without a time unless a chosen rule asks for one. No costs: either all of it holds or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.explain.points import RESOURCE_KINDS, SPLITTING, At, Points
from stapsteen.planner.timetable.instance import Constraint, Event, Kind
from stapsteen.planner.timetable.solution import Meet, Solution

ASKING = frozenset(  # kinds that can be broken by an event that is nowhere
    {*SPLITTING, Kind.ASSIGN_TIME, Kind.ASSIGN_RESOURCE, Kind.LINK_EVENTS}
)


@dataclass(frozen=True)
class Choice:
    """A meet that an event may have: ``amount`` is how often. ``time`` None: without a time."""

    event: str
    time: int | None
    length: int
    amount: cp_model.IntVar

    @property
    def span(self) -> range:
        """The times it covers."""
        return range(0) if self.time is None else range(self.time, self.time + self.length)


class Decisions:
    """The literals of one model; ``impossible`` is set when an event has nowhere to go at all."""

    def __init__(self, points: Points, asked: Collection[At]) -> None:
        self.points = points
        self.model = cp_model.CpModel()
        self.impossible = False
        self.asked: dict[Kind, list[tuple[Constraint, str]]] = defaultdict(list)
        for at in asked:
            rule = points.rules[at.rule]
            self.asked[rule.kind].append((rule, at.point))
        self.choices: dict[str, list[Choice]] = {}
        self.takes: dict[tuple[str, int], list[tuple[Choice, str, cp_model.IntVar]]] = {}
        for event in self._events(asked):
            self.choices[event.id] = list(self._choices(event))
            self._place(event)
            self._seat(event)

    def _events(self, asked: Collection[At]) -> Iterator[Event]:
        """The events that can make a difference: the others may as well be nowhere."""
        named = {event for at in asked for event in self.points.events_at(at)}
        wanted = {event for at in asked if self._asks(at) for event in self.points.events_at(at)}
        if self.asked_to_work:
            yield from self.points.instance.events
            return
        for event in map(self.points.events.__getitem__, sorted(named)):
            if event.id in wanted or event.time is not None:
                yield event

    def _asks(self, at: At) -> bool:
        rule = self.points.rules[at.rule]
        spread = rule.kind is Kind.SPREAD_EVENTS and any(one.minimum > 0 for one in rule.bounds)
        return rule.kind in ASKING or spread

    def _choices(self, event: Event) -> Iterator[Choice]:
        for length in self._lengths(event):
            for time in self._starts(event, length):
                name = f"{event.id}@{time}/{length}"
                yield Choice(event.id, time, length, self.model.new_bool_var(name))
            if event.time is None and event.id not in self.must_have_time:
                name = f"{event.id}@never/{length}"
                most = event.duration // length
                yield Choice(event.id, None, length, self.model.new_int_var(0, most, name))

    def _lengths(self, event: Event) -> range:
        whole = event.time is not None or event.id not in self.points.divisible
        return range(event.duration, event.duration + 1) if whole else range(1, event.duration + 1)

    def _starts(self, event: Event, length: int) -> Iterator[int]:
        if event.time is not None:
            yield event.time
            return
        away: set[int] = set().union(*(self.away[need.resource] for need in event.needs))
        for time in range(self.points.instance.time_count - length + 1):
            preferred = all(
                time in rule.times or rule.duration not in (None, length)
                for rule in self.preferred_times[event.id]
            )
            if preferred and away.isdisjoint(range(time, time + length)):
                yield time

    @cached_property
    def must_have_time(self) -> set[str]:
        """The events that a chosen rule wants a time for."""
        return {event for _rule, event in self.asked[Kind.ASSIGN_TIME]}

    @cached_property
    def preferred_times(self) -> dict[str, list[Constraint]]:
        """The chosen rules about the start of each event."""
        found: dict[str, list[Constraint]] = defaultdict(list)
        for rule, event in self.asked[Kind.PREFER_TIMES]:
            found[event].append(rule)
        return found

    @cached_property
    def away(self) -> dict[str | None, set[int]]:
        """When each resource is not there, by the chosen rules."""
        found: dict[str | None, set[int]] = defaultdict(set)
        for rule, resource in self.asked[Kind.AVOID_UNAVAILABLE_TIMES]:
            found[resource] |= rule.times
        return found

    def _place(self, event: Event) -> None:
        """The meets of an event take up its duration, and never overlap each other."""
        choices = self.choices[event.id]
        if not choices:
            self.impossible = True
        self.model.add(sum(one.length * one.amount for one in choices) == event.duration)
        if event.id in self.points.divisible:
            for covering in _by_time(choices).values():
                self.model.add_at_most_one(one.amount for one in covering)

    def _seat(self, event: Event) -> None:
        for place, need in enumerate(event.needs):
            if need.resource is not None:
                continue
            must = (event.id, need.role) in self.must_be_filled
            names = self._enough(self._candidates(event, place))
            if must or names & self.asked_to_work:
                self._fill(event, place, sorted(names), must=must)

    def _fill(self, event: Event, place: int, names: list[str], *, must: bool) -> None:
        taken = self.takes[event.id, place] = []
        for choice in self.choices[event.id]:
            here = []
            for name in names:
                if self.away[name].isdisjoint(choice.span):
                    most = 1 if choice.time is not None else event.duration // choice.length
                    literal = self.model.new_int_var(0, most, f"{choice.amount.name}={name}")
                    here.append(literal)
                    taken.append((choice, name, literal))
            self.model.add(sum(here) == choice.amount if must else sum(here) <= choice.amount)

    def _candidates(self, event: Event, place: int) -> set[str]:
        need = event.needs[place]
        return {
            one.id
            for one in self.points.instance.resources
            if one.type == need.type
            and all(rule.prefers(one) for rule in self.preferred_people[event.id, need.role])
        }

    def _enough(self, names: set[str]) -> set[str]:
        """One that no chosen rule speaks of can do whatever any other could."""
        free = names - self.spoken_of
        if not free or self.asked[Kind.AVOID_SPLIT_ASSIGNMENTS]:
            return names
        return {min(free), *(names & self.asked_to_work)}

    @cached_property
    def spoken_of(self) -> set[str]:
        """The resources that a chosen rule about resources speaks of."""
        return {point for kind in RESOURCE_KINDS for _rule, point in self.asked[kind]}

    @cached_property
    def must_be_filled(self) -> set[tuple[str, str]]:
        """The events and roles that a chosen rule wants somebody for."""
        return {(event, rule.role) for rule, event in self.asked[Kind.ASSIGN_RESOURCE]}

    @cached_property
    def preferred_people(self) -> dict[tuple[str, str], list[Constraint]]:
        """The chosen rules about who may have a role."""
        found: dict[tuple[str, str], list[Constraint]] = defaultdict(list)
        for rule, event in self.asked[Kind.PREFER_RESOURCES]:
            found[event, rule.role].append(rule)
        return found

    @cached_property
    def asked_to_work(self) -> set[str]:
        """The resources that a chosen rule wants busy, which may be why a need is filled."""
        return {
            point for kind in RESOURCE_KINDS for rule, point in self.asked[kind] if rule.minimum > 0
        }

    def read(self, value: cp_model.CpSolver) -> Solution:
        """The plan that CP-SAT stands at; events that make no difference have no time."""
        return Solution(
            tuple(
                meet for event in self.points.instance.events for meet in self._meets(event, value)
            )
        )

    def _meets(self, event: Event, value: cp_model.CpSolver) -> Iterator[Meet]:
        given = [need.resource for need in event.needs]
        if event.id not in self.choices:
            yield Meet(event.id, event.duration, event.time, tuple(given))
        for choice in self.choices.get(event.id, ()):
            takers = {
                place: self._takers(event, place, choice, value) for place in range(len(given))
            }
            for _time in range(value.value(choice.amount)):
                resources = tuple(
                    one or next(takers[place], None) for place, one in enumerate(given)
                )
                yield Meet(event.id, choice.length, choice.time, resources)

    def _takers(
        self, event: Event, place: int, choice: Choice, value: cp_model.CpSolver
    ) -> Iterator[str]:
        for taken, name, literal in self.takes.get((event.id, place), ()):
            if taken is choice:
                yield from repeat(name, value.value(literal))

    def running(self, event: str, time: int) -> list[cp_model.IntVar]:
        """Literals of which one is true when an event runs at a time."""
        return [one.amount for one in self.covering[event].get(time, ())]

    @cached_property
    def covering(self) -> dict[str, dict[int, list[Choice]]]:
        """The choices of each event that cover a time."""
        return {event: _by_time(choices) for event, choices in self.choices.items()}

    def busy(self, resource: str) -> dict[int, list[cp_model.IntVar]]:
        """For each time, what a resource may be doing; literals that count."""
        return self._busy.get(resource, {})

    @cached_property
    def _busy(self) -> dict[str, dict[int, list[cp_model.IntVar]]]:
        found: dict[str, dict[int, list[cp_model.IntVar]]] = {}
        given = (
            (need.resource, choice, choice.amount)
            for event, choices in self.choices.items()
            for need in self.points.events[event].needs
            if need.resource
            for choice in choices
        )
        taken = ((name, choice, literal) for choice, name, literal in chain(*self.takes.values()))
        for name, choice, literal in chain(given, taken):
            for time in choice.span:
                found.setdefault(name, {}).setdefault(time, []).append(literal)
        return found


def _by_time(choices: list[Choice]) -> dict[int, list[Choice]]:
    found: dict[int, list[Choice]] = defaultdict(list)
    for one in choices:
        for time in one.span:
            found[time].append(one)
    return found
