"""The answers that items are calibrated with; cells may be empty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stapsteen.mastery.irt.response import Array


class NotToBeCalibrated(ValueError):
    """Answers that no item can be judged by. ``items``: the columns that are in the way."""

    def __init__(self, sentence: str, items: tuple[int, ...] = ()) -> None:
        super().__init__(sentence)
        self.items = items


@dataclass(frozen=True, eq=False)
class Answers:
    """Who answered what: ``right`` and ``wrong`` are 1 where that was the answer, 0 elsewhere; pupils by items."""

    right: Array
    wrong: Array
    weight: Array

    @classmethod
    def of(cls, table: ArrayLike, weight: ArrayLike | None = None) -> Answers:
        """From a table of 1 (right), 0 (wrong) and NaN (not asked, not reached); a row for each pupil.

        ``weight`` says how many pupils a row stands for; 1 by itself.
        """
        cells = np.asarray(table, dtype=float)
        if cells.ndim != 2 or not cells.size:
            raise NotToBeCalibrated(
                "Answers are a table: a row for each pupil, a column for each item."
            )
        if not np.all(np.isnan(cells) | (cells == 0) | (cells == 1)):
            raise NotToBeCalibrated("An answer is 1 (right), 0 (wrong) or empty.")
        weights = np.ones(len(cells)) if weight is None else np.asarray(weight, dtype=float)
        if weights.shape != (len(cells),) or not np.all(np.isfinite(weights) & (weights >= 0)):
            raise NotToBeCalibrated("Every row has one weight, 0 or more.")
        found = cls((cells == 1).astype(float), (cells == 0).astype(float), weights)
        found.refuse_items_that_tell_nothing()
        return found

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and how many items."""
        rows, items = self.right.shape
        return rows, items

    def refuse_items_that_tell_nothing(self) -> None:
        """An item that all have right, or all wrong, has no difficulty that answers could show."""
        both = (self.weight @ self.right > 0) & (self.weight @ self.wrong > 0)
        if silent := tuple(int(item) for item in np.flatnonzero(~both)):
            raise NotToBeCalibrated(
                f"{len(silent)} of {len(both)} items have no right or no wrong answer; leave them out.",
                silent,
            )
