"""The adaptive test: what it asks, when it stops, what it says."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stapsteen.mastery.irt.adaptive import AdaptiveTest, Rules, Standing, Stop
from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.choosing import due, narrowing
from stapsteen.mastery.irt.exposure import controlled, seen, simulate
from stapsteen.mastery.irt.response import Items
from stapsteen.mastery.irt.scoring import UNKNOWN, level_of, posterior
from stapsteen.mastery.irt.sitting import Answer, NotThisTest, Sitting


def bank() -> Bank:
    chance = np.random.default_rng(3)
    items = Items.of(list(chance.uniform(0.8, 2.2, 90)), list(chance.normal(0, 1, 90)))
    return Bank([f"i{n}" for n in range(90)], items, ["number", "number", "shape"] * 30)


BANK = bank()


def sat(test: AdaptiveTest, right: list[bool], seconds: float = 0) -> Sitting:
    sitting = test.begin(seed=1)
    for one in right:
        item = test.next_item(sitting)
        assert item is not None
        sitting = test.answered(sitting, Answer(item, one, seconds))
    return sitting


def test_an_item_is_asked_once_and_never_one_from_an_earlier_test() -> None:
    test = AdaptiveTest(BANK, Rules(error=0.01, most=90))
    sitting = test.begin(seed=1, known=["i0", "i1"])
    while (item := test.next_item(sitting)) is not None:
        sitting = test.answered(sitting, Answer(item, right=True))
    assert sorted([one.item for one in sitting.answers] + ["i0", "i1"]) == sorted(BANK.names)
    assert test.result(sitting).stop is Stop.EMPTY


@pytest.mark.parametrize(
    ("rules", "seconds", "stop", "answered"),
    [
        (Rules(error=2.0, least=5), 0, Stop.SURE, 5),
        (Rules(error=0.01, most=7), 0, Stop.LENGTH, 7),
        (Rules(error=0.01, seconds=60), 25, Stop.TIME, 3),
    ],
)
def test_it_stops_when_it_may_and_says_why(
    rules: Rules, seconds: float, stop: Stop, answered: int
) -> None:
    test = AdaptiveTest(BANK, rules)
    sitting = sat(test, [True] * answered, seconds)
    assert test.next_item(sitting) is None
    assert (test.result(sitting).stop, test.result(sitting).answered) == (stop, answered)
    earlier = replace(sitting, answers=sitting.answers[:-1])
    assert test.result(earlier).stop is None


def test_it_goes_on_after_a_pause_as_if_there_was_none() -> None:
    test = AdaptiveTest(BANK)
    sitting = sat(test, [True, False, True], 3.5)
    kept = Sitting.from_dict(json.loads(json.dumps(sitting.to_dict())))
    assert kept == sitting
    assert test.next_item(kept) == test.next_item(sitting)


def test_an_answer_to_another_item_and_a_changed_bank_are_refused() -> None:
    test = AdaptiveTest(BANK)
    sitting = sat(test, [True])
    with pytest.raises(NotThisTest, match="not the item"):
        test.answered(sitting, sitting.answers[0])
    changed = AdaptiveTest(BANK.admitting(np.full(90, 0.5)))
    with pytest.raises(NotThisTest, match="changed"):
        changed.next_item(sitting)


def test_a_result_never_claims_a_national_norm() -> None:
    test = AdaptiveTest(BANK)
    assert test.result(test.begin(seed=1)).standing is Standing.OWN_TEST
    assert [str(one) for one in Standing] == ["own test, no national norm"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.02, 1), min_size=1, max_size=6))
def test_content_stays_within_one_item_of_its_share(weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)
    asked = np.zeros(len(shares))
    for n in range(1, 61):
        asked[due(shares, asked)[0]] += 1
        assert np.abs(asked - n * shares).max() < 1 + 1e-9


def test_the_content_of_a_whole_test_is_that_of_the_bank() -> None:
    test = AdaptiveTest(BANK, Rules(error=0.01, most=12))
    sitting = sat(test, [True, False] * 6)
    asked = [BANK.content[BANK.place[one.item]] for one in sitting.answers]
    assert (asked.count("number"), asked.count("shape")) == (8, 4)


def test_exposure_control_keeps_the_best_item_out_of_many_tests() -> None:
    rules = Rules(error=0.01, least=1, most=4)
    free = [one.sitting for one in simulate(AdaptiveTest(BANK, rules), 20, seed=9)]
    tamed = controlled(BANK, rules, most_seen=0.4, pupils=250)
    sittings = [one.sitting for one in simulate(AdaptiveTest(tamed, rules), 120, seed=9)]
    assert seen(BANK, free).max() == 1
    assert seen(tamed, sittings).max() < 0.6


def test_the_next_item_is_the_one_whose_answer_is_expected_to_narrow_the_level_most() -> None:
    likely = posterior(UNKNOWN.curve() + BANK.said[1, 4])
    said = np.exp(BANK.said)
    expected = np.zeros(len(BANK.names))
    for outcome in said:
        for item, chance in enumerate(outcome):
            expected[item] += (likely @ chance) * level_of(
                likely * chance / (likely @ chance)
            ).error ** 2
    drop = level_of(likely).error ** 2 - expected
    assert narrowing(BANK, likely) == pytest.approx(drop, abs=1e-9)
