"""Calibration and scoring: known answers, what is refused, and what more answers must do."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shared_data import shared_file

from stapsteen.mastery.irt.answers import Answers, NotToBeCalibrated
from stapsteen.mastery.irt.calibration import calibrate
from stapsteen.mastery.irt.errors import standard_errors
from stapsteen.mastery.irt.response import Items, Model
from stapsteen.mastery.irt.scoring import GRID, UNKNOWN, posterior, score

TRUE = Items.of([0.8, 1.0, 1.2, 1.5, 1.8, 1.0], [-1.2, -0.6, 0.0, 0.4, 0.9, 1.4])


def table(pupils: int = 3000, empty: float = 0.2) -> Answers:
    chance = np.random.default_rng(5)
    right = chance.random((pupils, 6)) < TRUE.chance(chance.standard_normal(pupils)).T
    return Answers.of(np.where(chance.random(right.shape) < empty, np.nan, right))


def test_the_known_answer_of_lsat7_is_found() -> None:
    with shared_file("kt", "irt", "lsat7_patterns.csv").open() as file:
        rows = np.array([[float(cell) for cell in row] for row in list(csv.reader(file))[1:]])
    items = calibrate(Answers.of(rows[:, :5], rows[:, 5])).items
    assert items.slope == pytest.approx([0.988, 1.081, 1.706, 0.765, 0.736], abs=0.01)
    assert items.intercept == pytest.approx([1.856, 0.808, 1.804, 0.486, 1.855], abs=0.01)


def test_the_true_items_are_found_back_within_their_errors() -> None:
    found = calibrate(table())
    errors = standard_errors(table(), found)
    assert found.settled
    assert (np.abs(found.items.slope - TRUE.slope) / errors.slope).max() < 3
    assert (np.abs(found.items.difficulty - TRUE.difficulty) / errors.difficulty).max() < 3
    assert errors.slope.max() < 0.2


def test_with_one_parameter_all_slopes_are_alike() -> None:
    assert np.ptp(calibrate(table(), Model.ONE).items.slope) == 0


def test_what_cannot_be_calibrated_is_refused() -> None:
    with pytest.raises(NotToBeCalibrated) as refused:
        Answers.of([[1, 0], [1, 1]])
    assert refused.value.items == (0,)
    with pytest.raises(NotToBeCalibrated, match="is 1"):
        Answers.of([[1, 2], [0, 1]])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=6, max_size=6), st.integers(0, 5))
def test_a_right_answer_more_is_never_a_lower_level(answers: list[bool], one: int) -> None:
    worse, better = list(answers), list(answers)
    worse[one], better[one] = False, True
    assert score(TRUE, better).mean > score(TRUE, worse).mean


def test_items_without_an_answer_say_nothing() -> None:
    nothing = score(TRUE, [np.nan] * 6)
    assert (nothing.mean, nothing.error) == (pytest.approx(0, abs=1e-9), pytest.approx(1, abs=0.01))
    assert (nothing.low, nothing.high) == (
        pytest.approx(-1.96, abs=0.02),
        pytest.approx(1.96, abs=0.02),
    )


@pytest.mark.parametrize("asked", range(6))
def test_on_average_each_item_makes_the_posterior_narrower(asked: int) -> None:
    chance = TRUE.chance(GRID)
    likely = posterior(UNKNOWN.curve() + np.log(chance[:asked]).sum(axis=0))
    goes_right = float(likely @ chance[asked])
    rest = [np.nan] * (5 - asked)
    right, wrong = (score(TRUE, [*[1.0] * asked, one, *rest]).error ** 2 for one in (1.0, 0.0))
    before = score(TRUE, [*[1.0] * asked, np.nan, *rest]).error ** 2
    assert goes_right * right + (1 - goes_right) * wrong < before
