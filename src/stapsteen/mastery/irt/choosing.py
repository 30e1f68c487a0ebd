"""Which item is asked next: of the content that is due, the one that tells most about this pupil."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.response import Array
from stapsteen.mastery.irt.scoring import GRID

Places = NDArray[np.int64]
Which = NDArray[np.bool_]


def due(shares: Array, asked: Array) -> Places:
    """The groups of content in the order in which they come up, most urgent first.

    ``asked`` counts the items of each group so far. The rule (Tijdeman 1980): of the groups that may have one more without
    getting ahead, the one that would be behind first. Every group then stays within one item of its share all the time.
    """
    if len(shares) == 1:
        return np.zeros(1, dtype=np.int64)
    slack = 1 / (2 * len(shares) - 2)
    behind = shares * (asked.sum() + 1) - asked
    with np.errstate(divide="ignore", invalid="ignore"):
        deadline = np.where(shares > 0, (1 - slack - behind) / shares, np.inf)
    too_early = behind < slack - 1e-9
    return np.lexsort((deadline, too_early))


def lottery(bank: Bank, seed: int) -> Which:
    """The items that may be chosen in one test: each with the chance that exposure control gave it."""
    return np.random.default_rng(seed).random(len(bank.names)) < bank.admitted


def narrowing(bank: Bank, likely: Array) -> Array:
    """By item how much smaller an answer is expected to make the variance of the level (Owen 1975; Van der Linden 1998).

    That is what the stop rule waits for. With two outcomes it is the squared covariance of the answer with the level, by
    the variance of the answer.
    """
    right = bank.chance @ likely
    together = bank.chance @ (likely * (GRID - likely @ GRID))
    narrower: Array = together**2 / (right * (1 - right))
    return narrower


def choose(bank: Bank, likely: Array, left: Which, drawn: Which, asked: Places) -> int | None:
    """The place of the next item; None when no item is left.

    ``likely`` is the posterior over the grid (see `narrowing`). Content goes before the lottery: an item that was not
    drawn is taken when its group has no other left.
    """
    if not left.any():
        return None
    counts = np.bincount(bank.group[asked], minlength=len(bank.groups)).astype(float)
    told = narrowing(bank, likely)
    for group in due(np.array(list(bank.shares.values())), counts):
        here = left & (bank.group == group)
        if here.any():
            here = here & drawn if (here & drawn).any() else here
            return int(np.argmax(np.where(here, told, -1.0)))
    return None
