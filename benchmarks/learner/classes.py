"""Classes with goals that need each other: whom the model thinks ready, and who truly is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from benchmarks.learner.rows import row
from benchmarks.learner.simulation import BAR, ITEMS, TRUTH, Assumed, World, believed, world
from numpy.typing import NDArray

from stapsteen.mastery import log as logs
from stapsteen.mastery.estimate import Estimate, mastery
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.grouping import doubtful, propose
from stapsteen.mastery.log import Floats, Log
from stapsteen.mastery.readiness import ready, suggestions
from stapsteen.mastery.settings import Settings

LINES, STEPS = 4, 10
GOALS = LINES * STEPS
# A step of 0.56 logits, a little more than half a school year is thought to be: a pupil is better at a goal than at the one that it needs in
# one case of three, and needing means little. On the wide ladder, of 1.1 logits a step, that is one case of six.
LADDER = np.tile(np.linspace(-3.5, 1.5, STEPS), LINES)
WIDE = np.tile(np.linspace(-6.0, 4.0, STEPS), LINES)
STILL = replace(TRUTH, forgetting=0.0, gain=0.0, deviation_drift=0.0, level_drift=0.0)
BEFORE: dict[Key, list[Key]] = {goal: [goal - 1] for goal in range(GOALS) if goal % STEPS}
for line in range(1, LINES):  # halfway a line, something of the line before is needed too
    BEFORE[line * STEPS + 5].append((line - 1) * STEPS + 3)
CLASS, SLOTS, CLASSES, CHECKS = 28, 4, 100, 5
Bools = NDArray[np.bool_]


def chances(of: World, checked: Sequence[Log] = (), moving: Settings = TRUTH) -> Floats:
    """The chance of mastery of every pupil and goal."""
    mean, variance = believed(of, Assumed(settings=moving), checked)
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
    cases = (
        ("", LADDER, TRUTH),
        (", steps twice as high", WIDE, TRUTH),
        (", steps twice as high, pupils who neither learn nor forget meanwhile", WIDE, STILL),
    )
    for name, ladder, moving in cases:
        of = world(1000, GOALS, 60, 12, ladder=ladder, moving=moving)
        first, claim, three, claims = hits(chances(of, moving=moving), truly(of))
        reached = f"{first:.0%} truly ready, stated {claim:.0%}; all three {three:.0%}, stated {claims:.0%}"
        met = first >= 0.75 and abs(first - claim) <= 0.03
        what = (
            f"first suggestion at 60 answers{name}; {truly(of).mean():.0%} of all goals are ready"
        )
        yield row("12", what, "75 %; stated within 3 points", reached, met=met)


def hits(mastered: Floats, real: Bools) -> tuple[float, float, float, float]:
    """The share of first suggestions that is truly ready and what was stated, and the same of all three."""
    first, three = [], []
    for pupil, chance in enumerate(mastered.tolist()):
        found = suggestions(range(GOALS), dict(enumerate(chance)), BEFORE)
        pairs = [(float(real[pupil, int(one.goal)]), one.chance) for one in found]
        first += pairs[:1]
        three += pairs
    (fine, said), (all_fine, all_said) = (np.mean(one, axis=0).tolist() for one in (first, three))
    return fine, said, all_fine, all_said


def groups() -> Iterator[str]:
    """Goal 13: pupils placed where they are truly ready."""
    close, wide = ("", LADDER), (", steps twice as high", WIDE)
    for (name, ladder), (size, least) in product((close, wide), ((20, 0.64), (60, 0.67))):
        of = world(CLASSES * CLASS, GOALS, size, 13, ladder=ladder)
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
        yield row("13", f"groups, {size} answers a pupil{name}", goal, reached, met=met)


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
