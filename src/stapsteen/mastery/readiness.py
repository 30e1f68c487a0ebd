"""What a pupil is ready for: the goal itself not mastered yet, and what comes before it is.

Ready = the lowest chance of mastery among the direct prerequisites (they rise and fall together, so not their product) times the
chance that the goal is not mastered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stapsteen.mastery.evidence import Key
from stapsteen.mastery.settings import SHIPPED, Settings

THREE = 3
SURE = 0.6  # a prerequisite below this chance is to be checked first
SHRINK = 0.9  # the best of many is overstated by being chosen; so much of the distance to the middle is kept
MIDDLE = 0.4


class Step(StrEnum):
    """What is suggested: to begin with the goal, or to check what comes before it."""

    GOAL = "goal"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A goal to learn next, and why.

    ``chance`` is the chance that the pupil is truly ready, shrunk for having been chosen. ``weakest`` is the prerequisite
    that we are least sure of (None: there is none); it is what to check when ``step`` is CHECK.
    """

    goal: Key
    step: Step
    chance: float
    weakest: Key | None


def ready(
    goal: Key, mastered: Mapping[Key, float], before: Mapping[Key, Sequence[Key]]
) -> tuple[float, Key | None]:
    """The chance of being ready for a goal, and its weakest prerequisite. ``mastered`` has a chance for every goal."""
    needed = before.get(goal, ())
    weakest = min(needed, key=mastered.__getitem__, default=None)
    lowest = 1.0 if weakest is None else mastered[weakest]
    return lowest * (1 - mastered[goal]), weakest


def stated(chance: float) -> float:
    """The chance as it may be stated of something that was chosen because its chance is high."""
    return MIDDLE + SHRINK * (chance - MIDDLE)


def suggestions(
    goals: Iterable[Key],
    mastered: Mapping[Key, float],
    before: Mapping[Key, Sequence[Key]],
    settings: Settings = SHIPPED,
    count: int = THREE,
) -> list[Suggestion]:
    """The goals that a pupil is likeliest to be ready for, best first; those that count as mastered are no part of it."""
    open_goals = [goal for goal in goals if mastered[goal] <= settings.bar]
    found = [(*ready(goal, mastered, before), goal) for goal in open_goals]
    found.sort(key=lambda one: -one[0])
    return [_suggestion(chance, weakest, goal, mastered) for chance, weakest, goal in found[:count]]


def _suggestion(
    chance: float, weakest: Key | None, goal: Key, mastered: Mapping[Key, float]
) -> Suggestion:
    unsure = weakest is not None and mastered[weakest] < SURE
    return Suggestion(goal, Step.CHECK if unsure else Step.GOAL, stated(chance), weakest)
