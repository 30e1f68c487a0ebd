"""How good a dealing can be: level after level, shown best, made better, or left open with a bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from stapsteen.planner.allocation.solve.columns import TINY, Pool, Program, pool_of
from stapsteen.planner.allocation.solve.dealing import Question, levels_of
from stapsteen.planner.allocation.solve.rounds import fill_rounds
from stapsteen.planner.allocation.solve.table import NOWHERE, Flags, Ints
from stapsteen.planner.allocation.solve.weeks import ELSEWHERE

MOST_COLUMNS = 60_000  # so many weeks can be chosen from at once


@dataclass(frozen=True)
class Proof:
    """What was shown of a dealing.

    ``shown`` counts the places in the order of levels, from the lowest, that no dealing has better;
    nobody can bring the lowest level above ``lowest_at_most``.
    """

    shown: int
    lowest_at_most: int


@dataclass(frozen=True)
class Few:
    """That no more than so many pupils stand at a level or below."""

    level: int
    most: int


@dataclass
class Effort:
    """How much may be done, in the solver's own units of work, so that a slow machine does the same."""

    each: float
    left: float
    should_stop: Callable[[], bool]


def prove(
    question: Question, have: Ints, effort: Effort, tell: Callable[[Ints, int], None]
) -> tuple[Ints, Proof]:
    """Show level by level that a dealing is best, or find a better one and go on with that.

    ``tell`` hears of every level the dealing, and of how many pupils it was shown.
    """
    highest = 100 - int(question.table.behind.min(initial=0))
    if not len(have) or any(weeks is None for weeks in question.weeks):
        return have, Proof(0, highest)
    have, lowest_at_most = _lift_lowest(question, have, effort)
    lowest = int(levels_of(question, have).min())
    if lowest < lowest_at_most:
        return have, Proof(0, lowest_at_most)
    have, shown = _go_up(question, have, effort, tell)
    return have, Proof(shown, lowest)


def _lift_lowest(question: Question, have: Ints, effort: Effort) -> tuple[Ints, int]:
    """The lowest level as high as can be, and what it cannot rise above."""
    lowest = int(levels_of(question, have).min())
    program = _program(question, have, lowest)
    above = _bound(program, lowest, effort)
    for level in range(above, lowest, -1):
        program.aim(program.pool.below(level - 1))
        found, impossible = _with_few(question, program, [Few(level - 1, 0)], effort)
        if found is not None:
            return found, above
        if impossible and above == level:
            above = level - 1
    return have, above


def _go_up(
    question: Question, have: Ints, effort: Effort, tell: Callable[[Ints, int], None]
) -> tuple[Ints, int]:
    """From the lowest level up as few as can be at each; how many pupils' levels were shown."""
    lowest = int(levels_of(question, have).min())
    program = _program(question, have, lowest)
    fixed: list[Few] = []
    shown = 0
    for level in range(lowest, 101):
        have, fewest = _fewest(question, program, have, level, fixed, effort)
        if not fewest:
            return have, shown
        now = int((levels_of(question, have) <= level).sum())
        if now > shown:
            fixed.append(Few(level, now))
            program.limit(program.pool.below(level), now)
            tell(have, now)
        shown = now
    return have, shown


def _fewest(
    question: Question, program: Program, have: Ints, level: int, fixed: list[Few], effort: Effort
) -> tuple[Ints, bool]:
    """A dealing with as few as can be at a level or below, and whether that was shown."""
    most = int((levels_of(question, have) <= level).sum())
    if most == (fixed[-1].most if fixed else 0):
        return have, True
    program.aim(program.pool.below(level))
    program.add(_at_hand(question, program.pool, have))
    bound, _reduced = program.bound(most - 1, effort.should_stop)
    for few in range(max(0, ceil(bound - TINY)), most):
        found, impossible = _with_few(question, program, [Few(level, few), *fixed], effort)
        if found is not None:
            return found, True
        if not impossible:
            return have, False
    return have, True


def _with_few(
    question: Question, program: Program, limits: list[Few], effort: Effort
) -> tuple[Ints | None, bool]:
    """A dealing within the limits, or whether it was shown that there is none.

    The program aims at the first of the limits and has all the others in it.
    """
    most = limits[0].most
    bound, reduced = program.bound(most, effort.should_stop)
    if bound > most + TINY:
        return None, True
    useful = (reduced <= most - bound + TINY) & (program.cost <= most)
    if effort.left <= 0 or effort.should_stop():
        return None, False
    some, all_of_them = _not_too_many(useful, program)
    found, impossible = _choose(question, program.pool, some, limits, effort)
    impossible &= all_of_them
    if found is not None:
        fill_rounds(question, found)
        standing = levels_of(question, found)
        if any((standing <= one.level).sum() > one.most for one in limits):
            return None, False
    return found, impossible


def _at_hand(question: Question, pool: Pool, have: Ints) -> list[int]:
    """Which weeks of the pool a dealing has, unit by unit."""
    table = question.table
    found = []
    for start, end, unit in zip(
        pool.starts, [*pool.starts[1:], len(pool.unit)], table.units, strict=True
    ):
        row = have[unit[0]]
        asked: Flags = np.any(table.asked[list(unit)], axis=0)
        coded = np.where((row >= 0) & ~asked[row], ELSEWHERE, row)
        same = (pool.rows[start:end] == row) | (pool.rows[start:end] == coded)
        found.append(start + int(np.flatnonzero(same.all(axis=1))[0]))
    return found


def _not_too_many(useful: Flags, program: Program) -> tuple[Flags, bool]:
    """Of too many weeks those the bound was made with and an even sample; whether these are all."""
    every = int(useful.sum())
    if every <= MOST_COLUMNS:
        return useful, True
    some = np.zeros(len(useful), bool)
    some[np.flatnonzero(useful)[:: -(-every // MOST_COLUMNS)]] = True
    some[list(program.weights)] = True
    return some & useful, False


def _program(question: Question, have: Ints, lowest: int) -> Program:
    """A program of the weeks that leave nobody below a level, with the dealing at hand in it."""
    program = Program(pool_of(question, lowest))
    program.add(_at_hand(question, program.pool, have))
    return program


def _choose(
    question: Question, pool: Pool, useful: Flags, limits: list[Few], effort: Effort
) -> tuple[Ints | None, bool]:
    """Choose one useful week for everybody, or show that it cannot be done."""
    columns = np.flatnonzero(useful)
    if len(np.unique(pool.unit[columns])) < len(pool.starts):
        return None, True
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _column in columns]
    of_unit: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    in_row: dict[int, list[cp_model.LinearExpr]] = defaultdict(list)
    for one, column in zip(taken, columns, strict=True):
        of_unit[int(pool.unit[column])].append(one)
        for row, amount in zip(pool.uses[column], pool.takes[column], strict=True):
            in_row[int(row)].append(one * int(amount))
    for ones in of_unit.values():
        model.add_exactly_one(ones)
    for row, terms in in_row.items():
        if row < len(pool.room):
            model.add(cp_model.LinearExpr.sum(terms) <= int(pool.room[row]))
    for few in limits:
        count = pool.below(few.level)[columns].tolist()
        model.add(cp_model.LinearExpr.weighted_sum(taken, count) <= few.most)
    return _solved(question, pool, model, list(zip(columns, taken, strict=True)), effort)


def _solved(
    question: Question,
    pool: Pool,
    model: cp_model.CpModel,
    taken: list[tuple[int, cp_model.IntVar]],
    effort: Effort,
) -> tuple[Ints | None, bool]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = min(effort.each, effort.left)
    status = solver.solve(model)
    effort.left -= solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return None, True
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    have = question.start()
    for column, one in taken:
        if solver.value(one):
            row = np.where(pool.rows[column] >= 0, pool.rows[column], NOWHERE)
            have[list(question.table.units[pool.unit[column]])] = row
    return have, False


def _bound(program: Program, low: int, effort: Effort) -> int:
    """A level that the lowest cannot rise above, from dealings with divided weeks."""
    high = _most_for_all(program.pool)
    while low < high and not effort.should_stop():
        middle = (low + high + 1) // 2
        program.aim(program.pool.below(middle - 1))
        bound, _reduced = program.bound(TINY, effort.should_stop)
        low, high = (low, middle - 1) if bound > TINY else (middle, high)
    return high


def _most_for_all(pool: Pool) -> int:
    """The highest level that everybody's own best week would give."""
    own = np.maximum.reduceat(pool.levels.min(axis=1), pool.starts)
    return int(own.min())
