"""Classes with goals that need each other: whom the model thinks ready, and who truly is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from benchmarks.learner.simulation import BAR, ITEMS, TRUTH, Assumed, World, believed, world
from numpy.typing import NDArray

from stapsteen.mastery import log as logs
from stapsteen.mastery.estimate import Estimate, mastery
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.grouping import doubtful, propose
from stapsteen.mastery.log import Floats, Log
from stapsteen.mastery.readiness import ready, suggestions

LINES, STEPS = 4, 10
GOALS = LINES * STEPS
LADDER = np.tile(np.linspace(-3.5, 1.5, STEPS), LINES)
BEFORE: dict[Key, list[Key]] = {goal: [goal - 1] for goal in range(GOALS) if goal % STEPS}
for line in range(1, LINES):  # halfway a line, something of the line before is needed too
    BEFORE[line * STEPS + 5].append((line - 1) * STEPS + 3)
CLASS, SLOTS, CLASSES, CHECKS = 28, 4, 100, 5
Bools = NDArray[np.bool_]


def chances(of: World, checked: Sequence[Log] = ()) -> Floats:
    """The chance of mastery of every pupil and goal."""
    mean, variance = believed(of, Assumed(), checked)
    flat = [
        mastery(Estimate(*pair), TRUTH) for pair in zip(mean.ravel(), variance.ravel(), strict=True)
    ]
    return np.array(flat).reshape(mean.shape)


def readiness(mastered: Floats) -> Floats:
    """How likely every pupil is to be ready for every goal."""
    rows = [
        [ready(goal, dict(enumerate(row)), BEFORE)[0] for goal in range(GOALS)]
        for row in mastered.tolist()
    ]
    return np.array(rows)


def truly(of: World) -> Bools:
    """Who is truly ready for what."""
    found: Bools = readiness((of.truth >= BAR).astype(float)) > 0.5
    return found


def suggested() -> Iterator[str]:
    """Goal 12: a pupil's first suggestion, at 60 answers."""
    of = world(1000, GOALS, 60, 12, ladder=LADDER)
    real = truly(of)
    said, fine, three = [], [], []
    for pupil, row in enumerate(chances(of).tolist()):
        found = suggestions(range(GOALS), dict(enumerate(row)), BEFORE)
        if not found:  # everything is mastered
            continue
        said.append(found[0].chance)
        fine.append(real[pupil, int(found[0].goal)])
        three += [(one.chance, real[pupil, int(one.goal)]) for one in found]
    first, claim = float(np.mean(fine)), float(np.mean(said))
    all_said, all_fine = (float(np.mean(one)) for one in zip(*three, strict=True))
    reached = f"{first:.0%} truly ready, stated {claim:.0%}; all three {all_fine:.0%}, stated {all_said:.0%}"
    met = first >= 0.75 and abs(first - claim) <= 0.03
    goal = "75 %; stated within 3 points"
    yield f"| 12 | first suggestion at 60 answers | {goal} | {reached} | {'yes' if met else 'no'} |"


def groups() -> Iterator[str]:
    """Goal 13: pupils placed where they are truly ready."""
    for size, least in ((20, 0.64), (60, 0.67)):
        of = world(CLASSES * CLASS, GOALS, size, 13, ladder=LADDER)
        real, mastered = truly(of), chances(of)
        likely = readiness(mastered)
        ours, said = _placed(likely, real)
        tier = _tiers(mastered, likely, real)
        perfect, _ = _placed(real.astype(float), real)
        checked, _ = _placed(readiness(_checked(of, mastered)), real)
        reached = (
            f"{ours:.0%} (stated {said:.0%}), tiers {tier:.0%}, perfect knowledge {perfect:.0%}; "
            f"with checks {checked:.0%}"
        )
        met = ours >= tier + 0.04 and checked >= least
        goal = f"tiers + 4 points; {least:.0%} with five check tasks"
        yield f"| 13 | groups, {size} answers a pupil | {goal} | {reached} | {'yes' if met else 'no'} |"


def _placed(likely: Floats, real: Bools) -> tuple[float, float]:
    """The share of placed pupils who are truly ready, and what was stated."""
    fine, said = [], []
    for start in range(0, len(likely), CLASS):
        made = propose(range(CLASS), range(GOALS), likely[start : start + CLASS], SLOTS)
        for group in made.groups:
            for placed in group.pupils:
                fine.append(real[start + int(placed.pupil), int(group.goal)])
                said.append(placed.chance)
    return float(np.mean(fine)), float(np.mean(said))


def _tiers(mastered: Floats, likely: Floats, real: Bools) -> float:
    """Four tiers by level, each with the goal that most are likely to be ready for."""
    fine: list[bool] = []
    for start in range(0, len(likely), CLASS):
        order = start + np.argsort(mastered[start : start + CLASS].sum(axis=1))
        for tier in np.array_split(order, SLOTS):
            fine += real[tier, likely[tier].sum(axis=0).argmax()].tolist()
    return float(np.mean(fine))


def _checked(of: World, mastered: Floats) -> Floats:
    """What is known after five tasks at the bar for each doubtful pupil, each where most is to be learnt."""
    chance = np.random.default_rng(5)
    checked: list[Log] = []
    unsure = np.zeros(len(mastered), dtype=bool)
    for start in range(0, len(mastered), CLASS):
        unsure[
            start + np.array(doubtful(readiness(mastered[start : start + CLASS])), dtype=int)
        ] = True
    who = np.flatnonzero(unsure)
    for turn in range(CHECKS):
        goal = _most_telling(mastered[who])
        p = 0.01 + (1 - 0.01 - TRUTH.slip) / (1 + np.exp(BAR - of.truth[who, goal]))
        at = np.full(len(who), of.now - 1e-3 * (CHECKS - turn))
        right = chance.random(len(who)) < p
        item = GOALS * ITEMS + goal
        guess = np.full(len(who), 0.01)
        checked.append(logs.answers(who, goal, item, right, at=at, guess=guess, settings=TRUTH))
        mastered = chances(of, checked)
    return mastered


def _most_telling(mastered: Floats) -> NDArray[np.int64]:
    """For each pupil the goal of which the answer is least known, among those that decide for what it is ready."""
    likely = readiness(mastered)
    weight = likely.copy()
    for goal, needed in BEFORE.items():
        for one in needed:
            place = int(one)
            weight[:, place] = np.maximum(weight[:, place], likely[:, int(goal)])
    found: NDArray[np.int64] = (mastered * (1 - mastered) * weight).argmax(axis=1)
    return found
