"""The tracker for many pupils at once: the k-th piece of evidence of every pupil is one round of array arithmetic.

The same rule as `tracker`, to the last digit (a test holds them together); here for imports, nightly replays and for
learning how difficult tasks are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.bank import usual_practice
from stapsteen.mastery.log import NOBODY, Floats, Ints, Log
from stapsteen.mastery.rule import FLATTER, LEAST_NEWS
from stapsteen.mastery.settings import SHIPPED, Settings


@dataclass(slots=True)
class Difficulties:
    """Mean and variance of goals, and of tasks as their distance from their goal, by number. The last place is for what is not known."""

    goal: Floats
    goal_variance: Floats
    item: Floats
    item_variance: Floats
    practice: Floats  # see `Bank.practice`

    @staticmethod
    def fresh(goals: int, items: int, settings: Settings, middle: float = 0.0) -> Difficulties:
        """Nothing known yet."""
        unsure = np.full(goals + 1, settings.goal_variance)
        practice = np.array(usual_practice(settings))
        spread = np.full(items + 1, settings.item_variance)
        return Difficulties(
            np.full(goals + 1, middle), unsure, np.zeros(items + 1), spread, practice
        )

    def copy(self) -> Difficulties:
        """A copy that may be changed."""
        return Difficulties(*(getattr(self, name).copy() for name in self.__slots__))


@dataclass(slots=True)
class Beliefs:
    """What is believed of all pupils: by pupil the level, by pair of pupil and goal the deviation (see `state`)."""

    level: Floats
    variance: Floats
    at: Floats
    loose: Floats
    offset: Floats
    slope: Floats
    spread: Floats
    pair_at: Floats
    pair_loose: Floats
    attempts: Ints
    seen: NDArray[np.bool_]

    @staticmethod
    def fresh(pupils: int, pairs: int, settings: Settings) -> Beliefs:
        """Nothing seen yet."""
        sure, never = np.full(pupils, settings.level_variance), np.full(pupils, np.nan)
        attempts, seen = np.zeros(pairs, dtype=np.int64), np.zeros(pairs, dtype=bool)
        one, two, three, four, five = np.zeros((5, pairs))
        level, loose = np.zeros((2, pupils))
        return Beliefs(level, sure, never, loose, one, two, three, four, five, attempts, seen)


@dataclass(slots=True)
class Followed:
    """What a run gives: before each row the mean and variance on its task, and the chance of what was seen."""

    mean: Floats
    variance: Floats
    chance: Floats
    first: Floats
    second: Floats
    attempt: Ints  # the number of earlier answers on the (first) goal
    beliefs: Beliefs


@dataclass(slots=True)
class Round:
    """The rows of a round, and the level, goals and difficulty they are about."""

    rows: Ints
    pupil: Ints
    pair: Ints  # goals of a task x rows
    part: Floats  # the weight of each of these goals: 1 / their number, 0 where there is none


def follow(
    log: Log,
    difficulties: Difficulties,
    settings: Settings = SHIPPED,
    *,
    learning: bool = False,
    level: Floats | None = None,
) -> Followed:
    """Follow all pupils through a log; with ``learning`` the difficulties move on the way.

    ``level`` is where each pupil begins, 0 without it.
    """
    pair, pairs, goal_of = pairs_of(log)
    pupils = int(log.pupil.max()) + 1 if len(log) else 0
    beliefs = Beliefs.fresh(pupils, pairs + 1, settings)
    if level is not None:
        beliefs.level[:] = level[:pupils]
    mean, variance, chance, first, second = np.zeros((5, len(log)))
    attempt = np.zeros(len(log), dtype=np.int64)
    out = Followed(mean, variance, chance, first, second, attempt, beliefs)
    number = np.maximum((log.goals != NOBODY).sum(axis=0), 1)
    part = np.where(log.goals != NOBODY, 1 / number, 0.0)
    with np.errstate(over="ignore"):
        for rows in rounds(log.pupil):
            now = Round(rows, log.pupil[rows], pair[:, rows], part[:, rows])
            _play(log, now, goal_of, difficulties, out, settings, learning=learning)
    return out


def pairs_of(log: Log) -> tuple[Ints, int, Ints]:
    """The number of the pair of pupil and goal for each row, how many there are, and the goal of each; the last is for none."""
    goals = int(log.goals.max()) + 1 if len(log) else 1
    codes = log.pupil[None, :] * goals + log.goals
    known = log.goals != NOBODY
    distinct, back = np.unique(codes[known], return_inverse=True)
    pair = np.full(codes.shape, len(distinct))
    pair[known] = back
    return pair, len(distinct), np.append(distinct % goals, NOBODY)


def rounds(pupil: Ints) -> Iterator[Ints]:
    """The first row of every pupil, then the second of every pupil that has one, and so on."""
    order = np.argsort(pupil, kind="stable")
    counts = np.bincount(pupil) if len(pupil) else np.zeros(0, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    rank = np.arange(len(pupil)) - np.repeat(starts, counts)
    by_round = order[np.argsort(rank, kind="stable")]
    yield from np.split(by_round, np.cumsum(np.bincount(rank))[:-1]) if len(pupil) else []


def _play(
    log: Log,
    now: Round,
    goal_of: Ints,
    known: Difficulties,
    out: Followed,
    settings: Settings,
    *,
    learning: bool,
) -> None:
    """One round: time passes, the evidence is weighed, level and goals move, and doing it teaches."""
    b, rows, pupil, pair = out.beliefs, now.rows, now.pupil, now.pair
    at = log.at[rows]
    _pass_time(b, pupil, at, settings)
    start = settings.deviation_variance + known.goal_variance[goal_of[pair]]
    _fade(b, now, at, start, known.practice[0], settings)
    level, unsure = b.level[pupil], b.variance[pupil]
    offset, slope, spread = b.offset[pair], b.slope[pair], b.spread[pair]
    share = 1 + (now.part * slope).sum(axis=0)
    width = (now.part * now.part * spread).sum(axis=0)
    mean = (now.part * offset).sum(axis=0) + share * level
    variance = width + share * share * unsure
    goal, item, answer = log.goals[:, rows], log.item[rows], log.answer[rows]
    difficulty = (now.part * known.goal[goal]).sum(axis=0) + known.item[item] * answer
    more = (known.item_variance[item] + settings.form) * answer
    distance = mean - difficulty
    chance, first, second = news(log, rows, distance, variance + more)
    out.mean[rows], out.variance[rows], out.chance[rows] = distance, variance + more, chance
    out.first[rows], out.second[rows], out.attempt[rows] = first, second, b.attempts[pair[0]]
    if learning:
        _shift(known, now, goal, item, first, second)
    first, second = first * log.weight[rows], second * log.weight[rows]
    heard = log.weight[rows] > 0
    bend = np.where(heard, second, -1.0)
    tie = share * unsure
    pull = np.where(heard, now.part * spread / (-1 / bend - share * tie), 0.0)
    done = b.attempts[pair]
    gain = known.practice[np.minimum(done + 1, len(known.practice) - 1)] * answer
    b.offset[pair] = offset + pull * (share * level - first / bend) + gain
    b.slope[pair] = slope - pull * share
    b.spread[pair] = spread * (1 - pull * now.part) + settings.deviation_drift * answer
    b.attempts[pair] = done + answer
    b.level[pupil] = level + tie * first
    after = unsure + tie * tie * second
    b.variance[pupil] = after + settings.level_drift * answer
    b.loose[pupil] += np.log(after / b.variance[pupil])


def _pass_time(b: Beliefs, pupil: Ints, at: Floats, settings: Settings) -> None:
    passed = np.maximum(np.nan_to_num(at - b.at[pupil]), 0.0)
    before = b.variance[pupil]
    room = np.maximum(settings.level_variance - before, 0.0)
    after = before + np.minimum(settings.level_drift_day * passed, room)
    b.variance[pupil] = after
    b.loose[pupil] += np.log(before / after)
    b.at[pupil] = np.fmax(b.at[pupil], at)


def _fade(
    b: Beliefs, now: Round, at: Floats, start: Floats, first: float, settings: Settings
) -> None:
    """What is forgotten of the goals of a round since they were seen last; a goal that is new begins."""
    pair, level, loose = now.pair, b.level[now.pupil], b.loose[now.pupil]
    new = ~b.seen[pair]
    keep = np.exp(settings.forgetting * np.minimum(b.pair_at[pair] - at, 0.0))
    before = b.slope[pair]
    slope = np.where(new, 0.0, before * keep * np.exp(loose - b.pair_loose[pair]))
    mean = b.offset[pair] + before * level
    mean = np.where(mean > 0, mean * keep, mean)
    spread = b.spread[pair]
    b.spread[pair] = np.where(
        new, start, spread + (1 - keep * keep) * np.maximum(start - spread, 0.0)
    )
    b.offset[pair], b.slope[pair] = np.where(new, first, mean - slope * level), slope
    b.pair_at[pair] = np.where(new, at, np.maximum(b.pair_at[pair], at))
    b.pair_loose[pair] = np.broadcast_to(loose, pair.shape)
    b.seen[pair] = True


def news(log: Log, rows: Ints, mean: Floats, variance: Floats) -> tuple[Floats, Floats, Floats]:
    """`rule.news` for rows of a log; ``mean`` is the distance from the difficulty."""
    width = np.sqrt(log.blur[rows] + FLATTER * variance)
    above = 1 / (1 + np.exp((log.low[rows] - mean) / width))
    over = 1 / (1 + np.exp((log.high[rows] - mean) / width))
    steep, slope = above * (1 - above) / width, over * (1 - over) / width
    scale = log.scale[rows]
    chance = log.floor[rows] + scale * (above - over)
    first = scale * (steep - slope) / chance
    bend = scale * (steep * (1 - 2 * above) - slope * (1 - 2 * over)) / width / chance
    most = -FLATTER / (width * width)
    return chance, first, np.maximum(np.minimum(bend - first * first, LEAST_NEWS), most)


def _shift(
    known: Difficulties, now: Round, goal: Ints, item: Ints, first: Floats, second: Floats
) -> None:
    """Move the difficulties by what a round of answers says of them."""
    _pool(known.item, known.item_variance, item, first, second)
    for goals, part in zip(goal, now.part, strict=True):
        _pool(known.goal, known.goal_variance, goals, first * part, second * part * part)


def _pool(mean: Floats, variance: Floats, which: Ints, first: Floats, second: Floats) -> None:
    """Move the means of what answers are about, several answers about one thing together."""
    own = variance[which]
    precision = 1 / np.maximum(-1 / np.minimum(second, LEAST_NEWS) - own, 1e-3)
    step = precision * first / np.minimum(second, LEAST_NEWS)
    size = len(mean)
    index = np.where(which == NOBODY, size - 1, which)
    touched = np.unique(index)
    total = np.bincount(index, precision, size)[touched]
    moved = np.bincount(index, step, size)[touched]
    after = 1 / (1 / variance[touched] + total)
    known = touched != size - 1
    mean[touched[known]] += (after * moved)[known]
    variance[touched[known]] = after[known]
