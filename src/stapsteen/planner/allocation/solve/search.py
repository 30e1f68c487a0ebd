"""The search: deal every round in turn until nothing gets better, shake, and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from stapsteen.planner.allocation.solve.dealing import Key, Question, key_of
from stapsteen.planner.allocation.solve.kicks import kick, seat_units
from stapsteen.planner.allocation.solve.rounds import deal_round
from stapsteen.planner.allocation.solve.table import Ints

MOST_PASSES = 20  # after so many times through all rounds hardly anything gets better


def settle(question: Question, have: Ints, random: np.random.Generator) -> Key:
    """Deal the rounds, in place and in an order by chance, until nothing gets better; what it is worth."""
    key = key_of(question, have)
    for _pass in range(MOST_PASSES):
        before = have.copy()
        for round_ in random.permutation(len(question.table.problem.rounds)):
            deal_round(question, have, int(round_))
        then = key_of(question, have)
        if then <= key:
            if then < key:
                have[:] = before
            break
        key = then
    return key


def search(
    question: Question,
    have: Ints,
    kicks: int,
    random: np.random.Generator,
    should_stop: Callable[[], bool],
) -> Iterator[tuple[Key, Ints]]:
    """Better and better dealings, the first at once."""
    best = have.copy()
    seat_units(question, best)
    key = settle(question, best, random)
    yield key, best
    for _kick in range(kicks):
        if should_stop():
            return
        trial = best.copy()
        kick(question, trial, random)
        then = settle(question, trial, random)
        if then >= key:
            better = then > key
            best, key = trial, then
            if better:
                yield key, best
