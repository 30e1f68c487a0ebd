"""A dealing as a choice of one week for everybody: the bound that shows how good one can be.

Whole weeks as columns of a linear program give a much tighter bound than seats apart (Dantzig and
Wolfe, 1960), and few weeks stay divided: at most as many as there are sessions. Columns come in by
their reduced cost (Gilmore and Gomory, 1961).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from stapsteen.planner.allocation.solve.dealing import Question
from stapsteen.planner.allocation.solve.table import Ints, Table
from stapsteen.planner.allocation.solve.weeks import ELSEWHERE, begins

Reals = NDArray[np.float64]
TINY = 1e-6


@dataclass(frozen=True)
class Pool:
    """All weeks of all units that leave nobody below a level, in the order of the units.

    ``unit`` is whose week it is, ``rows`` the week, ``uses`` the rows of the program it takes room
    from (padded with the last, which is no row), ``takes`` how much, and ``levels`` how its members
    stand (padded with a level that counts nowhere). ``room`` is what each row of the program has.
    """

    unit: Ints
    rows: Ints
    uses: Ints
    takes: Ints
    levels: Ints
    room: Ints

    @property
    def starts(self) -> Ints:
        """Where the weeks of each unit begin."""
        return np.flatnonzero(np.r_[True, np.diff(self.unit) > 0])

    def below(self, level: int) -> Ints:
        """How many members of the unit stand at a level or below, week by week."""
        count: Ints = (self.levels <= level).sum(axis=1)
        return count


NEVER = 10**9  # a level nobody stands at or below


def pool_of(question: Question, lowest: int) -> Pool:
    """The weeks that leave nobody below ``lowest``; every unit must have such a week written out."""
    table = question.table
    widest = max(len(unit) for unit in table.units)
    parts = []
    for number, (unit, weeks) in enumerate(zip(table.units, question.weeks, strict=True)):
        if weeks is None:
            raise AssertionError("a proof needs everybody's weeks")
        fine = question.unit_levels[number].min(axis=1) >= lowest
        levels = np.full((int(fine.sum()), widest), NEVER)
        levels[:, : len(unit)] = question.unit_levels[number][fine]
        parts.append((np.full(len(levels), number), weeks.rows[fine], levels))
    owner, rows, every = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return Pool(owner, rows, *_takes(table, owner, rows), every, _room(table))


def _room(table: Table) -> Ints:
    """The rows of the program: the seats of each session, its open seats, all seats of each round,
    and for two who sit apart each session once.
    """
    per_round = [table.seats[here].sum() for here in table.sessions_of_round]
    once = np.ones(len(table.apart) * len(table.seats), int)
    return np.concatenate([table.seats, table.open_seats, per_round, once]).astype(int)


def _takes(table: Table, unit: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """From which rows of the program each week takes room, and how much."""
    sessions, rounds = len(table.problem.sessions), rows.shape[1]
    none = len(_room(table))
    seated = begins(table, rows) & (rows >= 0)
    members = [list(one) for one in table.units]
    size = np.array([len(one) for one in members])[unit][:, None]
    unneeded = np.stack([(~table.first_needed[one]).sum(axis=0) for one in members])
    somewhere = (rows >= 0) | (rows == ELSEWHERE)
    uses = [
        np.where(seated, rows, none),
        np.where(seated, sessions + rows, none),
        np.where(somewhere, 2 * sessions + np.arange(rounds), none),
    ]
    takes = [size + 0 * rows, unneeded[unit[:, None], rows], size + 0 * rows]
    whose = {member: number for number, ones in enumerate(members) for member in ones}
    for place, pair in enumerate(table.apart):
        either = np.isin(unit, [whose[one] for one in pair])[:, None]
        start = 2 * sessions + rounds + place * sessions
        uses.append(np.where(seated & either, start + rows, none))
        takes.append(np.ones_like(rows))
    return np.concatenate(uses, axis=1), np.concatenate(takes, axis=1)


class Program:
    """Fewest pupils at a level or below, with weeks that may be divided.

    One program serves level after level: what it aims at changes, bounds are added, and the weeks
    it holds and the solution it stands at stay, so that each level begins where the one before ended.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.rooms = [self._row(float(room)) for room in pool.room]
        self.whole = [self.solver.Constraint(1, 1) for _unit in pool.starts]
        self.cost = np.zeros(len(pool.unit), int)
        self.counts: list[Ints] = []
        self.weights: dict[int, pywraplp.Variable] = {}
        # Without presolving the solver goes on from the solution it stands at.
        self.going_on = pywraplp.MPSolverParameters()
        self.going_on.SetIntegerParam(self.going_on.PRESOLVE, self.going_on.PRESOLVE_OFF)

    def aim(self, cost: Ints) -> None:
        """Make few what ``cost`` counts, week by week."""
        self.cost = cost
        objective = self.solver.Objective()
        for column, weight in self.weights.items():
            objective.SetCoefficient(weight, float(cost[column]))

    def limit(self, count: Ints, most: int) -> None:
        """Allow no more than ``most`` of what ``count`` counts, week by week."""
        row = self._row(float(most))
        for column, weight in self.weights.items():
            if count[column]:
                row.SetCoefficient(weight, float(count[column]))
        self.rooms.append(row)
        self.counts.append(count)

    def add(self, columns: Iterable[int]) -> None:
        """Take weeks in."""
        for column in columns:
            if column not in self.weights:
                self._add(column)

    def _add(self, column: int) -> None:
        pool = self.pool
        weight = self.weights[column] = self.solver.NumVar(0, self.solver.infinity(), "")
        self.solver.Objective().SetCoefficient(weight, float(self.cost[column]))
        self.whole[pool.unit[column]].SetCoefficient(weight, 1.0)
        for row, amount in zip(pool.uses[column], pool.takes[column], strict=True):
            if row < len(pool.room):
                self.rooms[row].SetCoefficient(weight, float(amount))
        for place, count in enumerate(self.counts, start=len(pool.room)):
            if count[column]:
                self.rooms[place].SetCoefficient(weight, float(count[column]))

    def _row(self, most: float) -> pywraplp.Constraint:
        return self.solver.Constraint(-self.solver.infinity(), most)

    def bound(self, enough: float, should_stop: Callable[[], bool]) -> tuple[float, Reals]:
        """Let weeks in until none helps: a bound from below, and the reduced costs.

        Stops early when the bound exceeds ``enough``, or when asked to.
        """
        starts, best_bound = self.pool.starts, 0.0
        while True:
            if not self._solved():
                raise AssertionError("the dealing at hand is in the program, so it has a solution")
            reduced = self._reduced()
            least = np.minimum(0, np.minimum.reduceat(reduced, starts))
            best_bound = max(best_bound, self.solver.Objective().Value() + float(least.sum()))
            if best_bound > enough + TINY or least.sum() > -TINY or should_stop():
                return best_bound, reduced
            self.add(self._cheapest(reduced))

    def _solved(self) -> bool:
        """Solve on from where it stands, or from nothing where that gets stuck on small numbers."""
        optimal: int = self.solver.OPTIMAL
        ways = ((self.going_on,), ())
        return any(self.solver.Solve(*way) == optimal for way in ways)

    def _reduced(self) -> Reals:
        prices = np.array([row.dual_value() for row in self.rooms])
        pool, room = self.pool, len(self.pool.room)
        of_rooms = np.r_[prices[:room], 0.0]
        reduced: Reals = self.cost - (of_rooms[pool.uses] * pool.takes).sum(axis=1)
        for price, count in zip(prices[room:], self.counts, strict=True):
            reduced = reduced - price * count
        whole: Reals = np.array([row.dual_value() for row in self.whole])
        return reduced - whole[pool.unit]

    def _cheapest(self, reduced: Reals) -> list[int]:
        """Of every unit the week with the lowest reduced cost, where that helps."""
        order = np.lexsort((reduced, self.pool.unit))
        first = order[self.pool.starts]
        return [int(column) for column in first if reduced[column] < -TINY]
