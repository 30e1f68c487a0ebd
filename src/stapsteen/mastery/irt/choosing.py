"""Which item is asked next: of the content that is due, the one that tells most about this pupil."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.response import Array

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


def choose(bank: Bank, likely: Array, left: Which, drawn: Which, asked: Places) -> int | None:
    """The place of the next item; None when no item is left.

    ``likely`` is the posterior over the grid: an item counts by what it tells on average over it (Van der Linden
    1998), which is wiser than by one level as long as little is known. Content goes before the lottery: an item that
    was not drawn is taken when its group has no other left.
    """
    if not left.any():
        return None
    counts = np.bincount(bank.group[asked], minlength=len(bank.groups)).astype(float)
    told = bank.information @ likely
    for group in due(np.array(list(bank.shares.values())), counts):
        here = left & (bank.group == group)
        if here.any():
            here = here & drawn if (here & drawn).any() else here
            return int(np.argmax(np.where(here, told, -1.0)))
    return None
