"""An instance as rows of numbers for the kernel; the columns are those of kernel/tables.h."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.timetable.instance import CostFunction, Event, Instance, Kind, Need
from stapsteen.planner.timetable.local.cutting import cuts
from stapsteen.planner.timetable.local.domains import Domains
from stapsteen.planner.timetable.local.points import Point, points_of
from stapsteen.planner.timetable.local.sizes import refuse_what_cannot_be_counted

Rows = list[tuple[int, ...]]
KINDS = {kind: number for number, kind in enumerate(Kind)}
FUNCTIONS = {CostFunction.LINEAR: 0, CostFunction.QUADRATIC: 1, CostFunction.STEP: 2}
OF_TIME, OF_SEAT, OF_LENGTH = 1, 2, 4
ABOUT_TIMES = {Kind.ASSIGN_TIME, Kind.PREFER_TIMES, Kind.SPREAD_EVENTS, Kind.LINK_EVENTS}
ABOUT_SEATS = {
    Kind.ASSIGN_RESOURCE,
    Kind.PREFER_RESOURCES,
    Kind.AVOID_SPLIT_ASSIGNMENTS,
    Kind.LIMIT_WORKLOAD,
}
ABOUT_LENGTHS = {Kind.SPLIT_EVENTS, Kind.DISTRIBUTE_SPLIT_EVENTS}
MOST = 10**9
COUNTS = ("events", "resources", "rules", "points", "slots", "seats", "times", "words")
LISTS = ("movable", "seated", "groups")
ARRAYS = (
    "events", "resources", "candidates", "starts", "rules", "bounds", "points", "lists",
    "slot_events", *LISTS, "rule_masks", "bound_masks", "preferred", "fixed_loads", "need_loads",
)  # fmt: skip


class CTables(ctypes.Structure):
    """The struct that the kernel reads: sizes, then pointers into arrays that must stay alive."""

    _fields_ = [
        *((f"{name}_n" if name != "words" else name, ctypes.c_int32) for name in (*COUNTS, *LISTS)),
        *((f"{name}_at", ctypes.c_void_p) for name in ARRAYS),
    ]


class Tables:
    """Everything about an instance by number instead of by name; it never changes."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.resource_number = {one.id: at for at, one in enumerate(instance.resources)}
        self.event_number = {one.id: at for at, one in enumerate(instance.events)}
        self.points = points_of(instance)
        refuse_what_cannot_be_counted(instance, self.points)
        self.domains = Domains(instance)
        self.cuts = cuts(instance)
        self.numbers: list[int] = []
        self.loads: list[float] = []
        self.candidates: Rows = []
        self.need_loads: list[float] = []
        self.starts: Rows = []
        self.bounds: Rows = []
        self.bound_times: list[tuple[int, ...]] = []
        self.events = _whole(self._events(), 13)
        self.arrays = self._arrays()
        self.slots_n = sum(event.duration for event in instance.events)
        last = self.events[-1] if len(self.events) else np.zeros(13, np.int32)
        self.seats_n = int(last[6] + last[1] * last[5])
        self.words = -(-max(1, instance.time_count) // 64)
        self.struct = self._struct()

    def _add(self, numbers: Iterable[int], loads: Sequence[float] = ()) -> tuple[int, int]:
        """Append a list; where it starts and how long it is."""
        at = len(self.numbers)
        self.numbers += numbers
        size = len(self.numbers) - at
        self.loads += loads or [0.0] * size
        return at, size

    def _events(self) -> Rows:
        of_event: dict[int, list[int]] = defaultdict(list)
        for number, point in enumerate(self.points):
            for one in dict.fromkeys(point.events):
                of_event[one].append(number)
        linked = self._linked()
        rows: Rows = []
        slot = seat = 0
        for number, event in enumerate(self.instance.events):
            first_need = len(self.candidates)
            fixed = self._needs(event, number)
            opened = len(self.candidates) - first_need
            given = -1 if event.time is None else event.time
            rows.append(
                (slot, event.duration, *fixed, first_need, opened, seat, given,
                 *self._add(linked[number]), *self._add(of_event[number]),
                 int(event.time is None and not self.cuts[number].is_only_one))
            )  # fmt: skip
            self._starts(event, number)
            slot += event.duration
            seat += event.duration * opened
        return rows

    def _starts(self, event: Event, number: int) -> None:
        for length in range(1, event.duration + 1):
            self.starts.append(self._add(self.domains.starts(number, length)))

    def _needs(self, event: Event, number: int) -> tuple[int, int]:
        """List the open needs of an event; where its preassigned resources stand."""
        opened = [need for need in event.needs if need.resource is None]
        for place, need in enumerate(opened):
            self.candidates.append(self._add(self.domains.candidates(number, place, event)))
            self.need_loads.append(_load(event, need))
        given = [need for need in event.needs if need.resource is not None]
        numbers = [self.resource_number[str(need.resource)] for need in given]
        return self._add(numbers, [_load(event, need) for need in given])

    def _linked(self) -> dict[int, list[int]]:
        """The events that have to run together with each event."""
        found: dict[int, dict[int, None]] = defaultdict(dict)
        for point in self.points:
            rule = self.instance.constraints[point.rule]
            if rule.kind is Kind.LINK_EVENTS and rule.required:
                for one in point.events:
                    found[one].update(dict.fromkeys(point.events))
        return defaultdict(
            list, {one: [o for o in others if o != one] for one, others in found.items()}
        )

    def _resources(self) -> Rows:
        points: dict[int, list[int]] = defaultdict(list)
        for number, point in enumerate(self.points):
            if point.resource is not None:
                points[point.resource].append(number)
        events: dict[str | None, list[int]] = defaultdict(list)
        for number, event in enumerate(self.instance.events):
            for need in event.needs:
                events[need.resource].append(number)
        return [
            (*self._add(points[number]), *self._add(events[resource.id]))
            for number, resource in enumerate(self.instance.resources)
        ]

    def _rule(self, number: int) -> tuple[int, ...]:
        rule = self.instance.constraints[number]
        at = len(self.bounds)
        for one in rule.bounds:
            self.bounds.append((one.minimum, min(one.maximum, MOST)))
            self.bound_times.append(one.times)
        return (
            KINDS[rule.kind], int(rule.required), rule.weight, FUNCTIONS[rule.cost_function],
            rule.minimum, min(rule.maximum, MOST), -1 if rule.duration is None else rule.duration,
            rule.duration_minimum, min(rule.duration_maximum, MOST), at, len(rule.bounds),
        )  # fmt: skip

    def _point(self, point: Point) -> tuple[int, ...]:
        rule = self.instance.constraints[point.rule]
        sensitive = _sensitive(rule.kind)
        if point.resource is not None:
            return (point.rule, point.resource, 0, 0, 0, sensitive)
        if rule.kind is Kind.ORDER_EVENTS:
            pair = rule.pairs[point.place]
            longest = MOST if pair.maximum is None else pair.maximum
            return (point.rule, *point.events, pair.minimum, longest, sensitive)
        if rule.kind is Kind.AVOID_SPLIT_ASSIGNMENTS:
            pairs = self._add(one for seat in point.seats for one in seat)
            return (point.rule, 0, *pairs, 0, sensitive)
        if rule.kind in {Kind.SPREAD_EVENTS, Kind.LINK_EVENTS}:
            return (point.rule, 0, *self._add(point.events), 0, sensitive)
        return (point.rule, point.events[0], point.place, 0, 0, sensitive)

    def _arrays(self) -> dict[str, NDArray[Any]]:
        instance = self.instance
        durations = [event.duration for event in instance.events]
        slot_events = np.repeat(np.arange(len(durations)), durations).astype(np.int32)
        free = [at for at, event in enumerate(instance.events) if event.time is None]
        seated = np.flatnonzero(self.events[:, 5] > 0)
        rules = _whole([self._rule(n) for n in range(len(instance.constraints))], 11)
        points = _whole([self._point(point) for point in self.points], 6)
        resources = _whole(self._resources(), 4)
        kinds = [instance.constraints[point.rule].kind for point in self.points]
        groups = [n for n, kind in enumerate(kinds) if kind is Kind.AVOID_SPLIT_ASSIGNMENTS]
        return {
            "events": self.events,
            "resources": resources,
            "candidates": _whole(self.candidates, 2),
            "starts": _whole(self.starts, 2),
            "rules": rules,
            "bounds": _whole(self.bounds, 2),
            "points": points,
            "lists": np.array([*self.numbers, 0], np.int32),
            "slot_events": slot_events,
            "movable": np.flatnonzero(np.isin(slot_events, free)).astype(np.int32),
            "seated": np.flatnonzero(np.isin(slot_events, seated)).astype(np.int32),
            "groups": np.array(groups, np.int32),
            "rule_masks": masks([rule.times for rule in instance.constraints], instance.time_count),
            "bound_masks": masks(self.bound_times, instance.time_count),
            "preferred": self._preferred(),
            "fixed_loads": np.array([*self.loads, 0.0]),
            "need_loads": np.array([*self.need_loads, 0.0]),
        }

    def _preferred(self) -> NDArray[np.uint8]:
        found = np.zeros((len(self.instance.constraints), len(self.instance.resources)), np.uint8)
        for number, rule in enumerate(self.instance.constraints):
            if rule.kind is Kind.PREFER_RESOURCES:
                found[number] = [rule.prefers(resource) for resource in self.instance.resources]
        return found

    def _struct(self) -> CTables:
        sizes = [
            len(self.instance.events), len(self.instance.resources), len(self.instance.constraints),
            len(self.points), self.slots_n, self.seats_n, self.instance.time_count, self.words,
            *(len(self.arrays[name]) for name in LISTS),
        ]  # fmt: skip
        self.arrays = {name: np.ascontiguousarray(one) for name, one in self.arrays.items()}
        return CTables(*sizes, *(self.arrays[name].ctypes.data for name in ARRAYS))


def masks(sets: Iterable[Iterable[int]], times: int) -> NDArray[np.uint64]:
    """Sets of times as bits, a row of words for each."""
    words = -(-max(1, times) // 64)
    rows = [
        [sum(1 << (t % 64) for t in set(one) if t // 64 == word) for word in range(words)]
        for one in sets
    ]
    return np.array(rows, np.uint64).reshape(-1, words)


def _sensitive(kind: Kind) -> int:
    """Which changes can move a point of this kind."""
    if kind in ABOUT_LENGTHS:
        return OF_LENGTH
    if kind in ABOUT_SEATS:
        return OF_SEAT | OF_LENGTH
    if kind in ABOUT_TIMES or kind is Kind.ORDER_EVENTS:
        return OF_TIME | OF_LENGTH
    return OF_TIME | OF_SEAT | OF_LENGTH


def _load(event: Event, need: Need) -> float:
    """The workload of a need for every time that it takes."""
    whole = event.duration if event.workload is None else event.workload
    return (whole if need.workload is None else need.workload) / event.duration


def _whole(rows: Sequence[tuple[int, ...]], columns: int) -> NDArray[np.int32]:
    return np.array(rows, dtype=np.int32).reshape(-1, columns)
