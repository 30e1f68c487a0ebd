"""The goals that the learner model is held to, each as a row: what, the goal, what was reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import process_time

import numpy as np
from benchmarks.learner.classes import groups, suggested
from benchmarks.learner.peer import elo
from benchmarks.learner.rows import row
from benchmarks.learner.simulation import BAR, GUESS, TRUTH, Assumed, believed, learnt, world

from stapsteen.mastery import log as logs
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.batch import Difficulties, follow
from stapsteen.mastery.estimate import Estimate, estimate, mastery
from stapsteen.mastery.evidence import Kind, Seen
from stapsteen.mastery.learning import learn
from stapsteen.mastery.log import Floats
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.state import PupilState
from stapsteen.mastery.tracker import replay, update

SIZES = {5: 800, 20: 800, 100: 600, 500: 400}  # observations a pupil, and pupils
WRONG: dict[str, dict[str, object]] = {
    "guess 0": {"guess": 0.0},
    "teacher's noise halved": {"teacher": 0.45},
    "self-assessment 0.4 rosy": {},
    "no forgetting": {"settings": replace(TRUTH, forgetting=0.0)},
}


def goals() -> Iterator[str]:
    """All rows, as Markdown."""
    parts: list[Callable[[], Iterator[str]]] = [
        truth,
        wrong,
        shown,
        silence,
        suggested,
        groups,
        speed,
        order,
    ]
    for part in parts:
        yield from part()


def covered(mean: Floats, variance: Floats, truth: Floats) -> float:
    """How often the 95 % range holds."""
    return float((np.abs(truth - mean) < 1.96 * np.sqrt(variance)).mean())


def truth() -> Iterator[str]:
    """Goal 8: with true settings."""
    for size, pupils in SIZES.items():
        of = world(pupils, 10, size, size)
        mean, variance = believed(of, Assumed())
        holds = covered(mean, variance, of.truth)
        error = float(np.sqrt(((of.truth - mean) ** 2).mean()))
        peer = float(np.sqrt(((of.truth - elo(of)) ** 2).mean()))
        what = f"simulation, true settings, {size} observations"
        said = f"95 % range holds {holds:.1%}; RMSE {error:.2f}, Elo {peer:.2f} ({error / peer - 1:+.0%})"
        fine = 0.935 <= holds <= 0.965 and error <= 0.95 * peer
        yield row(
            "8", what, "94-96 %; RMSE 5 % below Elo", said, met=fine and 0.94 <= holds <= 0.96
        )


def wrong() -> Iterator[str]:
    """Goal 9: with wrong settings, put right by learning whom to trust."""
    together = {key: value for one in WRONG.values() for key, value in one.items()}
    for name, changed in {**WRONG, "all together": together}.items():
        before, after = [], []
        for size, pupils in SIZES.items():
            rosy = 0.4 if name in ("self-assessment 0.4 rosy", "all together") else 0.0
            of = world(pupils, 10, size, size, rosy=rosy)
            assumed = replace(Assumed(), **changed)  # type: ignore[arg-type]
            before.append(covered(*believed(of, assumed), of.truth))
            after.append(covered(*believed(of, learnt(of, assumed)), of.truth))
        sizes = " / ".join(str(size) for size in SIZES)
        numbers = " / ".join(f"{one:.0%}" for one in after)
        first = " / ".join(f"{one:.0%}" for one in before)
        said = f"{numbers} after learning whom to trust ({first} before)"
        what = f"simulation, {name}, {sizes} observations"
        yield row("9", what, "at least 88 % at every size", said, met=min(after) >= 0.88)


def shown() -> Iterator[str]:
    """Goal 10: of those who are over the bar after 15 answers on one goal, how many are claimed, and how many claims are false."""
    cases = (("open tasks at the bar", 0.01, BAR, 0.40, 0), ("guess .15", GUESS, 0.0, 0.28, 0))
    judged_too = [(*case[:3], 0.50, 1) for case in cases]
    for name, guess, hard, least, judged in (*cases, *judged_too):
        claimed, false = _claims(guess, hard, judged)
        what = f"shown (P > 0.8) after 15 answers, {name}" + (", one judgement" if judged else "")
        said = f"{claimed:.0%} claimed, {false:.0%} false"
        goal = f"at least {least:.0%} claimed, at most 8 % false"
        yield row("10", what, goal, said, met=claimed >= least and false <= 0.08)


def _claims(guess: float, hard: float, judged: int, pupils: int = 6000) -> tuple[float, float]:
    """The share of the truly mastered that is claimed, and the false share of the claims; a fifth is truly over the bar."""
    chance = np.random.default_rng(10)
    settings = replace(TRUTH, gain=0.0, deviation_drift=0.0, level_drift=0.0)
    known = Difficulties.fresh(21, 1, settings)
    spread = np.sqrt(settings.level_variance + settings.deviation_variance)
    known.goal[:], known.goal_variance[:] = 0.8416 * spread - BAR, 1e-6
    known.item[0], known.item_variance[:] = hard, 1e-6
    level = chance.normal(0, np.sqrt(settings.level_variance), pupils)
    deviation = chance.normal(0, np.sqrt(settings.deviation_variance), (pupils, 21))
    goal = np.concatenate([np.arange(1, 21), np.zeros(15, dtype=np.int64)])
    able = level[:, None] + deviation[:, goal] - known.goal[goal]
    p = guess + (1 - guess - settings.slip) / (1 + np.exp(hard - able))
    right = chance.random(p.shape) < p
    who = np.repeat(np.arange(pupils), len(goal))
    log = logs.answers(
        who,
        np.tile(goal, pupils),
        np.zeros(len(who), dtype=np.int64),
        right.ravel(),
        guess=np.full(len(who), guess),
        settings=settings,
    )
    above = level + deviation[:, 0] - known.goal[0]
    seen = above + 0.9 * chance.normal(size=pupils)
    point = (seen[:, None] > np.array([BAR - 2, BAR - 1, BAR])).sum(axis=1)
    every, zero = np.arange(pupils), np.zeros(pupils, dtype=np.int64)
    parts = [log]
    for weight in (float(judged), 0.0):
        nothing, said = np.zeros(pupils), np.full(pupils, weight)
        noise = np.full(pupils, 0.9)
        parts.append(
            logs.judgements(every, zero, point, nothing, noise=noise, bias=nothing, weight=said)
        )
    whole = logs.together(parts)
    done = follow(whole, known, settings)
    last = np.flatnonzero(np.append(np.diff(whole.pupil) > 0, True))
    sure = [
        mastery(Estimate(mean, variance)) > SHIPPED.bar
        for mean, variance in zip(done.mean[last], done.variance[last], strict=True)
    ]
    claim, over = np.array(sure), above >= BAR
    return float(claim[over].mean()), float((~over)[claim].mean())


def silence() -> Iterator[str]:
    """Goal 11: eight weeks without evidence."""
    then, now = (world(800, 10, 60, 11, silence=days) for days in (0.0, 56.0))
    mean, variance = believed(then, Assumed())
    later, wider = believed(now, Assumed())
    holds = covered(later, wider, now.truth)
    rises, widens = float((later - mean).max()), float((np.sqrt(wider / variance)).mean() - 1)
    said = f"95 % range holds {holds:.1%}, is {widens:.0%} wider; the estimate rises at most {max(rises, 0):.3f}"
    fine = holds >= 0.93 and rises < 1e-6 and (wider >= variance - 1e-9).all()
    yield row(
        "11", "8 weeks without evidence", "holds 93 %, wider, never rises", said, met=bool(fine)
    )


def speed() -> Iterator[str]:
    """Goal 14: one update, many at once, training."""
    chance = np.random.default_rng(14)
    bank, state = Bank(), PupilState()
    evidence = [
        Seen(number / 20, "s", number % 7, Kind.ANSWER, float(chance.random() < 0.7), number % 50)
        for number in range(20_000)
    ]
    started = process_time()
    for seen in evidence:
        update(state, seen, bank)
    one = (process_time() - started) / len(evidence) * 1e6
    yield row("14", "one update, plain Python", "at most 5 us", f"{one:.1f} us", met=one <= 5)
    rows, pupils = 250_000, 2_500
    pupil = np.repeat(np.arange(pupils), rows // pupils)
    goal, item = chance.integers(0, 100, rows), chance.integers(0, 5000, rows)
    log = logs.answers(pupil, goal, item, chance.random(rows) < 0.7)
    known = Difficulties.fresh(100, 5000, SHIPPED)
    started = process_time()
    follow(log, known)
    many = rows / (process_time() - started) / 1e6
    yield row("14", "updates of many pupils", "1 M/s", f"{many:.1f} M/s", met=many >= 1)
    started = process_time()
    learn(log, 100, 5000)
    took = process_time() - started
    yield row("14", "250,000 answers trained", "at most 1 s", f"{took:.2f} s", met=took <= 1)


def order() -> Iterator[str]:
    """Goal 16: the same evidence in another order, with the same times."""
    chance = np.random.default_rng(16)
    bank, most, raw = Bank(), 0.0, []
    for _ in range(200):
        evidence = [
            Seen(
                float(chance.integers(0, 4)),
                "s",
                int(chance.integers(0, 3)),
                Kind.ANSWER,
                float(value),
            )
            for value in chance.random(30) < 0.6
        ]
        mixed = [evidence[at] for at in chance.permutation(len(evidence))]
        one, other = replay(evidence, bank), replay(mixed, bank)
        raw += [_gap(one, other, goal, bank) for goal in range(3)]
        most = max(raw)
    said = f"at most {most:.3f} logit; the order of what has the same time is fixed"
    yield row("16", "another order, same times", "within 0.1 logit", said, met=most <= 0.1)


def _gap(one: PupilState, other: PupilState, goal: int, bank: Bank) -> float:
    here, there = (estimate(state, "s", goal, 5, bank).mean for state in (one, other))
    return abs(here - there)
