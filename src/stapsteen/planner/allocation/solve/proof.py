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


def prove(question: Question, have: Ints, effort: Effort) -> tuple[Ints, Proof]:
    """Show level by level that a dealing is best, or find a better one and go on with that."""
    highest = 100 - int(question.table.behind.min(initial=0))
    if not len(have) or any(weeks is None for weeks in question.weeks):
        return have, Proof(0, highest)
    have, lowest_at_most = _lift_lowest(question, have, effort)
    lowest = int(levels_of(question, have).min())
    if lowest < lowest_at_most:
        return have, Proof(0, lowest_at_most)
    have, shown = _go_up(question, have, effort)
    return have, Proof(shown, lowest)


def _lift_lowest(question: Question, have: Ints, effort: Effort) -> tuple[Ints, int]:
    """The lowest level as high as can be, and what it cannot rise above."""
    lowest = int(levels_of(question, have).min())
    pool = pool_of(question, lowest)
    above = _bound(question, pool, have, effort)
    for level in range(above, lowest, -1):
        found, impossible = _with_few(question, pool, have, Few(level - 1, 0), [], effort)
        if found is not None:
            return found, above
        if impossible and above == level:
            above = level - 1
    return have, above


def _go_up(question: Question, have: Ints, effort: Effort) -> tuple[Ints, int]:
    """From the lowest level up as few as can be at each; how many pupils' levels were shown."""
    pool = pool_of(question, int(levels_of(question, have).min()))
    fixed: list[Few] = []
    shown = 0
    for level in range(int(levels_of(question, have).min()), 101):
        have, fewest = _fewest(question, pool, have, level, fixed, effort)
        if not fewest:
            return have, shown
        shown = int((levels_of(question, have) <= level).sum())
        fixed.append(Few(level, shown))
    return have, shown


def _fewest(
    question: Question, pool: Pool, have: Ints, level: int, fixed: list[Few], effort: Effort
) -> tuple[Ints, bool]:
    """A dealing with as few as can be at a level or below, and whether that was shown."""
    count = pool.below(level)
    most = int(count[_at_hand(question, pool, have)].sum())
    if most == (fixed[-1].most if fixed else 0):
        return have, True
    bound = _program(question, pool, have, level, fixed).bound(most - 1, effort.should_stop)[0]
    for few in range(max(0, ceil(bound - TINY)), most):
        found, impossible = _with_few(question, pool, have, Few(level, few), fixed, effort)
        if found is not None:
            return found, True
        if not impossible:
            return have, False
    return have, True


def _with_few(
    question: Question, pool: Pool, have: Ints, few: Few, fixed: list[Few], effort: Effort
) -> tuple[Ints | None, bool]:
    """A dealing in which no more than so many count, or whether it was shown that there is none."""
    program = _program(question, pool, have, few.level, fixed)
    bound, reduced = program.bound(few.most, effort.should_stop)
    if bound > few.most + TINY:
        return None, True
    useful = (reduced <= few.most - bound + TINY) & (program.cost <= few.most)
    if effort.left <= 0 or effort.should_stop():
        return None, False
    some, all_of_them = _not_too_many(useful, program)
    found, impossible = _choose(question, pool, some, [few, *fixed], effort)
    impossible &= all_of_them
    if found is not None:
        fill_rounds(question, found)
        standing = levels_of(question, found)
        if any((standing <= one.level).sum() > one.most for one in (few, *fixed)):
            return None, False
    return found, impossible


def _at_hand(question: Question, pool: Pool, have: Ints) -> Ints:
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
    return np.array(found, int)


def _not_too_many(useful: Flags, program: Program) -> tuple[Flags, bool]:
    """Of too many weeks those the bound was made with and an even sample; whether these are all."""
    every = int(useful.sum())
    if every <= MOST_COLUMNS:
        return useful, True
    some = np.zeros(len(useful), bool)
    some[np.flatnonzero(useful)[:: -(-every // MOST_COLUMNS)]] = True
    some[list(program.inside)] = True
    return some & useful, False


def _program(question: Question, pool: Pool, have: Ints, level: int, fixed: list[Few]) -> Program:
    """The program that has as few as can be at a level or below, with the dealing at hand in it."""
    program = Program(pool, pool.below(level), [(pool.below(one.level), one.most) for one in fixed])
    for column in _at_hand(question, pool, have):
        program.add(int(column))
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


def _bound(question: Question, pool: Pool, have: Ints, effort: Effort) -> int:
    """A level that the lowest cannot rise above, from dealings with divided weeks."""
    low, high = int(levels_of(question, have).min()), _most_for_all(pool)
    while low < high and not effort.should_stop():
        middle = (low + high + 1) // 2
        program = _program(question, pool, have, middle - 1, [])
        bound, _reduced = program.bound(TINY, effort.should_stop)
        low, high = (low, middle - 1) if bound > TINY else (middle, high)
    return high


def _most_for_all(pool: Pool) -> int:
    """The highest level that everybody's own best week would give."""
    own = np.maximum.reduceat(pool.levels.min(axis=1), pool.starts)
    return int(own.min())
