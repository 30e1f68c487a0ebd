"""Which part of a plan to open up next, and how large: what paid lately is tried more often.

Large-neighbourhood search (Shaw 1998), the choice adaptive (Ropke and Pisinger 2006). Every kind of
neighbourhood gives a ``Freedom``; a kind that mended something gains weight, one that did not loses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.local.placing import OPEN_N, Bridge, Placing
from stapsteen.planner.timetable.local.tables import Tables
from stapsteen.planner.timetable.solve.model import Freedom

SMALLEST, LARGEST, FIRST_SIZE = 4, 400, 24
GAIN, FADE = 1.0, 0.9
SHARE_BOTH = 0.3  # of the neighbourhoods free times and seats at once, on fewer meets


class Neighbourhoods:
    """The kinds for one instance, with how well each did."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self.tables = tables
        self.bridge = Bridge(tables)
        self.chance = np.random.default_rng(seed)
        self.size = float(FIRST_SIZE)
        self.kinds: dict[str, Callable[[Placing], Freedom]] = {
            "people": self._people,
            "days": self._days,
            "times": self._times,
            "linked": self._linked,
            "troubled": self._troubled,
        }
        if len(tables.arrays["seated"]):
            self.kinds |= {"seats": self._seats, "seats at times": self._seats_at_times}
        self.weights = dict.fromkeys(self.kinds, 1.0)

    def draw(self, placing: Placing) -> tuple[str, Freedom]:
        """A kind by its weight, and what it frees in this plan."""
        names = list(self.kinds)
        weights = np.array([self.weights[name] for name in names])
        name = names[int(self.chance.choice(len(names), p=weights / weights.sum()))]
        return name, self.kinds[name](placing)

    def learn(self, name: str, *, better: bool, finished: bool) -> None:
        """Weigh a kind by what it gave, and suit the size to what the solver can finish."""
        self.weights[name] = max(0.1, FADE * self.weights[name] + (GAIN if better else 0.0))
        if finished and not better:
            self.size = min(LARGEST, self.size * 1.05)
        elif not finished:
            self.size = max(SMALLEST, self.size * 0.9)

    def _people(self, placing: Placing) -> Freedom:
        """All times of the meets of some people (or groups, or rooms) that have to do with each other."""
        who = self._of_resources(placing)
        start = int(self.chance.choice(list(who))) if who else 0
        found: set[int] = set(who.get(start, ()))
        for _step in range(6):
            if not found or len(found) >= self.size:
                break
            meet = int(self.chance.choice(sorted(found)))
            others = [one for one in self._people_of(placing, meet) if len(who[one]) <= self.size]
            if others:
                found |= set(who[int(self.chance.choice(others))])
        return Freedom(self._free(placing, found))

    def _days(self, placing: Placing) -> Freedom:
        """All that happens on one or two days, within those days."""
        days = self.tables.instance.days
        if not days:
            return self._times(placing)
        picked = self.chance.choice(
            len(days), min(len(days), 1 + int(self.chance.integers(2))), replace=False
        )
        return self._within(placing, {time for day in picked for time in days[day].times})

    def _times(self, placing: Placing) -> Freedom:
        """All that starts at some times, which may exchange places."""
        count = self.tables.instance.time_count
        per_time = max(1.0, len(self._movable(placing)) / max(1, count))
        wanted = int(np.clip(self.size / per_time, 2, count))
        return self._within(placing, set(self.chance.choice(count, wanted, replace=False).tolist()))

    def _within(self, placing: Placing, times: set[int]) -> Freedom:
        slots = [slot for slot in self._movable(placing) if int(placing.start[slot]) in times]
        if len(slots) > self.size:
            slots = self._some_related(placing, slots)
        return Freedom(self._free(placing, slots), frozenset(), frozenset(times | {-1}))

    def _troubled(self, placing: Placing) -> Freedom:
        """Meets at which a rule is broken, a required one before others, and what hangs together with them."""
        solution = self.bridge.solution_of(placing)
        broken = evaluate(self.tables.instance, solution).broken
        worst = [one for one in broken if one.constraint.required] or list(broken)
        if not worst:
            return self._linked(placing)
        picked = worst[int(self.chance.integers(len(worst)))]
        slots = self._movable(placing)
        seeds = sorted(set(self._slots_of(placing, picked.point)) & set(slots))
        self.chance.shuffle(seeds)
        near = self._some_related(placing, slots, seeds[: max(2, int(self.size) // 3)])
        return Freedom(self._free(placing, near))

    def _slots_of(self, placing: Placing, point: str) -> list[int]:
        """The meets at a point: of a person, of an event, or of a group of events."""
        if point in self.tables.resource_number:
            return self._of_resources(placing)[self.tables.resource_number[point]]
        names = point.split(" > ")  # a pair is told so by the referee
        events = [
            number
            for number, event in enumerate(self.tables.instance.events)
            if event.id in names or point in event.groups
        ]
        rows = self.tables.events[events, :2].tolist()
        return [slot for first, duration in rows for slot in range(first, first + duration)]

    def _some_related(
        self, placing: Placing, slots: list[int], seeds: Sequence[int] = ()
    ) -> list[int]:
        """As many slots as the size allows, of people that one random walk meets."""
        if not slots:
            return []
        pool = set(slots)
        found = set(seeds) or {int(self.chance.choice(slots))}
        who = self._of_resources(placing)
        edge = sorted(found)
        while edge and len(found) < self.size:
            meet = edge.pop(int(self.chance.integers(len(edge))))
            for one in self._people_of(placing, meet):
                fresh = [slot for slot in who[one] if slot in pool and slot not in found]
                found |= set(fresh[: int(self.size)])
                edge += fresh
        return sorted(found)

    def _linked(self, placing: Placing) -> Freedom:
        """Meets that hang together through rules and people, wherever they stand."""
        slots = self._movable(placing)
        return Freedom(self._free(placing, self._some_related(placing, slots) if slots else ()))

    def _seats(self, placing: Placing) -> Freedom:
        """Who has the seats of meets that hang together; sometimes with their times."""
        slots = self._seated(placing)
        if self.chance.random() < SHARE_BOTH:
            self.size, size = max(SMALLEST, self.size / 4), self.size
            found = frozenset(self._some_related(placing, slots))
            self.size = size
            return Freedom(self._free(placing, found), found)
        return Freedom(frozenset(), frozenset(self._some_related(placing, slots)))

    def _seats_at_times(self, placing: Placing) -> Freedom:
        """Who has the seats of all that runs in a stretch of time."""
        first = int(self.chance.integers(self.tables.instance.time_count))
        slots = self._seated(placing)
        slots.sort(key=lambda slot: abs(int(placing.start[slot]) - first))
        return Freedom(frozenset(), frozenset(slots[: int(self.size)]))

    def _free(self, placing: Placing, slots: Iterable[int]) -> frozenset[int]:
        """Those of some slots that may move, and what is linked to them at the same time."""
        given, event_of = self.tables.events[:, 7], self.tables.arrays["slot_events"]
        found = {slot for slot in slots if given[event_of[slot]] < 0}
        for slot in sorted(found):
            at, size = (int(n) for n in self.tables.events[event_of[slot], 8:10])
            for event in self.tables.numbers[at : at + size]:
                first, duration = (int(n) for n in self.tables.events[event, :2])
                here = placing.start[first : first + duration] == placing.start[slot]
                if given[event] < 0:
                    found |= {first + int(place) for place in here.nonzero()[0]}
        return frozenset(slot for slot in found if placing.length[slot])

    def _movable(self, placing: Placing) -> list[int]:
        movable = self.tables.arrays["movable"]
        return [int(slot) for slot in movable[placing.length[movable] > 0]]

    def _seated(self, placing: Placing) -> list[int]:
        seated = self.tables.arrays["seated"]
        return [int(slot) for slot in seated[placing.length[seated] > 0]]

    def _people_of(self, placing: Placing, slot: int) -> list[int]:
        event = int(self.tables.arrays["slot_events"][slot])
        row = self.tables.events[event]
        at = int(row[6] + (slot - row[0]) * row[OPEN_N])
        seats = placing.seats[at : at + int(row[OPEN_N])]
        return [*self._given[event], *(int(one) for one in seats if one >= 0)]

    @cached_property
    def _given(self) -> list[list[int]]:
        """The preassigned people of each event."""
        rows = self.tables.events[:, 2:4].tolist()
        return [self.tables.numbers[at : at + size] for at, size in rows]

    def _of_resources(self, placing: Placing) -> dict[int, list[int]]:
        """The meets of each resource that has any."""
        found: dict[int, list[int]] = defaultdict(list)
        for slot in placing.length.nonzero()[0].tolist():
            for one in self._people_of(placing, slot):
                found[one].append(slot)
        return found
