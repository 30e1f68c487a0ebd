"""A log of evidence of many pupils as columns, for the vectorised tracker. One subject: a pupil in two subjects is two rows of states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.rule import FLATTER, thresholds
from stapsteen.mastery.settings import SHIPPED, Settings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOBODY = -1
POINTS = 4  # of a scale


@dataclass(slots=True)
class Log:
    """Rows in the order in which they happened for each pupil; keys are numbers from 0.

    ``goals`` has a row for each goal of a task (NOBODY where a task has fewer). ``low`` and ``high`` are borders from the difficulty; see
    `rule.Reading` for the rest. ``answer`` says that it was an answer to a task, which teaches; ``weight`` how much it counts.
    """

    pupil: Ints
    goals: Ints  # goals of a task x rows
    item: Ints  # NOBODY: not known
    at: Floats  # days
    low: Floats
    high: Floats
    floor: Floats
    scale: Floats
    blur: Floats
    answer: NDArray[np.bool_]
    weight: Floats

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.pupil)

    def rows(self, which: NDArray[np.bool_] | Ints) -> Log:
        """Some of the rows."""
        return Log(
            pupil=self.pupil[which],
            goals=self.goals[:, which],
            item=self.item[which],
            at=self.at[which],
            low=self.low[which],
            high=self.high[which],
            floor=self.floor[which],
            scale=self.scale[which],
            blur=self.blur[which],
            answer=self.answer[which],
            weight=self.weight[which],
        )


def answers(
    pupil: Ints,
    goals: Ints,
    item: Ints,
    right: NDArray[np.bool_],
    *,
    at: Floats | None = None,
    guess: Floats | None = None,
    settings: Settings = SHIPPED,
) -> Log:
    """A log of answers alone. Without ``at`` no time passes between them; without ``guess`` all are open questions."""
    count = len(pupil)
    chance = np.full(count, settings.open_guess) if guess is None else guess
    return Log(
        pupil=pupil,
        goals=np.atleast_2d(goals),
        item=item,
        at=np.zeros(count) if at is None else at,
        low=np.where(right, 0.0, -inf),
        high=np.where(right, inf, 0.0),
        floor=np.where(right, chance, settings.slip),
        scale=1 - chance - settings.slip,
        blur=np.ones(count),
        answer=np.ones(count, dtype=bool),
        weight=np.ones(count),
    )


def judgements(
    pupil: Ints,
    goal: Ints,
    point: Ints,
    at: Floats,
    *,
    noise: Floats,
    bias: Floats,
    weight: Floats,
    settings: Settings = SHIPPED,
) -> Log:
    """A log of points on a scale, with the noise and the bias of who gave each.

    ``bias`` is how much too high a source sees, as in `rule.read_point`: what it sees lies that much lower.
    """
    count = len(pupil)
    borders = np.array(thresholds(POINTS, settings))
    return Log(
        pupil=pupil,
        goals=np.atleast_2d(goal),
        item=np.full(count, NOBODY),
        at=at,
        low=borders[point] - bias,
        high=borders[point + 1] - bias,
        floor=np.full(count, settings.lapse / POINTS),
        scale=np.full(count, 1 - settings.lapse),
        blur=FLATTER * noise * noise,
        answer=np.zeros(count, dtype=bool),
        weight=weight,
    )


def together(logs: Sequence[Log]) -> Log:
    """Several logs as one, by pupil and time; all have the same number of goals a task."""
    columns = (
        [getattr(log, name) for log in logs]
        for name in ("item", "at", "low", "high", "floor", "scale", "blur", "answer", "weight")
    )
    pupil = np.concatenate([log.pupil for log in logs])
    goals = np.concatenate([log.goals for log in logs], axis=1)
    whole = Log(pupil, goals, *(np.concatenate(column) for column in columns))
    return whole.rows(np.lexsort((whole.at, whole.pupil)))
