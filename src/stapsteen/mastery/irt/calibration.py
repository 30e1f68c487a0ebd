"""Calibration: what numbers the items have, from the answers of many pupils.

Marginal maximum likelihood: the pupils are spread normally around 0, nobody's level is estimated on the way
(Bock and Aitkin 1981). EM takes small sure steps; three in a row show where they lead (SQUAREM, Varadhan and Roland
2008), and a jump that fits worse is not made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stapsteen.mastery.irt.answers import Answers
from stapsteen.mastery.irt.response import Array, Items, Model
from stapsteen.mastery.irt.steps import (
    Prior,
    begin,
    belief,
    expected,
    fitted,
    items_of,
    where,
    within,
)

CLOSE_ENOUGH = 1e-4
MOST_ROUNDS = 500
LONGEST_JUMP = 16.0
NOTHING_BEFORE = Prior()


@dataclass(frozen=True, eq=False)
class Calibration:
    """The items that answers led to. ``settled`` is False when the rounds ran out first."""

    model: Model
    prior: Prior
    numbers: Array
    log_likelihood: float
    rounds: int
    settled: bool

    @property
    def items(self) -> Items:
        """The items."""
        return items_of(self.numbers)


def calibrate(
    answers: Answers, model: Model = Model.TWO, prior: Prior = NOTHING_BEFORE
) -> Calibration:
    """The items under which the answers are likeliest."""
    numbers, rounds = begin(answers, model, prior), 0
    while rounds < MOST_ROUNDS:
        first, _value = _better(answers, numbers, model, prior)
        second, value = _better(answers, first, model, prior)
        further, jumped = _better(answers, _jump(numbers, first, second), model, prior)
        rounds += 3
        numbers, before = (further if jumped >= value else second), numbers
        if np.abs(first - before).max() < CLOSE_ENOUGH:
            break
    _likely, log_likelihood = where(answers, items_of(numbers))
    settled = rounds < MOST_ROUNDS
    return Calibration(model, prior, numbers, log_likelihood, rounds, settled)


def _better(answers: Answers, numbers: Array, model: Model, prior: Prior) -> tuple[Array, float]:
    """Numbers after one round of EM, and how well those before it fitted."""
    likely, log_likelihood = where(answers, items_of(numbers))
    after = fitted(numbers, expected(answers, likely), model, prior)
    return after, log_likelihood + belief(numbers, prior)


def _jump(numbers: Array, first: Array, second: Array) -> Array:
    """Where two steps lead when they go on as they began."""
    step, bend = first - numbers, second - 2 * first + numbers
    bent = float(np.sqrt((bend**2).sum()))
    length = max(1.0, float(np.sqrt((step**2).sum())) / bent) if bent else 1.0
    length = min(length, LONGEST_JUMP)
    return within(numbers + 2 * length * step + length**2 * bend)
