"""A part of a plan as a CP-SAT model: some meets are free to move, the rest stays where it is.

For every start of a free meet there is a literal, and one for every resource that may fill a free seat.
What stays is a constant. Only the points of rules that a free meet touches are told (``costs``). With
every meet free it is the whole question, for a plan cut up as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.local.placing import FIRST, OPEN_N, SEATS_AT, Placing
from stapsteen.planner.timetable.local.tables import Tables

Literal = cp_model.IntVar
Choice = dict[int, Literal]  # a start or a resource to the literal that says so; -1: none


@dataclass(frozen=True)
class Freedom:
    """What may change: the starts of some slots, the seats of some slots, and to which times.

    ``whole``: nothing is left out that a plan could be, so that what is proven holds for all plans.
    """

    starts: frozenset[int]
    seats: frozenset[int] = frozenset()
    times: frozenset[int] | None = None
    whole: bool = False


class Amount:
    """A number that depends on the plan: a constant and the literals that add to it."""

    def __init__(self, constant: int = 0) -> None:
        self.constant = constant
        self.terms: list[tuple[Literal, int]] = []

    def add(self, literals: Iterable[Literal], times: int = 1) -> None:
        """Let literals count, each so many times."""
        self.terms += ((literal, times) for literal in literals)

    @property
    def least(self) -> int:
        """The least it can be, as far as the literals are independent."""
        return self.constant + sum(min(0, times) for _literal, times in self.terms)

    @property
    def most(self) -> int:
        """The most it can be, as far as the literals are independent."""
        return self.constant + sum(max(0, times) for _literal, times in self.terms)

    def expression(self) -> cp_model.LinearExpr:
        """For a constraint."""
        literals = [literal for literal, _times in self.terms]
        weights = [times for _literal, times in self.terms]
        return cp_model.LinearExpr.weighted_sum(literals, weights) + self.constant


class Model:
    """The choices of a model, and who is busy when."""

    def __init__(self, tables: Tables, placing: Placing, freedom: Freedom) -> None:
        self.tables = tables
        self.placing = placing
        self.freedom = freedom
        self.model = cp_model.CpModel()
        self.starts: dict[int, Choice] = {}
        self.seats: dict[int, Choice] = {}
        self.event_of = tables.arrays["slot_events"]
        for slot in sorted(freedom.starts):
            if slot not in self.starts:
                self._choose_start(slot)
        for slot in sorted(freedom.seats):
            for seat in self.seats_of(slot):
                self.seats[seat] = self._choose_resource(slot, seat)

    @property
    def instance(self) -> Instance:
        """The instance."""
        return self.tables.instance

    def seats_of(self, slot: int) -> range:
        """The seats of a slot."""
        row = self.tables.events[self.event_of[slot]]
        at = int(row[SEATS_AT] + (slot - row[FIRST]) * row[OPEN_N])
        return range(at, at + int(row[OPEN_N]))

    def _choose_start(self, slot: int) -> None:
        """Literals for the starts of a meet, shared with the meets that are linked to it."""
        bundle = [slot] if self.freedom.whole else self.bundle(slot)
        wanted = set.intersection(*(self._starts(one) for one in bundle))
        if self.freedom.times is not None:
            wanted &= self.freedom.times
        now = int(self.placing.start[slot])
        choice = self._one_of(sorted(wanted | {now}))
        self.starts.update(dict.fromkeys(bundle, choice))

    def _starts(self, slot: int) -> set[int]:
        length = int(self.placing.length[slot])
        if self.freedom.whole:
            return set(range(-1, self.instance.time_count - length + 1))
        return set(self.tables.domains.starts(int(self.event_of[slot]), length))

    def bundle(self, slot: int) -> list[int]:
        """The free meets linked to a meet that stand exactly where it stands, itself included."""
        length, start = self.placing.length, self.placing.start
        found = [slot]
        for event in self.linked(int(self.event_of[slot])):
            first, duration = (int(n) for n in self.tables.events[event, :2])
            for twin in range(first, first + duration):
                same = length[twin] == length[slot] and start[twin] == start[slot]
                if same and twin in self.freedom.starts and twin not in self.starts:
                    found.append(twin)
                    break
        return found

    def linked(self, event: int) -> list[int]:
        """The events that have to run together with an event."""
        at, size = (int(n) for n in self.tables.events[event, 8:10])
        return self.tables.numbers[at : at + size]

    def _choose_resource(self, slot: int, seat: int) -> Choice:
        row = self.tables.events[self.event_of[slot]]
        need = int(row[4]) + (seat - self.seats_of(slot).start)
        at, size = self.tables.candidates[need]
        wanted = set(self.tables.numbers[at : at + size])
        if self.freedom.whole:
            wanted = set(self.tables.domains.of_the_same_type(wanted))
        now = int(self.placing.seats[seat])
        return self._one_of(sorted(wanted | {now, -1}))

    def _one_of(self, values: Iterable[int]) -> Choice:
        choice = {value: self.model.new_bool_var("") for value in values}
        self.model.add_exactly_one(choice.values())
        return choice

    def running(self, slot: int, time: int) -> list[Literal]:
        """The literals of which one is true when a free meet runs at a time."""
        first = max(0, time - int(self.placing.length[slot]) + 1)
        choice = self.starts[slot]
        return [choice[start] for start in range(first, time + 1) if start in choice]

    @cached_property
    def used(self) -> list[int]:
        """The slots that hold a meet."""
        return [int(slot) for slot in self.placing.length.nonzero()[0]]

    @cached_property
    def touched(self) -> set[int]:
        """The resources whose week may change."""
        found: set[int] = set()
        for slot in self.freedom.starts:
            found |= {one for one, _choice in self.people(slot)}
        for seat in self.seats:
            found |= set(self.seats[seat])
        return found - {-1}

    def people(self, slot: int) -> list[tuple[int, Literal | None]]:
        """Who takes part in a meet: for sure (None), or when a literal says so."""
        event = int(self.event_of[slot])
        at, size = (int(n) for n in self.tables.events[event, 2:4])
        found: list[tuple[int, Literal | None]]
        found = [(one, None) for one in self.tables.numbers[at : at + size]]
        for seat in self.seats_of(slot):
            if seat in self.seats:
                found += [(one, chosen) for one, chosen in self.seats[seat].items() if one >= 0]
            elif self.placing.seats[seat] >= 0:
                found.append((int(self.placing.seats[seat]), None))
        return found

    @cached_property
    def busy(self) -> dict[int, dict[int, Amount]]:
        """For each touched resource at how many meets it is at each time."""
        found: dict[int, dict[int, Amount]] = {one: defaultdict(Amount) for one in self.touched}
        for slot in self.used:
            for resource, chosen in self.people(slot):
                if resource in found:
                    self._count(found[resource], slot, chosen)
        return found

    def _count(self, busy: dict[int, Amount], slot: int, chosen: Literal | None) -> None:
        start, length = int(self.placing.start[slot]), int(self.placing.length[slot])
        if slot not in self.starts:
            for time in range(start, start + length) if start >= 0 else ():
                if chosen is None:
                    busy[time].constant += 1
                else:
                    busy[time].add([chosen])
            return
        begins = [one for one in self.starts[slot] if one >= 0]
        for time in sorted({time for one in begins for time in range(one, one + length)}):
            running = self.running(slot, time)
            busy[time].add(running if chosen is None else [self._both(running, chosen)])

    def _both(self, running: list[Literal], chosen: Literal) -> Literal:
        """A literal that is true when a meet runs and a resource takes part in it."""
        both = self.model.new_bool_var("")
        self.model.add(cp_model.LinearExpr.sum([*running, chosen]) <= 1 + both)
        self.model.add_implication(both, chosen)
        self.model.add(cp_model.LinearExpr.sum(running) >= both)
        return both

    def hint(self) -> None:
        """Tell the solver where everything stands now."""
        for slot, choice in self.starts.items():
            now = int(self.placing.start[slot])
            for time, literal in choice.items():
                self.model.add_hint(literal, time == now)
        for seat, choice in self.seats.items():
            now = int(self.placing.seats[seat])
            for resource, literal in choice.items():
                self.model.add_hint(literal, resource == now)

    def read(self, truth: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Placing:
        """The plan that the solver stands at; its cost is not known yet."""
        placing = self.placing.copy()
        for slot, choice in self.starts.items():
            placing.start[slot] = next(t for t, one in choice.items() if truth.boolean_value(one))
        for seat, choice in self.seats.items():
            placing.seats[seat] = next(r for r, one in choice.items() if truth.boolean_value(one))
        return placing
