"""Elo, the peer that needs nothing installed: a pupil's rating and one for each goal, moved by ever smaller steps."""

from __future__ import annotations

import numpy as np
from benchmarks.learner.simulation import GUESS, World

from stapsteen.mastery.batch import rounds
from stapsteen.mastery.log import Floats
from stapsteen.mastery.rule import thresholds
from stapsteen.mastery.settings import SHIPPED

STEPS = (0.6, 0.8, 1.2, 1.6)  # tried; the best against the truth is taken, in favour of Elo
MIDDLES = (0.03, 0.25, 0.55, 0.9)  # a point of the scale as a share right


def elo(of: World) -> Floats:
    """What Elo says every pupil can do above every goal, with its best step."""
    tried = [_rated(of, step) for step in STEPS]
    return min(tried, key=lambda one: float(((of.truth - one) ** 2).mean()))


def _rated(of: World, step: float) -> Floats:
    pupils, goals = of.truth.shape
    level, deviation = np.zeros(pupils), np.zeros((pupils, goals))
    count, times = np.zeros(pupils), np.zeros((pupils, goals))
    order = np.lexsort((of.at, of.pupil))
    borders = np.array(thresholds(len(MIDDLES), SHIPPED)[1:-1])
    assert len(borders) == len(MIDDLES) - 1
    for rows in rounds(of.pupil[order]):
        now = order[rows]
        pupil, goal, answer = of.pupil[now], of.goal[now], of.sort[now] == 0
        ability = level[pupil] + deviation[pupil, goal] - of.difficulties.goal[goal]
        chance = 1 / (1 + np.exp(of.difficulties.item[of.item[now]] * answer - ability))
        chance = np.where(answer, GUESS + (0.95 - GUESS) * chance, chance)
        seen = np.where(answer, of.value[now], np.array(MIDDLES)[of.value[now]])
        surprise = seen - chance
        level[pupil] += step / (1 + 0.05 * count[pupil]) * surprise
        deviation[pupil, goal] += step / (1 + 0.05 * times[pupil, goal]) * surprise
        count[pupil] += 1
        times[pupil, goal] += 1
    return level[:, None] + deviation - of.difficulties.goal[:goals]
