"""How likely a right answer is: the response function with one, two or three numbers an item.

Level and difficulty are on one scale (logit), on which the pupils of the calibration have mean 0 and spread 1.
The chance of a right answer is ``guess + (1 - guess) * logistic(slope * level + intercept)``. With every guess 0
that is the two-parameter model (Birnbaum 1968); with one slope for all items as well, the one-parameter model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LEAST_CHANCE = 1e-12


class Model(StrEnum):
    """How many numbers an item has of its own."""

    ONE = "1PL"
    TWO = "2PL"
    THREE = "3PL"


@dataclass(frozen=True, eq=False)
class Items:
    """Items as three rows of equal length. ``slope``: how sharply right and wrong part; ``guess``: of who knows nothing."""

    slope: Array
    intercept: Array
    guess: Array

    @classmethod
    def of(
        cls, slope: Sequence[float], difficulty: Sequence[float], guess: Sequence[float] = ()
    ) -> Items:
        """From difficulties: the level at which half of what is not guessed goes right."""
        steep = np.asarray(slope, dtype=float)
        guessed = np.asarray(guess, dtype=float) if len(guess) else np.zeros(len(steep))
        return cls(steep, -steep * np.asarray(difficulty, dtype=float), guessed)

    def __len__(self) -> int:
        return len(self.slope)

    @property
    def difficulty(self) -> Array:
        """The level at which half of what is not guessed goes right."""
        return -self.intercept / self.slope

    def knowing(self, levels: Array) -> Array:
        """The chance to be right without guessing: a row for each item, a column for each level."""
        return logistic(self.slope[:, None] * levels + self.intercept[:, None])

    def chance(self, levels: Array) -> Array:
        """The chance of a right answer: a row for each item, a column for each level; never quite 0 or 1."""
        guess = self.guess[:, None]
        chance = guess + (1 - guess) * self.knowing(levels)
        return np.clip(chance, LEAST_CHANCE, 1 - LEAST_CHANCE)


def logistic(value: Array) -> Array:
    """The logistic function, for any size of value."""
    return 0.5 * (1 + np.tanh(0.5 * value))
