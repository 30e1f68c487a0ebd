"""Learns from a log how difficult goals and tasks are, and what practice does: two passes, no more.

More passes count the same answers again and again, and make the model too sure of itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stapsteen.mastery.bank import Bank, Gaussian
from stapsteen.mastery.batch import Difficulties, Followed, follow
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.log import Floats, Log
from stapsteen.mastery.settings import SHIPPED, Settings

USUAL_PRACTICE = 50.0  # what the usual table of practice weighs, as information from answers
PASSES = 2


def learn(log: Log, goals: int, items: int, settings: Settings = SHIPPED) -> Difficulties:
    """Difficulties from all answers of a log, whose goals and items are numbered below ``goals`` and ``items``."""
    known = Difficulties.fresh(goals, items, settings)
    for _ in range(PASSES):
        done = follow(log, known, settings, learning=True)
        known.practice = practised(done, known.practice, log)
    return known


def bank_of(
    known: Difficulties, goals: Sequence[Key], items: Sequence[Key], settings: Settings = SHIPPED
) -> Bank:
    """What was learnt as a bank by key: ``goals`` and ``items`` say which key each number stands for."""
    return Bank(
        _by_key(goals, known.goal, known.goal_variance),
        _by_key(items, known.item, known.item_variance),
        settings,
        float(known.goal[: len(goals)].mean()) if len(goals) else 0.0,
        tuple(known.practice.tolist()),
    )


def _by_key(keys: Sequence[Key], mean: Floats, variance: Floats) -> dict[Key, Gaussian]:
    pairs = zip(keys, mean.tolist(), variance.tolist(), strict=False)
    return {key: (one, other) for key, one, other in pairs}


def practised(done: Followed, practice: Floats, log: Log) -> Floats:
    """The table of practice, moved by how much better or worse than expected each attempt went.

    A surprise at one attempt also raises the next by what the estimate did not take over of it; that part is left out there.
    """
    size = len(practice)
    at = np.minimum(done.attempt, size - 1)[log.answer]
    bend = -done.second[log.answer]
    surprise = np.bincount(at, done.first[log.answer], size)
    step = surprise / (np.bincount(at, bend, size) + USUAL_PRACTICE)
    taken = np.bincount(at, bend * done.variance[log.answer], size)
    kept = 1 - taken / np.maximum(np.bincount(at, minlength=size), 1)
    passed_on = np.append(0.0, kept[:-1] * step[:-1])
    passed_on[-1] = kept[-1] * step[-1]
    moved: Floats = practice + step - passed_on
    return moved
