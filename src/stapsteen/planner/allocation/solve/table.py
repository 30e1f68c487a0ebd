"""A dealing as arrays: what every session is worth to every pupil, and who can be where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.allocation.evaluate import MUST, NEED, Worth
from stapsteen.planner.allocation.problem import Problem, Pupil, Session, may_sit, names, points

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOWHERE = -1  # in place of a session: in this round the pupil has none


@dataclass(frozen=True)
class Table:
    """Rows are pupils, columns sessions, both in the order of the problem.

    ``musts`` and ``needs`` count what a session meets, ``points`` what it is worth, ``first`` is the
    round in which a session begins (where a series is counted), ``asked`` is whether it is named.
    """

    problem: Problem
    points: Ints
    musts: Ints
    needs: Ints
    can: Flags
    asked: Flags
    behind: Ints

    @cached_property
    def units(self) -> tuple[tuple[int, ...], ...]:
        """Who is seated as one: pupils who sit together, and everybody else alone."""
        return tuple(_clusters(self.problem))

    @cached_property
    def alone(self) -> Flags:
        """Who is seated by itself."""
        alone = np.zeros(len(self.problem.pupils), bool)
        alone[[unit[0] for unit in self.units if len(unit) == 1]] = True
        return alone

    @cached_property
    def with_before(self) -> tuple[int, ...]:
        """The sessions that ask for something before them."""
        return tuple(s for s, one in enumerate(self.problem.sessions) if one.after)

    @cached_property
    def most(self) -> Ints:
        """The ceiling of each pupil, the number of rounds where none was agreed."""
        every = len(self.problem.rounds)
        ceilings = [every if one.most is None else one.most for one in self.problem.pupils]
        return np.array(ceilings, int)

    @cached_property
    def apart(self) -> tuple[tuple[int, int], ...]:
        """Pairs of pupils who never sit together."""
        number = {one.id: i for i, one in enumerate(self.problem.pupils)}
        return tuple((number[one], number[other]) for one, other in self.problem.apart)

    @cached_property
    def sessions_of_round(self) -> tuple[Ints, ...]:
        """The sessions that meet in each round."""
        return tuple(
            np.array(
                [i for i, one in enumerate(self.problem.sessions) if round_ in one.rounds], int
            )
            for round_ in self.problem.rounds
        )

    @cached_property
    def rounds_of_session(self) -> tuple[tuple[int, ...], ...]:
        """In which rounds each session meets, in order of time."""
        order = {one: place for place, one in enumerate(self.problem.rounds)}
        return tuple(tuple(sorted(order[r] for r in one.rounds)) for one in self.problem.sessions)

    @cached_property
    def first(self) -> Ints:
        """The round in which each session begins."""
        return np.array([rounds[0] for rounds in self.rounds_of_session], int)

    @cached_property
    def about(self) -> Ints:
        """The workshop of each session, as a number."""
        known = {about: i for i, about in enumerate(dict.fromkeys(self._abouts))}
        return np.array([known[one] for one in self._abouts], int)

    @property
    def _abouts(self) -> list[str]:
        return [one.about for one in self.problem.sessions]

    @cached_property
    def seats(self) -> Ints:
        """How many seats each session has."""
        return np.array([one.seats for one in self.problem.sessions], int)

    @cached_property
    def open_seats(self) -> Ints:
        """How many of these are for everybody."""
        return np.array([one.seats - one.held for one in self.problem.sessions], int)

    @cached_property
    def first_needed(self) -> Flags:
        """Who may sit on a seat that is held: pupil by session."""
        return (self.musts > 0) | (self.needs > 0)


def table_of(problem: Problem) -> Table:
    """Look everything up once."""
    numbers = np.zeros((5, len(problem.pupils), len(problem.sessions)), int)
    for p, pupil in enumerate(problem.pupils):
        for s, session in enumerate(problem.sessions):
            numbers[:, p, s] = _cell(problem, pupil, session)
    worth, musts, needs, can, asked = numbers
    behind = np.array([one.behind for one in problem.pupils], int)
    return Table(problem, worth, musts, needs, can.astype(bool), asked.astype(bool), behind)


def _cell(problem: Problem, pupil: Pupil, session: Session) -> tuple[int, int, int, bool, bool]:
    asked = names(session, (*pupil.wishes, *pupil.needs, *pupil.musts))
    return (
        points(problem, pupil, session),
        sum(names(session, (one,)) for one in set(pupil.musts)),
        sum(names(session, (one,)) for one in set(pupil.needs)),
        may_sit(problem, pupil, session),
        asked,
    )


def levels(got: tuple[Ints, Ints, Ints], best: tuple[Ints, Ints, Ints], behind: Ints) -> Ints:
    """The level of ``evaluate.Standing`` for many at once: musts, needs and points against the best."""
    musts, needs, worth = got
    best_musts, best_needs, best_worth = best
    share = np.where(best_worth > 0, worth * 100 // np.maximum(best_worth, 1), 100)
    missed = MUST * np.maximum(0, best_musts - musts) + NEED * np.maximum(0, best_needs - needs)
    found: Ints = np.minimum(100, share) - behind - missed
    return found


def as_arrays(best: dict[str, Worth], problem: Problem) -> tuple[Ints, Ints, Ints]:
    """The best weeks as three columns, in the order of the pupils."""
    rows = [best[one.id] for one in problem.pupils]
    return (
        np.array([one.musts for one in rows], int),
        np.array([one.needs for one in rows], int),
        np.array([one.points for one in rows], int),
    )


def _clusters(problem: Problem) -> list[tuple[int, ...]]:
    number = {one.id: i for i, one in enumerate(problem.pupils)}
    found = {i: {i} for i in number.values()}
    for one, other in problem.together:
        both = found[number[one]] | found[number[other]]
        for each in both:
            found[each] = both
    return sorted({tuple(sorted(each)) for each in found.values()})
