"""Elo on a log, the peer that needs nothing installed: pupils, goals of pupils, goals and tasks have ratings, moved by ever smaller steps.

After Pelánek (2016). Its four numbers are chosen on training pupils, fold by fold, as ours are when tuned.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from math import exp
from time import process_time

import numpy as np
from benchmarks.learner.measuring import auc, log_loss
from benchmarks.learner.reading import Answers
from numpy.typing import NDArray

from stapsteen.mastery.log import Floats

Bools = NDArray[np.bool_]
FACTORS = (0.5, 2.0)
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Steps:
    """How far one answer moves the level, the goal of this pupil, and the difficulties; the n-th answer moves 1 / (1 + slower * n) of it."""

    level: float = 0.4
    goal: float = 0.4
    task: float = 0.4
    slower: float = 0.05


@dataclass(slots=True)
class Ratings:
    """Difficulties of goals and tasks (as a distance from their goal), each with the number of answers."""

    goal: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    task: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))


def elo(log: Answers, tested: list[Bools]) -> dict[str, float]:
    """AUC, log-loss and seconds a fold over the splits; a task of several goals counts for its first."""
    said, seconds = np.full(len(log.pupil), np.nan), 0.0
    for test in tested:
        chosen = best(log, ~test)
        started = process_time()
        ratings = Ratings()
        run(log, ~test, chosen, ratings, learning=True)
        said[test] = run(log, test, chosen, ratings, learning=False)
        seconds += process_time() - started
    done = ~np.isnan(said)
    right, found = log.right[done], said[done]
    return {
        "auc": round(auc(right, found), 4),
        "log_loss": round(log_loss(right, found), 4),
        "seconds": round(seconds / len(tested), 1),
    }


def best(log: Answers, train: Bools) -> Steps:
    """The numbers with the lowest log-loss: learnt on two thirds of the training pupils, judged on the others."""
    judge = train & (log.pupil % 3 == 0)

    def loss(one: Steps) -> float:
        ratings = Ratings()
        run(log, train & ~judge, one, ratings, learning=True)
        return log_loss(log.right[judge], run(log, judge, one, ratings, learning=False))

    steps, least = Steps(), loss(Steps())
    for _ in range(ROUNDS):
        for name in Steps.__slots__:
            for factor in FACTORS:
                tried = replace(steps, **{name: getattr(steps, name) * factor})
                if (found := loss(tried)) < least:
                    steps, least = tried, found
    return steps


def run(log: Answers, which: Bools, steps: Steps, ratings: Ratings, *, learning: bool) -> Floats:
    """The chance of a right answer said before each row; with ``learning`` the difficulties move as well."""
    said: list[float] = []
    level: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    own: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    columns = (log.pupil, log.goals[0], log.item, log.right)
    for pupil, goal, task, right in zip(*(one[which].tolist() for one in columns), strict=True):
        here, mine = level[pupil], own[pupil, goal]
        hard, harder = ratings.goal[goal], ratings.task[task]
        chance = 1 / (1 + exp(hard[0] + harder[0] - here[0] - mine[0]))
        said.append(chance)
        moves = [(here, steps.level), (mine, steps.goal)]
        if learning:
            moves += [(hard, -steps.task), (harder, -steps.task)]
        for rating, step in moves:
            rating[0] += step / (1 + steps.slower * rating[1]) * (right - chance)
            rating[1] += 1
    return np.array(said)
