"""A plan by number, and how it is read from and written to a solution by name."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.timetable.local.tables import Tables
from stapsteen.planner.timetable.solution import Meet, Solution

FIRST, DURATION, OPEN_N, SEATS_AT, RECUT = 0, 1, 5, 6, 12  # columns of Tables.events
Cost = tuple[int, int]


@dataclass
class Placing:
    """Where every meet is, by slot and seat: length, start (-1: none), resource (-1: nobody)."""

    length: NDArray[np.int32]
    start: NDArray[np.int32]
    seats: NDArray[np.int32]
    cost: NDArray[np.int64] = field(default_factory=lambda: np.full(2, 2**62, np.int64))

    def copy(self) -> Placing:
        """One of its own."""
        return Placing(self.length.copy(), self.start.copy(), self.seats.copy(), self.cost.copy())

    @property
    def price(self) -> Cost:
        """Hard and soft cost."""
        return int(self.cost[0]), int(self.cost[1])


def empty(tables: Tables) -> Placing:
    """No event has a meet yet."""
    length = np.zeros(tables.slots_n, np.int32)
    start = np.full(tables.slots_n, -1, np.int32)
    return Placing(length, start, np.full(tables.seats_n + 1, -1, np.int32))


class Bridge:
    """Between solutions by name and placings by number."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.instance = tables.instance

    def uncut(self) -> Placing:
        """Nothing placed yet, every event cut into meets as its rules like best."""
        placing = empty(self.tables)
        for event, cut in enumerate(self.tables.cuts):
            first = int(self.tables.events[event, FIRST])
            placing.length[first : first + len(cut.lengths)] = cut.lengths
            given = self.instance.events[event].time
            if given is not None:
                placing.start[first] = given
        return placing

    def placing_of(self, solution: Solution) -> Placing:
        """A solution by number, unused time of an event included as one more meet."""
        placing = empty(self.tables)
        used = np.zeros(len(self.instance.events), int)
        for meet in (*solution.meets, *self._unused(solution)):
            self._place(placing, meet, used)
        return placing

    def _place(self, placing: Placing, meet: Meet, used: NDArray[np.int_]) -> None:
        number = self.tables.event_number[meet.event]
        event, row = self.instance.events[number], self.tables.events[number]
        slot = int(row[FIRST] + used[number])
        placing.length[slot] = meet.duration
        placing.start[slot] = -1 if meet.time is None else meet.time
        seat = int(row[SEATS_AT] + used[number] * row[OPEN_N])
        for need, given in zip(event.needs, meet.resources, strict=True):
            if need.resource is None:
                placing.seats[seat] = -1 if given is None else self.tables.resource_number[given]
                seat += 1
        used[number] += 1

    def _unused(self, solution: Solution) -> list[Meet]:
        left = {event.id: event.duration for event in self.instance.events}
        for meet in solution.meets:
            left[meet.event] -= meet.duration
        return [
            Meet(event.id, left[event.id], event.time, tuple(n.resource for n in event.needs))
            for event in self.instance.events
            if left[event.id]
        ]

    def solution_of(self, placing: Placing) -> Solution:
        """The meets by name."""
        used = np.flatnonzero(placing.length)
        return Solution(tuple(self._meet(placing, int(slot)) for slot in used))

    def _meet(self, placing: Placing, slot: int) -> Meet:
        number = int(self.tables.arrays["slot_events"][slot])
        event, row = self.instance.events[number], self.tables.events[number]
        at = int(row[SEATS_AT] + (slot - row[FIRST]) * row[OPEN_N])
        seats = iter(placing.seats[at : at + int(row[OPEN_N])].tolist())
        resources = tuple(
            need.resource if need.resource is not None else self._name(next(seats))
            for need in event.needs
        )
        start = int(placing.start[slot])
        return Meet(event.id, int(placing.length[slot]), None if start < 0 else start, resources)

    def _name(self, number: int) -> str | None:
        return None if number < 0 else self.instance.resources[number].id
