"""Shaking a dealing: a few pupils get another week, whoever sat there makes room."""

from __future__ import annotations

import numpy as np

from stapsteen.planner.allocation.solve.dealing import Question, levels_of
from stapsteen.planner.allocation.solve.table import NOWHERE, Ints, Table

LOWEST, ANYBODY = 4, 10  # how many of who stands lowest, and of all, get another week in one kick


def kick(question: Question, have: Ints, random: np.random.Generator) -> None:
    """Give some units a week at random that is better for them, in place, and make room."""
    units = question.table.units
    standing = levels_of(question, have)
    lowest = np.array([min(standing[list(unit)]) for unit in units])
    order = np.lexsort((random.random(len(units)), lowest))
    chosen = [*order[:LOWEST], *random.choice(len(units), min(ANYBODY, len(units)), replace=False)]
    kept: set[int] = set()
    for number in dict.fromkeys(int(one) for one in chosen):
        if _give_week(question, have, number, int(lowest[number]), random):
            kept |= set(units[number])
    make_room(question.table, have, kept, random)


def seat_units(question: Question, have: Ints) -> None:
    """Give those who sit together, in place, the best week that still has seats for them all."""
    table = question.table
    for number, unit in enumerate(table.units):
        weeks = question.weeks[number]
        if len(unit) == 1 or weeks is None or (have[list(unit)] >= 0).any():
            continue
        for row in weeks.rows[np.argsort(-question.unit_levels[number].min(axis=1), kind="stable")]:
            if _fits(table, have, unit, row):
                have[list(unit)] = np.where(row >= 0, row, NOWHERE)
                break


def _fits(table: Table, have: Ints, unit: tuple[int, ...], row: Ints) -> bool:
    for s in {int(one) for one in row if one >= 0}:
        holders = np.flatnonzero((have == s).any(axis=1))
        unneeded = sum(not table.first_needed[p, s] for p in (*holders, *unit))
        if len(holders) + len(unit) > table.seats[s] or unneeded > table.open_seats[s]:
            return False
        if any(one in holders for pair in table.apart if set(pair) & set(unit) for one in pair):
            return False
    return True


def _give_week(
    question: Question, have: Ints, number: int, lowest: int, random: np.random.Generator
) -> bool:
    weeks = question.weeks[number]
    if weeks is None or not len(weeks.rows):
        return False
    better = np.flatnonzero(question.unit_levels[number].min(axis=1) > lowest)
    among = better if len(better) else np.arange(len(weeks.rows))
    row = weeks.rows[random.choice(among)]
    for member in question.table.units[number]:
        have[member] = np.where(row >= 0, row, NOWHERE)
    return True


def make_room(table: Table, have: Ints, kept: set[int], random: np.random.Generator) -> None:
    """Send home, in place, who is too many in a session: rather others than those who were just seated."""
    for s in range(len(table.problem.sessions)):
        holders = np.flatnonzero((have == s).any(axis=1))
        shuffled = random.permutation(holders)
        order = sorted(shuffled, key=lambda p: (p in kept, table.first_needed[p, s]))
        free = [p for p in order if not table.first_needed[p, s]]
        out = free[: max(0, len(free) - int(table.open_seats[s]))]
        stay = [p for p in order if p not in out]
        out += stay[: max(0, len(stay) - int(table.seats[s]))]
        for p in out:
            _send_away(table, have, p, s)
    for one, other in table.apart:
        for s in set(have[one]) & set(have[other]) - {NOWHERE}:
            _send_away(table, have, other, s)


def _send_away(table: Table, have: Ints, p: int, s: int) -> None:
    """Take a seat from a pupil, from who sits with it, and what was to follow on it."""
    unit = next(unit for unit in table.units if p in unit)
    about = table.problem.sessions[s].about
    for member in unit:
        have[member][have[member] == s] = NOWHERE
        for later in table.with_before:
            if about in table.problem.sessions[later].after:
                have[member][have[member] == later] = NOWHERE
