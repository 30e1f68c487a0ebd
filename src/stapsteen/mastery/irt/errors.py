"""How sure a calibration is: standard errors of slope, intercept, difficulty and guess.

What the answers tell about the items is what they would tell if every level were known, less what is lost because
levels are only guessed at (Louis 1982). All items are taken together: an error of one is partly an error of others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stapsteen.mastery.irt.answers import Answers
from stapsteen.mastery.irt.calibration import Calibration
from stapsteen.mastery.irt.response import Array, Items, Model
from stapsteen.mastery.irt.steps import LEVELS, Expected, changes, expected, items_of, slopes, where

SMALL = 1e-5


@dataclass(frozen=True, eq=False)
class Errors:
    """A standard error for each number of each item; NaN where the answers cannot tell. ``guess`` is 0 without guessing."""

    slope: Array
    intercept: Array
    difficulty: Array
    guess: Array


def standard_errors(answers: Answers, calibration: Calibration) -> Errors:
    """The standard errors of a calibration of these answers."""
    items = calibration.items
    covariance = _inverse(_information(answers, calibration))
    if calibration.model is Model.ONE:
        covariance = _each_with_the_shared_slope(covariance, len(items))
    else:
        covariance = covariance.reshape(calibration.numbers.shape * 2)
    own = np.einsum("ikim->ikm", covariance)
    ways = _ways(items, own.shape[1])
    with np.errstate(invalid="ignore"):
        found = {
            name: np.sqrt(np.einsum("ik,ikm,im->i", way, own, way)) for name, way in ways.items()
        }
    return Errors(**found)


def _ways(items: Items, numbers: int) -> dict[str, Array]:
    """How each told number changes with the numbers of calibration (log slope, intercept[, logit guess])."""
    none, one = np.zeros(len(items)), np.ones(len(items))
    guess = items.guess * (1 - items.guess)
    ways = {
        "slope": (items.slope, none, none),
        "intercept": (none, one, none),
        "difficulty": (-items.difficulty, -1 / items.slope, none),
        "guess": (none, none, guess),
    }
    return {name: np.column_stack(way[:numbers]) for name, way in ways.items()}


def _information(answers: Answers, calibration: Calibration) -> Array:
    """What the answers tell of all numbers together; of one slope and the intercepts when slopes are alike."""
    numbers = calibration.numbers
    likely, _fit = where(answers, items_of(numbers))
    told = _if_levels_were_known(numbers, expected(answers, likely), calibration)
    told -= _lost(answers, likely, numbers)
    items, count = numbers.shape
    square = told.reshape(items * count, items * count)
    if calibration.model is not Model.ONE:
        return square
    shared = np.zeros((items * count, 1 + items))
    shared[0::2, 0] = 1
    shared[1::2, 1:] = np.eye(items)
    return np.asarray(shared.T @ square @ shared)


def _if_levels_were_known(numbers: Array, seen: Expected, calibration: Calibration) -> Array:
    """The curvature of the fit, item by item, by small changes of each number."""
    items, count = numbers.shape
    found = np.zeros((items, count, items, count))
    each = np.arange(items)
    for number in range(count):
        shift = np.zeros(count)
        shift[number] = SMALL
        above, _ = slopes(numbers + shift, seen, calibration.prior)
        below, _ = slopes(numbers - shift, seen, calibration.prior)
        found[each, :, each, number] = (below - above) / (2 * SMALL)
    return found


def _lost(answers: Answers, likely: Array, numbers: Array) -> Array:
    """What is lost since levels are not known: by pupil, how much the slopes of the fit vary over the levels."""
    items, count = numbers.shape
    chance = items_of(numbers).chance(LEVELS)
    change = changes(items_of(numbers), count)
    found = np.zeros((items, count, items, count))
    mean = np.zeros((len(likely), items, count))
    for level in range(len(LEVELS)):
        surprise = answers.right / chance[:, level] - answers.wrong / (1 - chance[:, level])
        there = surprise * likely[:, level, None]
        together = (there * answers.weight[:, None]).T @ surprise
        here = change[:, level]
        found += together[:, None, :, None] * here[:, :, None, None] * here[None, None, :, :]
        mean += there[:, :, None] * here
    means = mean.reshape(len(likely), items * count)
    return found - ((means * answers.weight[:, None]).T @ means).reshape(found.shape)


def _inverse(information: Array) -> Array:
    """The covariance; NaN all over when the answers cannot tell the numbers apart."""
    try:
        return np.asarray(np.linalg.inv(information))
    except np.linalg.LinAlgError:
        return np.full_like(information, np.nan)


def _each_with_the_shared_slope(covariance: Array, items: int) -> Array:
    """The covariance of (slope, intercept) by item, from that of the one slope and the intercepts."""
    found = np.zeros((items, 2, items, 2))
    found[:, 0, :, 0] = covariance[0, 0]
    found[:, 0, :, 1] = covariance[0, 1:]
    found[:, 1, :, 0] = covariance[1:, :1]
    found[:, 1, :, 1] = covariance[1:, 1:]
    return found
