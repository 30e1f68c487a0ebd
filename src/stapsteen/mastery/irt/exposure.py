"""Exposure control: no item is in everybody's test, so that one that was passed on helps little.

Sympson and Hetter (1985): an item that would be in too many tests takes part in a lottery, for each test anew. Its
chance follows from simulated pupils, once for a bank: nothing needs to be counted while pupils sit their tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stapsteen.mastery.irt.adaptive import USUAL, AdaptiveTest, Result, Rules
from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.response import Array, Items
from stapsteen.mastery.irt.sitting import Answer, Sitting

MOST_SEEN = 0.5
ROUNDS = 8


@dataclass(frozen=True)
class Simulated:
    """A simulated pupil's test: the true level, the whole sitting and its result."""

    truth: float
    sitting: Sitting
    result: Result


def simulate(
    test: AdaptiveTest, pupils: int, seed: int, truth: Items | None = None
) -> Iterator[Simulated]:
    """Tests of simulated pupils, spread normally around 0. ``truth``: how the items really are, if not as the bank says."""
    chance = np.random.default_rng(seed)
    items = truth or test.bank.items
    for level in chance.standard_normal(pupils):
        sitting = test.begin(int(chance.integers(2**31)))
        right = chance.random(len(items)) < items.chance(np.array([level]))[:, 0]
        while (item := test.next_item(sitting)) is not None:
            sitting = test.answered(sitting, Answer(item, bool(right[test.bank.place[item]])))
        yield Simulated(float(level), sitting, test.result(sitting))


def seen(bank: Bank, sittings: list[Sitting]) -> Array:
    """The share of the sittings that each item was in."""
    asked = [bank.place[one.item] for sitting in sittings for one in sitting.answers]
    return np.bincount(asked, minlength=len(bank.names)) / len(sittings)


def controlled(
    bank: Bank, rules: Rules = USUAL, most_seen: float = MOST_SEEN, pupils: int = 500, seed: int = 1
) -> Bank:
    """The bank with chances under which no item is in more than about ``most_seen`` of the tests."""
    for turn in range(ROUNDS):
        test = AdaptiveTest(bank, rules)
        sittings = [one.sitting for one in simulate(test, pupils, seed + turn)]
        asked_when_drawn = seen(bank, sittings) / bank.admitted
        bank = bank.admitting(most_seen / np.maximum(asked_when_drawn, most_seen))
    return bank
