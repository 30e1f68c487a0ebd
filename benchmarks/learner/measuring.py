"""What a log says of the tracker: discrimination, calibration, and whether the range of the next ten holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import process_time

import numpy as np
from benchmarks.learner.reading import Answers
from numpy.typing import NDArray

from stapsteen.mastery.batch import Beliefs, Difficulties, follow, pairs_of
from stapsteen.mastery.estimate import TEN, shortest
from stapsteen.mastery.learning import learn
from stapsteen.mastery.log import Floats, Ints, Log
from stapsteen.mastery.settings import Settings

BINS = 20
EVIDENCE = ((0, 0), (1, 1), (2, 4), (5, 9), (10, 19), (20, None))
AFTER = (5, 20, 60)
DRAWS = 300
Bools = NDArray[np.bool_]
# What is tuned: the values tried for each setting, one setting after the other, as factors.
TUNED = {
    "deviation_variance": (0.6, 1.6),
    "deviation_drift": (0.5, 2.0),
    "level_drift": (0.4, 2.5),
    "item_variance": (0.6, 1.6),
    "slip": (0.3, 3.0),
}


@dataclass(slots=True)
class Ten:
    """For windows of ten answers: the chance of each count, and how many were right."""

    chances: Floats
    right: Ints

    def holds(self, share: float) -> dict[str, float]:
        """How often the range held, what it claimed, and how wide it was."""
        ranges = [shortest(list(row), share) for row in self.chances]
        inside = [low <= n <= high for (low, high), n in zip(ranges, self.right, strict=True)]
        said = [
            row[low : high + 1].sum() for row, (low, high) in zip(self.chances, ranges, strict=True)
        ]
        width = np.mean([high - low for low, high in ranges])
        numbers = (np.mean(inside), np.mean(said), width)
        return dict(
            zip(("holds", "said", "width"), (round(float(n), 3) for n in numbers), strict=True)
        )


def auc(right: Bools, said: Floats) -> float:
    """The area under the curve; ties count half."""
    _, place, count = np.unique(said, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    ones = int(right.sum())
    zeros = len(right) - ones
    return float((rank[place][right].sum() - ones * (ones + 1) / 2) / max(ones * zeros, 1))


def log_loss(right: Bools, said: Floats) -> float:
    """The mean of minus the log of the chance given to what happened."""
    sure = np.clip(np.where(right, said, 1 - said), 1e-9, 1)
    return float(-np.log(sure).mean())


def calibration_error(right: Bools, said: Floats) -> float:
    """The mean distance between what was said and what happened, over twenty bins of what was said."""
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    gap = np.bincount(place, right, BINS) - np.bincount(place, said, BINS)
    return float(np.abs(gap).sum() / max(len(right), 1))


def measure(
    log: Answers, tested: list[Bools], settings: Settings, *, tune: bool
) -> dict[str, object]:
    """All figures over the splits. Each prediction uses earlier answers of that pupil only."""
    said, attempt = np.full(len(log.pupil), np.nan), np.zeros(len(log.pupil), dtype=np.int64)
    training = predicting = 0.0
    tens: dict[int, list[Ten]] = {after: [] for after in AFTER}
    for test in tested:
        chosen = tuned(log, ~test, settings) if tune else settings
        started = process_time()
        known = learn(log.log(~test, chosen), *log.sizes, chosen)
        training += process_time() - started
        started = process_time()
        done = follow(log.log(test, chosen), known, chosen)
        predicting += process_time() - started
        said[test] = np.where(log.right[test], done.chance, 1 - done.chance)
        attempt[test] = done.attempt
        for after in AFTER:
            tens[after].append(
                windows(log.log(test, chosen), log.right[test], known, after, chosen)
            )
    found = ~np.isnan(said)
    right, said, attempt = log.right[found], said[found], attempt[found]
    return {
        "answers": len(right),
        "auc": round(auc(right, said), 4),
        "log_loss": round(log_loss(right, said), 4),
        "calibration_error": round(calibration_error(right, said), 4),
        "by_evidence": by_evidence(right, said, attempt),
        "next_ten": {str(after): _coverage(found_tens) for after, found_tens in tens.items()},
        "training_seconds": round(training / len(tested), 2),
        "predicting_seconds": round(predicting / len(tested), 2),
    }


def by_evidence(right: Bools, said: Floats, attempt: Ints) -> dict[str, dict[str, float]]:
    """The calibration error by the number of earlier answers on the goal."""
    found = {}
    for low, high in EVIDENCE:
        inside = (attempt >= low) & (attempt <= (high if high is not None else np.inf))
        if inside.any():
            error = calibration_error(right[inside], said[inside])
            name = f"{low}-{high}" if high is not None else f"{low}-"
            found[name] = {"answers": int(inside.sum()), "calibration_error": round(error, 4)}
    return found


def _coverage(parts: list[Ten]) -> dict[str, object]:
    whole = Ten(
        np.concatenate([part.chances for part in parts]),
        np.concatenate([part.right for part in parts]),
    )
    if not len(whole.right):
        return {"pupils": 0}
    return {"pupils": len(whole.right), "80": whole.holds(0.8), "95": whole.holds(0.95)}


def tuned(log: Answers, train: Bools, settings: Settings) -> Settings:
    """Settings chosen on training pupils only: learnt on two thirds of them, judged by the log-loss on the others."""
    judge = train & (log.pupil % 3 == 0)
    rest = train & ~judge

    def loss(one: Settings) -> float:
        known = learn(log.log(rest, one), *log.sizes, one)
        return float(-np.log(follow(log.log(judge, one), known, one).chance).mean())

    best = loss(settings)
    for name, factors in TUNED.items():
        for factor in factors:
            tried = replace(settings, **{name: getattr(settings, name) * factor})
            if (found := loss(tried)) < best:
                settings, best = tried, found
    return settings


def windows(log: Log, right: Bools, known: Difficulties, after: int, settings: Settings) -> Ten:
    """The ten answers after the first ``after`` of each pupil who has so many."""
    count = np.bincount(log.pupil)
    rank = np.arange(len(log)) - np.repeat(np.cumsum(count) - count, count)
    enough = count[log.pupil] >= after + TEN
    rows = np.flatnonzero(enough & (rank >= after) & (rank < after + TEN)).reshape(-1, TEN)
    if not len(rows):
        return Ten(np.zeros((0, TEN + 1)), np.zeros(0, dtype=np.int64))
    pair, _, _ = pairs_of(log)
    before = follow(log.rows(enough & (rank < after)), known, settings)
    believed = _spread_over(before.beliefs, log, enough & (rank < after), pair)
    return Ten(_drawn(log, rows, pair, believed, known, settings), right[rows].sum(axis=1))


def _spread_over(found: Beliefs, log: Log, used: Bools, pair: Ints) -> Beliefs:
    """Beliefs with the pairs numbered as in the whole log."""
    part, _, _ = pairs_of(log.rows(used))
    size = int(pair.max()) + 2
    whole = Beliefs.fresh(len(found.level), size, Settings())
    whole.level, whole.variance, whole.loose = found.level, found.variance, found.loose
    to, out_of = pair[:, used].ravel(), part.ravel()
    for name in ("offset", "slope", "spread", "pair_loose", "attempts", "seen"):
        getattr(whole, name)[to] = getattr(found, name)[out_of]
    return whole


def _drawn(
    log: Log, rows: Ints, pair: Ints, b: Beliefs, known: Difficulties, settings: Settings
) -> Floats:
    """The chances of 0 to 10 right: the belief is drawn many times, each draw tells the chance of every count."""
    chance = np.random.default_rng(7)
    pupils = len(rows)
    who = log.pupil[rows[:, 0]]
    level = b.level[who, None] + np.sqrt(b.variance[who, None]) * chance.normal(
        size=(pupils, DRAWS)
    )
    form = np.sqrt(settings.form) * chance.normal(size=(pupils, DRAWS))
    goal, which = log.goals[0, rows], pair[0, rows]
    first = (which[:, :, None] == which[:, None, :]).argmax(axis=2)
    start = settings.deviation_variance + known.goal_variance[goal]
    new = ~b.seen[which]
    tie = np.exp(b.loose[who, None] - b.pair_loose[which])
    slope = np.where(new, 0.0, b.slope[which])
    mean = np.where(
        new, known.practice[0], b.offset[which] + slope * (1 - tie) * b.level[who, None]
    )
    slope = slope * tie
    spread = np.sqrt(np.where(new, start, b.spread[which]))
    noise = chance.normal(size=(pupils, TEN, DRAWS))
    deviation = mean[:, :, None] + slope[:, :, None] * level[:, None] + spread[:, :, None] * noise
    counts = np.zeros((pupils, DRAWS, TEN + 1))
    counts[:, :, 0] = 1
    done, every = b.attempts[which].copy(), np.arange(pupils)
    for place in range(TEN):
        here, item = first[:, place], log.item[rows[:, place]]
        task = known.goal[goal[:, place]] + known.item[item]
        doubt = np.sqrt(known.item_variance[item])[:, None] * chance.normal(size=(pupils, DRAWS))
        ability = level + form + deviation[every, here] - task[:, None] - doubt
        p = log.scale[rows[0, 0]] / (1 + np.exp(-ability)) + settings.open_guess
        counts[:, :, 1:] = (
            counts[:, :, 1:] * (1 - p[:, :, None]) + counts[:, :, :-1] * p[:, :, None]
        )
        counts[:, :, 0] *= 1 - p
        done[every, here] += 1
        gain = known.practice[np.minimum(done[every, here], len(known.practice) - 1)]
        walk = np.sqrt(settings.deviation_drift) * chance.normal(size=(pupils, DRAWS))
        deviation[every, here] += gain[:, None] + walk
    table: Floats = counts.mean(axis=1)
    return table
