"""What answers say about a pupil: the mean of the posterior over a grid of levels, with its error and range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stapsteen.mastery.irt.response import Array, Items

GRID = np.linspace(-5, 5, 101)
LEFT_OUT = 0.025  # on each side of a range of 95 %


@dataclass(frozen=True)
class Before:
    """What is believed of a pupil before the first answer: a normal curve; by itself that of the calibration's pupils."""

    mean: float = 0.0
    spread: float = 1.0

    def __post_init__(self) -> None:
        if not (np.isfinite(self.mean) and 0 < self.spread < np.inf):
            raise ValueError("What is believed before has a mean, and a spread above 0.")

    def curve(self) -> Array:
        """The logarithm of the curve over the grid, up to a constant."""
        return -0.5 * ((GRID - self.mean) / self.spread) ** 2


UNKNOWN = Before()


@dataclass(frozen=True)
class Level:
    """A level with what it is worth: ``error`` (standard error), and the range that holds it in 95 of 100 cases."""

    mean: float
    error: float
    low: float
    high: float


def score(items: Items, answers: ArrayLike, before: Before = UNKNOWN) -> Level:
    """The level of a pupil by answers to items: 1 right, 0 wrong, NaN not asked."""
    given = np.asarray(answers, dtype=float)
    chance = items.chance(GRID)
    said = np.where(given[:, None] == 1, np.log(chance), np.log1p(-chance))
    return level_of(posterior(said[~np.isnan(given)].sum(axis=0) + before.curve()))


def posterior(log_curve: Array) -> Array:
    """How likely each level of the grid is; together 1."""
    curve = np.exp(log_curve - log_curve.max())
    return np.asarray(curve / curve.sum())


def level_of(likely: Array) -> Level:
    """Mean, standard error and range of a posterior."""
    mean = float(likely @ GRID)
    error = float(np.sqrt(likely @ (GRID - mean) ** 2))
    # A point of the grid stands for what lies half a step around it.
    up_to = np.cumsum(likely) - 0.5 * likely
    low, high = np.interp((LEFT_OUT, 1 - LEFT_OUT), up_to, GRID)
    return Level(mean, error, float(low), float(high))
