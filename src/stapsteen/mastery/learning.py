"""Learns from a log how difficult goals and tasks are, and what practice does: two passes, no more.

More passes count the same answers again and again, and make the model too sure of itself.
"""

from __future__ import annotations

import numpy as np

from stapsteen.mastery.batch import Difficulties, Followed, follow
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
