"""Pupils with known truth: goals, tasks, guessing and slipping, a teacher on four points, self-assessment, forgetting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery import log as logs
from stapsteen.mastery.batch import Difficulties, follow
from stapsteen.mastery.log import Floats, Ints, Log
from stapsteen.mastery.rule import logit, thresholds
from stapsteen.mastery.settings import SHIPPED, Settings

TRUTH = replace(SHIPPED, slip=0.05, level_drift_day=0.0, form=0.0, forgetting=0.005)
GUESS = 0.15
DAYS = 200.0
ITEMS = 12
BAR = logit(0.8)
TEACHER, CHILD = 1, 2  # sorts of evidence besides 0, an answer
SHARES = (0.80, 0.12, 0.08)


@dataclass(slots=True)
class Assumed:
    """What is believed of how evidence comes about."""

    guess: float = GUESS
    teacher: float = 0.9
    child: float = 1.5
    child_bias: float = 0.0
    child_weight: float = 1.0
    settings: Settings = TRUTH


@dataclass(slots=True)
class World:
    """A simulated log and the truth at its end: by pupil and goal what the pupil can do above the goal."""

    pupil: Ints
    goal: Ints
    item: Ints
    at: Floats
    sort: Ints
    value: Ints  # 0 or 1, or a point of the scale
    truth: Floats
    difficulties: Difficulties
    now: float

    def log(self, assumed: Assumed) -> Log:
        """The evidence as somebody reads it who believes what is assumed."""
        answer = self.sort == 0
        practice = logs.answers(
            self.pupil[answer],
            self.goal[answer],
            self.item[answer],
            self.value[answer] > 0,
            at=self.at[answer],
            guess=np.full(answer.sum(), assumed.guess),
            settings=assumed.settings,
        )
        other, child = ~answer, self.sort[~answer] == CHILD
        said = logs.judgements(
            self.pupil[other],
            self.goal[other],
            self.value[other],
            self.at[other],
            noise=np.where(child, assumed.child, assumed.teacher),
            bias=np.where(child, assumed.child_bias, 0.0),
            weight=np.where(child, assumed.child_weight, 1.0),
            settings=assumed.settings,
        )
        return logs.together([practice, said])


def world(
    pupils: int,
    goals: int,
    observations: int,
    seed: int,
    *,
    rosy: float = 0.0,
    silence: float = 0.0,
    ladder: Floats | None = None,
    moving: Settings = TRUTH,
) -> World:
    """A world that follows the model: levels and goals drift and grow with practice, and what is above expectation fades."""
    chance = np.random.default_rng(seed)
    known, items = _difficulties(goals, ladder, chance, moving), ITEMS
    level = chance.normal(0, np.sqrt(moving.level_variance), pupils)
    deviation = chance.normal(0, np.sqrt(moving.deviation_variance), (pupils, goals))
    attempts, last = np.zeros((pupils, goals), dtype=int), np.zeros((pupils, goals))
    times = np.sort(chance.uniform(0, DAYS, (pupils, observations)), axis=1)
    every, columns = np.arange(pupils), []
    borders = np.array(thresholds(4, moving)[1:-1])
    for turn in range(observations):
        at = times[:, turn]
        above = level[:, None] + deviation - known.goal[:goals]
        goal = _practised(above, chance, anywhere=ladder is None)
        item = goal * items + chance.integers(0, items, pupils)
        sort = chance.choice(3, pupils, p=SHARES)
        _fade(deviation, last, at, goal, chance, moving)
        ability = level + deviation[every, goal] - known.goal[goal]
        p = GUESS + (1 - GUESS - moving.slip) / (1 + np.exp(known.item[item] - ability))
        spread = np.where(sort == CHILD, 1.5, 0.9)
        seen = ability + np.where(sort == CHILD, rosy, 0.0) + spread * chance.normal(size=pupils)
        point = (seen[:, None] > borders).sum(axis=1)
        point = np.where(chance.random(pupils) < moving.lapse, chance.integers(0, 4, pupils), point)
        value = np.where(sort == 0, chance.random(pupils) < p, point)
        columns.append((every.copy(), goal, np.where(sort == 0, item, -1), at, sort, value))
        worked = sort == 0
        done = attempts[every, goal] + worked
        gain = known.practice[np.minimum(done, len(known.practice) - 1)]
        walk = np.sqrt(moving.deviation_drift) * chance.normal(size=pupils)
        deviation[every, goal] += np.where(worked, gain + walk, 0.0)
        level += np.where(worked, np.sqrt(moving.level_drift) * chance.normal(size=pupils), 0.0)
        attempts[every, goal] = done
    now = DAYS + silence
    for one in range(goals):
        _fade(deviation, last, np.full(pupils, now), np.full(pupils, one), chance, moving)
    pupil, goal, item, at, sort, value = (np.concatenate(one) for one in zip(*columns, strict=True))
    truth = level[:, None] + deviation - known.goal[:goals]
    return World(pupil, goal, item, at, sort, value.astype(np.int64), truth, known, now)


def _practised(above: Floats, chance: np.random.Generator, *, anywhere: bool) -> Ints:
    """The goals practised: any of them, or on a ladder mostly those that come out right in about three of four."""
    likely = np.zeros(above.shape) if anywhere else -0.5 * ((above - 1.0) / 1.5) ** 2
    found: Ints = (likely + chance.gumbel(size=above.shape)).argmax(axis=1)
    return found


def _difficulties(
    goals: int, ladder: Floats | None, chance: np.random.Generator, moving: Settings
) -> Difficulties:
    """Known difficulties; the last task of each goal is at the bar of mastery."""
    known = Difficulties.fresh(goals, goals * (ITEMS + 1), moving)
    known.goal[:goals] = chance.normal(0, 1, goals) if ladder is None else ladder
    size = goals * ITEMS
    known.item[:size] = chance.normal(0, np.sqrt(moving.item_variance), size)
    known.item[size:-1] = BAR
    known.goal_variance[:], known.item_variance[:] = 1e-4, 1e-4
    return known


def _fade(
    deviation: Floats,
    last: Floats,
    at: Floats,
    goal: Ints,
    chance: np.random.Generator,
    moving: Settings,
) -> None:
    """A deviation above expectation fades; and it wanders back to how goals differ."""
    every = np.arange(len(at))
    keep = np.exp(-moving.forgetting * (at - last[every, goal]))
    here = deviation[every, goal]
    noise = np.sqrt((1 - keep * keep) * moving.deviation_variance * 0.5)
    deviation[every, goal] = np.where(here > 0, keep * here, here) + noise * chance.normal(
        size=len(at)
    )
    last[every, goal] = at


def believed(of: World, assumed: Assumed, checked: Sequence[Log] = ()) -> tuple[Floats, Floats]:
    """Mean and variance of what every pupil can do above every goal at the end, after some more evidence."""
    pupils, goals = of.truth.shape
    looking = logs.judgements(
        np.repeat(np.arange(pupils), goals),
        np.tile(np.arange(goals), pupils),
        np.zeros(pupils * goals, dtype=np.int64),
        np.full(pupils * goals, of.now),
        noise=np.ones(pupils * goals),
        bias=np.zeros(pupils * goals),
        weight=np.zeros(pupils * goals),
    )
    whole = logs.together([of.log(assumed), *checked, looking])
    done = follow(whole, of.difficulties.copy(), assumed.settings)
    last = (whole.weight == 0) & (whole.at == of.now)
    mean, variance = done.mean[last], done.variance[last]
    return mean.reshape(pupils, goals), variance.reshape(pupils, goals)


def learnt(of: World, assumed: Assumed, *, train: NDArray[np.bool_] | None = None) -> Assumed:
    """What is assumed, corrected by what makes the evidence of all these pupils likeliest: one setting after the other, twice."""
    rows = np.ones(len(of.pupil), dtype=bool) if train is None else train

    def loss(one: Assumed) -> float:
        chances = follow(of.log(one).rows(rows), of.difficulties.copy(), one.settings).chance
        return float(-np.log(chances).sum())

    best = loss(assumed)
    for _ in range(2):
        for name, values in TRIED.items():
            for value in values:
                tried = _with(assumed, name, value)
                if (found := loss(tried)) < best:
                    assumed, best = tried, found
    return assumed


TRIED: dict[str, tuple[float, ...]] = {
    "guess": (0.0, 0.05, 0.1, 0.15, 0.2, 0.25),
    "teacher": (0.45, 0.65, 0.9, 1.2, 1.6),
    "child_bias": (0.0, 0.2, 0.4, 0.6),
    "child": (0.8, 1.1, 1.5, 2.0),
    "forgetting": (0.0, 0.003, 0.005, 0.008, 0.012),
}


def _with(assumed: Assumed, name: str, value: float) -> Assumed:
    if name == "forgetting":
        return replace(assumed, settings=replace(assumed.settings, forgetting=value))
    return replace(assumed, **{name: value})  # type: ignore[arg-type]
