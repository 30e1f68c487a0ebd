"""What a log teaches: how difficult tasks are, and whom to trust."""

from __future__ import annotations

import numpy as np
import pytest

from stapsteen.mastery import log as logs
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.batch import Difficulties, follow
from stapsteen.mastery.evidence import Kind, Seen
from stapsteen.mastery.learning import bank_of, learn
from stapsteen.mastery.rule import read_point, thresholds
from stapsteen.mastery.sources import Expected, learn_sources

PUPILS, ITEMS, GOALS = 120, 30, 3


def simulated() -> tuple[logs.Log, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(3)
    difficulty = chance.normal(0, 1, ITEMS)
    pupil = np.repeat(np.arange(PUPILS), ITEMS)
    item = np.concatenate([chance.permutation(ITEMS) for _ in range(PUPILS)])
    ability = np.repeat(chance.normal(0, 1, PUPILS), ITEMS)
    right = chance.random(len(item)) < 1 / (1 + np.exp(difficulty[item] - ability))
    return logs.answers(pupil, item % GOALS, item, right), difficulty, right


def test_difficulties_are_found_back() -> None:
    log, difficulty, _ = simulated()
    known = learn(log, GOALS, ITEMS)
    found = known.goal[np.arange(ITEMS) % GOALS] + known.item[:ITEMS]
    assert np.corrcoef(found, difficulty)[0, 1] > 0.95


def test_learning_foretells_better_and_says_how_sure_it_is() -> None:
    log, _, right = simulated()
    fresh = follow(log, Difficulties.fresh(GOALS, ITEMS, logs.SHIPPED))
    learnt = follow(log, learn(log, GOALS, ITEMS))
    assert np.log(learnt.chance).mean() > np.log(fresh.chance).mean() + 0.02
    said = np.where(right, learnt.chance, 1 - learnt.chance)
    assert abs(said.mean() - right.mean()) < 0.02


def test_what_was_learnt_becomes_a_bank_by_key() -> None:
    log, _, _ = simulated()
    known = learn(log, GOALS, ITEMS)
    bank = bank_of(known, ["a", "b", "c"], [f"task {number}" for number in range(ITEMS)])
    assert bank.goal("b") == (known.goal[1], known.goal_variance[1])
    assert bank.items["task 7"] == (known.item[7], known.item_variance[7])
    assert Bank.from_dict(bank.to_dict()) == bank


def judged(spread: float, shift: float, source: str, count: int = 200) -> list[Expected]:
    chance = np.random.default_rng(5)
    borders = np.array([1.386 - 2, 1.386 - 1, 1.386])
    ability = chance.normal(0.5, 1, count)
    heard = ability + shift + chance.normal(0, spread, count)
    return [
        Expected(
            Seen(0, "s", "g", Kind.JUDGEMENT, float((borders < one).sum()), source=source),
            mean,
            0.05,
        )
        for one, mean in zip(heard, ability, strict=True)
    ]


def test_a_noisy_source_is_told_from_a_sharp_one() -> None:
    trust = learn_sources(judged(0.5, 0, "sharp") + judged(1.4, 0, "vague"), Bank()).known
    assert abs(trust["sharp"].noise - 0.5) < 0.2
    assert abs(trust["vague"].noise - 1.4) < 0.3


def test_who_sees_too_much_is_noticed() -> None:
    trust = learn_sources(judged(0.8, 0.6, "rosy"), Bank()).known["rosy"]
    assert abs(trust.bias - 0.6) < 0.25


def columns(heard: np.ndarray, noise: float, bias: float) -> logs.Log:
    """What a source heard, a judgement of each pupil, as a log of who believes this noise and bias."""
    count = len(heard)
    borders = np.array(thresholds(4, logs.SHIPPED)[1:-1])
    point = (heard[:, None] > borders).sum(axis=1)
    pupil, nothing = np.arange(count), np.zeros(count, dtype=np.int64)
    of = np.full(count, noise), np.full(count, bias)
    return logs.judgements(
        pupil, nothing, point, np.zeros(count), noise=of[0], bias=of[1], weight=np.ones(count)
    )


def test_a_source_that_sees_too_much_is_read_as_it_was_made() -> None:
    chance = np.random.default_rng(7)
    heard = chance.normal(0.5, 1, 4000) + 0.8 + chance.normal(0, 0.6, 4000)
    likely = {
        bias: np.log(follow(columns(heard, 0.6, bias), usual(), level=LEVEL).chance).mean()
        for bias in (-0.8, 0.0, 0.8)
    }
    assert likely[0.8] > likely[0.0] + 0.05 > likely[-0.8] + 0.1


LEVEL = np.full(4000, 0.5)


def usual() -> Difficulties:
    return Difficulties.fresh(1, 1, logs.SHIPPED)


@pytest.mark.parametrize("bias", [-0.6, 0.0, 0.6])
def test_a_log_reads_a_judgement_as_the_one_rule_does(bias: float) -> None:
    log = columns(np.array([-2.0, 0.0, 1.0, 3.0]), 0.8, bias)
    for row, point in enumerate((0, 1, 2, 3)):
        seen = Seen(0, "s", "g", Kind.JUDGEMENT, point, source="one")
        reading = read_point(seen, Bank(), logs.SHIPPED, 0.8, bias)
        assert (log.low[row], log.high[row], log.blur[row]) == (
            reading.low,
            reading.high,
            reading.blur,
        )


def test_a_source_with_few_judgements_stays_usual() -> None:
    trust = learn_sources(judged(2.5, 0, "new", count=1), Bank()).known["new"]
    assert abs(trust.noise - 0.9) < 0.2
