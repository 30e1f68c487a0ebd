"""All weeks that one pupil (or pupils who sit together) could have, whoever else sits where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stapsteen.planner.allocation.evaluate import Worth
from stapsteen.planner.allocation.solve.table import NOWHERE, Flags, Ints, Table

ELSEWHERE = -2  # in place of a session: one of those nobody in this unit asked for
MANY_WEEKS = 1_000  # from here on, sessions that nobody asked for are not told apart
MOST_WEEKS = 200_000  # more are not written out


@dataclass(frozen=True)
class Weeks:
    """The weeks of a unit: a row each, a column for each round.

    A cell is the number of a session, ``NOWHERE`` or ``ELSEWHERE``. ``got`` holds musts, needs and
    points: an array of weeks by members each.
    """

    rows: Ints
    got: tuple[Ints, Ints, Ints]


def weeks_of(table: Table, unit: tuple[int, ...]) -> Weeks | None:
    """Every week of a unit; None when there are more than ``MOST_WEEKS``."""
    rounds = range(len(table.problem.rounds))
    options = [_options(table, unit, round_, every=True) for round_ in rounds]
    if _amount(options) > MANY_WEEKS:
        options = [_options(table, unit, round_, every=False) for round_ in rounds]
    if _amount(options) > MOST_WEEKS:
        return None
    rows = np.stack(np.meshgrid(*options, indexing="ij"), axis=-1).reshape(-1, len(options))
    rows = rows[_possible(table, unit, rows)]
    return Weeks(rows, _worths(table, unit, rows))


def best_week(weeks: Weeks, member: int) -> Worth:
    """The dearest week of a member: most musts, then needs, then points."""
    musts, needs, worth = (column[:, member] for column in weeks.got)
    at = np.lexsort((worth, needs, musts))[-1]
    return Worth(int(musts[at]), int(needs[at]), int(worth[at]))


def _amount(options: list[Ints]) -> float:
    return float(np.prod([len(one) for one in options], dtype=float))


def _options(table: Table, unit: tuple[int, ...], round_: int, *, every: bool) -> Ints:
    """Where a unit can be in a round; unless ``every``, what nobody asked for is taken as one."""
    here = table.sessions_of_round[round_]
    members = np.array(unit, int)
    can = table.can[np.ix_(members, here)].all(axis=0)
    asked = table.asked[np.ix_(members, here)].any(axis=0)
    if every:
        return np.array([NOWHERE, *here[can]], int)
    other = [ELSEWHERE] if (can & ~asked).any() else []
    return np.array([NOWHERE, *other, *here[can & asked]], int)


def _possible(table: Table, unit: tuple[int, ...], rows: Ints) -> Flags:
    """Which rows are weeks: a series whole, no workshop twice, in order, not above the ceiling."""
    fine = np.ones(len(rows), bool)
    for s in {int(one) for one in np.unique(rows) if one >= 0}:
        fine &= _whole(table, rows, s) & _after(table, unit, rows, s)
    fine &= _once(table, rows)
    most = [table.problem.pupils[one].most for one in unit]
    if ceilings := [one for one in most if one is not None]:
        fine &= begins(table, rows).sum(axis=1) <= min(ceilings)
    return fine


def _whole(table: Table, rows: Ints, s: int) -> Flags:
    """Who takes a series takes every meeting of it."""
    meets = [rows[:, round_] == s for round_ in table.rounds_of_session[s]]
    whole: Flags = np.logical_and.reduce(meets) | ~np.logical_or.reduce(meets)
    return whole


def _after(table: Table, unit: tuple[int, ...], rows: Ints, s: int) -> Flags:
    """What must come before a session was done, or stands in an earlier round and has ended."""
    fine = np.ones(len(rows), bool)
    taken = (rows == s).any(axis=1)
    for about in table.problem.sessions[s].after:
        if all(about in table.problem.pupils[one].done for one in unit):
            continue
        gives = [
            i
            for i, one in enumerate(table.problem.sessions)
            if one.about == about and table.rounds_of_session[i][-1] < table.first[s]
        ]
        fine &= ~taken | np.isin(rows, gives).any(axis=1)
    return fine


def _once(table: Table, rows: Ints) -> Flags:
    begin = begins(table, rows)
    about = np.where(rows >= 0, table.about[rows], -1 - np.arange(rows.shape[1]))
    fine = np.ones(len(rows), bool)
    for one in range(rows.shape[1]):
        for other in range(one):
            same = about[:, one] == about[:, other]
            fine &= ~(same & begin[:, one] & begin[:, other])
    return fine


def begins(table: Table, rows: Ints) -> Flags:
    """Where something begins: a session in its first round, or somewhere else for one round."""
    first = table.first[rows] == np.arange(rows.shape[1])
    begins: Flags = np.where(rows >= 0, first, rows == ELSEWHERE)
    return begins


def _worths(table: Table, unit: tuple[int, ...], rows: Ints) -> tuple[Ints, Ints, Ints]:
    begin = begins(table, rows)
    elsewhere = (rows == ELSEWHERE).sum(axis=1) * table.problem.elsewhere
    found = []
    for values, more in ((table.musts, 0), (table.needs, 0), (table.points, elsewhere)):
        columns = [(np.where(begin & (rows >= 0), values[p][rows], 0)).sum(axis=1) for p in unit]
        found.append(np.stack(columns, axis=1) + np.reshape(more, (-1, 1)))
    return found[0], found[1], found[2]
