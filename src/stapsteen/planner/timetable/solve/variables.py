"""What CP-SAT decides: when each event starts and who takes part in it.

An event is one meet. For every start that the hard rules leave there is a literal; for every
resource that could fill an open need there is one too. With ``relaxed`` an event may also stay
without a time and a need without a resource, at the price of the rule that asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.evaluate.placed import open_needs
from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind
from stapsteen.planner.timetable.solution import Meet, Solution

Literal = cp_model.IntVar
Seat = tuple[str, int]  # an event and the place of one of its needs


class Variables:
    """The decisions of one model."""

    def __init__(self, instance: Instance, *, relaxed: bool) -> None:
        self.instance = instance
        self.relaxed = relaxed
        self.model = cp_model.CpModel()
        self.events = {event.id: event for event in instance.events}
        self.begins: dict[str, dict[int, Literal]] = {}
        self.unplaced: dict[str, Literal] = {}
        self.takes: dict[Seat, dict[str, Literal]] = {}
        self.empty: dict[Seat, Literal] = {}
        self.penalties: list[tuple[int, cp_model.LinearExprT, bool]] = []
        for event in instance.events:
            self._decide_time(event)
            self._decide_resources(event)

    def _decide_time(self, event: Event) -> None:
        starts = self._starts(event)
        literals = {time: self.model.new_bool_var(f"{event.id}@{time}") for time in starts}
        self.begins[event.id] = literals
        choices = list(literals.values())
        if event.time is None and (self.relaxed or not choices):
            self.unplaced[event.id] = self.model.new_bool_var(f"{event.id}@never")
            choices.append(self.unplaced[event.id])
        self.model.add_exactly_one(choices)

    def _starts(self, event: Event) -> list[int]:
        if event.time is not None:
            return [event.time]
        allowed = set(range(self.instance.time_count - event.duration + 1))
        for times in self.allowed_starts.get(event.id, ()):
            allowed &= times
        away = self.away
        for need in event.needs:
            if need.resource in away:
                gone = away[need.resource]
                allowed = {
                    time for time in allowed if gone.isdisjoint(range(time, time + event.duration))
                }
        return sorted(allowed)

    @cached_property
    def allowed_starts(self) -> dict[str, list[set[int]]]:
        """The starts that required PreferTimes rules leave, per event."""
        found: dict[str, list[set[int]]] = defaultdict(list)
        for rule in self.instance.constraints:
            if rule.kind is Kind.PREFER_TIMES and rule.required:
                for event in self.events_of(rule.events, rule.event_groups):
                    if rule.duration in (None, event.duration):
                        found[event.id].append(set(rule.times))
        return found

    @cached_property
    def away(self) -> dict[str, set[int]]:
        """When each resource is not available, by the required rules."""
        found: dict[str, set[int]] = defaultdict(set)
        for rule in self.instance.constraints:
            if rule.kind is Kind.AVOID_UNAVAILABLE_TIMES and rule.required:
                for resource in self.resources_of(rule.resources, rule.resource_groups):
                    found[resource] |= rule.times
        return found

    def _decide_resources(self, event: Event) -> None:
        for place, need in enumerate(event.needs):
            if need.resource is not None:
                continue
            seat = (event.id, place)
            self.takes[seat] = {
                resource: self.model.new_bool_var(f"{event.id}/{place}={resource}")
                for resource in self._candidates(event, place)
            }
            choices = list(self.takes[seat].values())
            if self.relaxed or not choices or (event.id, need.role) not in self.must_be_filled:
                self.empty[seat] = self.model.new_bool_var(f"{event.id}/{place}=nobody")
                choices.append(self.empty[seat])
            self.model.add_exactly_one(choices)

    def _candidates(self, event: Event, place: int) -> list[str]:
        need = event.needs[place]
        limits = self.allowed_resources.get((event.id, need.role), ())
        return [
            resource.id
            for resource in self.instance.resources
            if resource.type == need.type and all(rule.prefers(resource) for rule in limits)
        ]

    @cached_property
    def allowed_resources(self) -> dict[tuple[str, str], list[Constraint]]:
        """What required PreferResources rules leave, per event and role."""
        found: dict[tuple[str, str], list[Constraint]] = defaultdict(list)
        for rule in self.instance.constraints:
            if rule.kind is Kind.PREFER_RESOURCES and rule.required:
                for event in self.events_of(rule.events, rule.event_groups):
                    found[event.id, rule.role].append(rule)
        return found

    @cached_property
    def must_be_filled(self) -> set[tuple[str, str]]:
        """The events and roles that required AssignResource rules name."""
        return {
            (event.id, rule.role)
            for rule in self.instance.constraints
            if rule.kind is Kind.ASSIGN_RESOURCE and rule.required
            for event in self.events_of(rule.events, rule.event_groups)
        }

    @cached_property
    def in_group(self) -> dict[str, list[Event]]:
        """The events of each event group."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.instance.events:
            for group in event.groups:
                found[group].append(event)
        return found

    def events_of(self, events: tuple[str, ...], groups: tuple[str, ...]) -> list[Event]:
        """The events of an AppliesTo list."""
        single = [self.events[event] for event in events]
        return single + [event for group in groups for event in self.in_group[group]]

    def resources_of(self, resources: tuple[str, ...], groups: tuple[str, ...]) -> list[str]:
        """The resources of an AppliesTo list."""
        wanted = set(groups)
        return list(resources) + [
            resource.id for resource in self.instance.resources if resource.groups & wanted
        ]

    def running(self, event: Event, time: int) -> list[Literal]:
        """The literals of which one is true when the event runs at a time."""
        begins = self.begins[event.id]
        first = time - event.duration + 1
        return [begins[start] for start in range(first, time + 1) if start in begins]

    @cached_property
    def fixed_events(self) -> dict[str, list[Event]]:
        """The events that a resource is preassigned to."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.instance.events:
            for resource in {need.resource for need in event.needs if need.resource}:
                found[resource].append(event)
        return found

    @cached_property
    def possible_seats(self) -> dict[str, list[Seat]]:
        """The open needs that a resource could fill."""
        found: dict[str, list[Seat]] = defaultdict(list)
        for seat, choices in self.takes.items():
            for resource in choices:
                found[resource].append(seat)
        return found

    def open_places(self, event: Event, role: str) -> list[Seat]:
        """The open needs of an event with this role."""
        return [(event.id, place) for place, _need in open_needs(event, role)]

    def pay(self, weight: int, amount: cp_model.LinearExprT, *, required: bool) -> None:
        """Charge ``weight`` for every unit of ``amount``."""
        self.penalties.append((weight, amount, required))

    def read(self, value: cp_model.CpSolverSolutionCallback | cp_model.CpSolver) -> Solution:
        """The solution that the solver stands at."""
        truth = value.boolean_value
        return Solution(tuple(self._meet(event, truth) for event in self.instance.events))

    def _meet(self, event: Event, truth: object) -> Meet:
        is_true = truth if callable(truth) else bool
        starts = [time for time, literal in self.begins[event.id].items() if is_true(literal)]
        resources = tuple(
            need.resource or self._taken(event, place, is_true)
            for place, need in enumerate(event.needs)
        )
        return Meet(event.id, event.duration, starts[0] if starts else None, resources)

    def _taken(self, event: Event, place: int, is_true: object) -> str | None:
        check = is_true if callable(is_true) else bool
        chosen = (r for r, literal in self.takes[event.id, place].items() if check(literal))
        return next(chosen, None)
