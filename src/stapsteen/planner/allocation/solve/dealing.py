"""A dealing in the making, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stapsteen.planner.allocation.evaluate import Worth
from stapsteen.planner.allocation.problem import Seats
from stapsteen.planner.allocation.solve.table import NOWHERE, Ints, Table, as_arrays, levels
from stapsteen.planner.allocation.solve.weeks import Weeks

Key = tuple[tuple[int, ...], int]


@dataclass(frozen=True)
class Question:
    """A problem looked up: the table, every unit's weeks (where they can be written out), best weeks."""

    table: Table
    weeks: tuple[Weeks | None, ...]
    best: dict[str, Worth]

    @cached_property
    def best_arrays(self) -> tuple[Ints, Ints, Ints]:
        """The best weeks as arrays."""
        return as_arrays(self.best, self.table.problem)

    @cached_property
    def unit_levels(self) -> tuple[Ints, ...]:
        """Of every unit the levels its weeks give its members: weeks by members."""
        return tuple(
            self._levels_of(unit, weeks) if weeks else np.zeros((0, len(unit)), int)
            for unit, weeks in zip(self.table.units, self.weeks, strict=True)
        )

    def _levels_of(self, unit: tuple[int, ...], weeks: Weeks) -> Ints:
        members = list(unit)
        musts, needs, worth = (one[members] for one in self.best_arrays)
        return levels(weeks.got, (musts, needs, worth), self.table.behind[members])

    def start(self) -> Ints:
        """A dealing in which nobody sits anywhere: a row for each pupil, a column for each round."""
        shape = len(self.table.problem.pupils), len(self.table.problem.rounds)
        return np.full(shape, NOWHERE, int)


def got(table: Table, have: Ints) -> tuple[Ints, Ints, Ints]:
    """What everybody has by a dealing: musts, needs and points; a series counts where it begins."""
    begin = (have >= 0) & (table.first[have] == np.arange(have.shape[1]))
    rows = np.arange(len(have))[:, None]
    found = [
        np.where(begin, values[rows, have], 0).sum(axis=1)
        for values in (table.musts, table.needs, table.points)
    ]
    return found[0], found[1], found[2]


def levels_of(question: Question, have: Ints) -> Ints:
    """The level of everybody."""
    return levels(got(question.table, have), question.best_arrays, question.table.behind)


def key_of(question: Question, have: Ints) -> Key:
    """What dealings are compared by: everybody's level, the lowest first, then all points."""
    total = int(got(question.table, have)[2].sum())
    return tuple(np.sort(levels_of(question, have)).tolist()), total


def seats_of(table: Table, have: Ints) -> Seats:
    """The dealing in the words of the problem."""
    ids = [one.id for one in table.problem.sessions]
    return {
        pupil.id: tuple(dict.fromkeys(ids[s] for s in row if s >= 0))
        for pupil, row in zip(table.problem.pupils, have.tolist(), strict=True)
    }


def have_of(table: Table, seats: Seats) -> Ints:
    """A dealing in the words of the problem as an array."""
    number = {one.id: s for s, one in enumerate(table.problem.sessions)}
    shape = len(table.problem.pupils), len(table.problem.rounds)
    have = np.full(shape, NOWHERE, int)
    for p, pupil in enumerate(table.problem.pupils):
        for one in seats.get(pupil.id, ()):
            have[p, list(table.rounds_of_session[number[one]])] = number[one]
    return have
