"""An offer in the making, as arrays: who gives what when, and who comes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.allocation.offering.problem import (
    FIRST,
    SESSION,
    Held,
    Offer,
    OfferProblem,
    weight,
)

Ints = NDArray[np.int64]
NOTHING = -1


@dataclass(frozen=True)
class Table:
    """The problem as arrays; pupils, workshops, rounds, leaders and rooms by their place in it."""

    problem: OfferProblem

    @cached_property
    def weights(self) -> Ints:
        """What every workshop is worth to every pupil."""
        return np.array(
            [
                [weight(pupil, one.id) for one in self.problem.workshops]
                for pupil in self.problem.pupils
            ],
            int,
        ).reshape(len(self.problem.pupils), len(self.problem.workshops))

    @cached_property
    def there(self) -> NDArray[np.bool_]:
        """Which pupils are there in which rounds."""
        rounds = self.problem.rounds
        return np.array(
            [[one not in pupil.away for one in rounds] for pupil in self.problem.pupils], bool
        ).reshape(len(self.problem.pupils), len(rounds))

    @cached_property
    def place(self) -> dict[str, int]:
        """The column of every workshop."""
        return {one.id: number for number, one in enumerate(self.problem.workshops)}

    @cached_property
    def gives(self) -> Counter[str]:
        """How many of the workshops every leader can give."""
        return Counter(one for each in self.problem.workshops for one in each.leaders)

    @cached_property
    def most(self) -> Ints:
        """How many things every pupil does in a week at most."""
        every = len(self.problem.rounds)
        ceilings = [every if one.most is None else one.most for one in self.problem.pupils]
        return np.array(ceilings, int)

    @cached_property
    def fixed(self) -> dict[int, tuple[Held, ...]]:
        """The fixed sessions of each round."""
        return {
            number: tuple(one for one in self.problem.fixed if one.round == round_)
            for number, round_ in enumerate(self.problem.rounds)
        }


@dataclass
class Week:
    """Sessions by round, and ``comes``: of each pupil in each round the workshop, or ``NOTHING``."""

    held: list[tuple[Held, ...]]
    comes: Ints

    def copy(self) -> Week:
        """The same, to be changed apart."""
        return Week(list(self.held), self.comes.copy())


def empty_week(table: Table) -> Week:
    """A week with nothing but the fixed sessions, and nobody in them."""
    rounds = range(len(table.problem.rounds))
    shape = len(table.problem.pupils), len(table.problem.rounds)
    return Week([table.fixed[one] for one in rounds], np.full(shape, NOTHING, int))


def worth_of(table: Table, week: Week) -> int:
    """The worth of ``problem.worth``, quickly."""
    got = np.where(week.comes >= 0, np.take_along_axis(table.weights, week.comes, axis=1), 0)
    somebody = int((got.sum(axis=1) > 0).sum())
    return int(got.sum()) + FIRST * somebody - SESSION * sum(map(len, week.held))


def open_weights(table: Table, week: Week, round_: int) -> Ints:
    """What every workshop would be worth to every pupil in a round, beside the rest of its week.

    Nothing to who is away, has its fill, or has that workshop already; more to who has nothing yet.
    """
    others = week.comes.copy()
    others[:, round_] = NOTHING
    has: NDArray[np.bool_] = np.greater_equal(others, 0)
    worth = table.weights.copy()
    rows, rounds = np.nonzero(has)
    worth[rows, others[rows, rounds]] = 0
    full: NDArray[np.bool_] = has.sum(axis=1) >= table.most
    worth[~table.there[:, round_] | full] = 0
    nothing_yet: NDArray[np.bool_] = ~np.any(has, axis=1, keepdims=True)
    worth[(worth > 0) & nothing_yet] += FIRST
    return worth


def offer_of(table: Table, week: Week) -> Offer:
    """The week as an offer; two sessions of one workshop in a round are filled one after the other."""
    problem = table.problem
    seats: dict[str, list[str]] = {one.id: [] for one in problem.pupils}
    for round_, sessions in enumerate(week.held):
        coming = {
            about: list(np.flatnonzero(week.comes[:, round_] == table.place[about]))
            for about in {one.workshop for one in sessions}
        }
        for one in sessions:
            for _seat in range(min(problem.seats(one), len(coming[one.workshop]))):
                seats[problem.pupils[coming[one.workshop].pop()].id].append(one.id)
    held = tuple(one for sessions in week.held for one in sessions)
    return Offer(held, {pupil: tuple(mine) for pupil, mine in seats.items()})
