"""One round of calibration: who is likely to be where, and the items that fit that best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stapsteen.mastery.irt.answers import Answers
from stapsteen.mastery.irt.response import Array, Items, Model, logistic

LEVELS = np.linspace(-6, 6, 49)
STANDARD = np.exp(-0.5 * LEVELS**2) / np.exp(-0.5 * LEVELS**2).sum()
LONGEST_STEP = 1.0
FIT_STEPS = 2
# Log slope, intercept, logit guess: what no real item passes, so that a wild step cannot leave the numbers.
LOWEST, HIGHEST = np.array([-4.0, -20.0, -8.0]), np.array([3.0, 20.0, 3.0])


@dataclass(frozen=True)
class Prior:
    """What is believed of items before an answer is seen; the less answers, the more it matters.

    The logarithm of a slope is normal around 0 with ``slope_spread``; a guess is as if ``guess_answers`` had been
    seen of pupils who know nothing, of whom a share of ``guess`` was right (1 / the number of choices).
    """

    slope_spread: float = np.inf
    guess: float = 0.2
    guess_answers: float = 20.0


@dataclass(frozen=True, eq=False)
class Expected:
    """By item and level: how many answers are expected there and how many of them right."""

    right: Array
    asked: Array


def items_of(numbers: Array) -> Items:
    """The items that rows of (log slope, intercept[, logit guess]) say."""
    guess = logistic(numbers[:, 2]) if numbers.shape[1] == 3 else np.zeros(len(numbers))
    return Items(np.exp(numbers[:, 0]), numbers[:, 1], guess)


def begin(answers: Answers, model: Model, prior: Prior) -> Array:
    """Where to start: slope 1 and the difficulty that the share of right answers hints at."""
    right, wrong = answers.weight @ answers.right, answers.weight @ answers.wrong
    intercept = 1.2 * np.log((right + 0.5) / (wrong + 0.5))
    columns: list[Array] = [np.zeros(len(right)), intercept]
    if model is Model.THREE:
        columns.append(np.full(len(right), np.log(prior.guess / (1 - prior.guess))))
    return np.column_stack(columns)


def where(answers: Answers, items: Items) -> tuple[Array, float]:
    """For each pupil how likely each level is, and the log-likelihood of all answers."""
    chance = items.chance(LEVELS)
    said = answers.right @ np.log(chance) + answers.wrong @ np.log1p(-chance)
    top = said.max(axis=1, keepdims=True)
    likely = np.exp(said - top) * STANDARD
    total = likely.sum(axis=1, keepdims=True)
    return likely / total, float(answers.weight @ (np.log(total) + top)[:, 0])


def expected(answers: Answers, likely: Array) -> Expected:
    """What the pupils, spread over the levels, would have answered."""
    weighted = likely * answers.weight[:, None]
    right = answers.right.T @ weighted
    return Expected(right, right + answers.wrong.T @ weighted)


def fitted(numbers: Array, seen: Expected, model: Model, prior: Prior) -> Array:
    """Items that fit better what is expected: Newton's steps with the expected information."""
    for _step in range(FIT_STEPS):
        uphill, information = slopes(numbers, seen, prior)
        if model is Model.ONE:
            step = alike(uphill, information)
        else:
            step = np.asarray(
                np.linalg.solve(information, uphill[..., None])[..., 0], dtype=np.float64
            )
        numbers = within(numbers + np.clip(step, -LONGEST_STEP, LONGEST_STEP))
    return numbers


def within(numbers: Array) -> Array:
    """The numbers, kept where real items are."""
    count = numbers.shape[1]
    return np.clip(numbers, LOWEST[:count], HIGHEST[:count])


def alike(uphill: Array, information: Array) -> Array:
    """The step when one slope is all items': the shared number first cleared of the others (Schur)."""
    own = information[:, 0, 1] / information[:, 1, 1]
    shared = (uphill[:, 0] - own * uphill[:, 1]).sum()
    shared /= (information[:, 0, 0] - own * information[:, 0, 1]).sum()
    return np.column_stack(
        [np.full(len(uphill), shared), uphill[:, 1] / information[:, 1, 1] - own * shared]
    )


def slopes(numbers: Array, seen: Expected, prior: Prior) -> tuple[Array, Array]:
    """By item: how the fit grows with each number, and the information about the numbers."""
    items = items_of(numbers)
    chance = items.chance(LEVELS)
    change = changes(items, numbers.shape[1])
    surprise = (seen.right - seen.asked * chance) / (chance * (1 - chance))
    uphill = np.einsum("iq,iqk->ik", surprise, change)
    weight = seen.asked / (chance * (1 - chance))
    information = np.einsum("iqk,iqm->ikm", change * weight[..., None], change)
    return with_prior(numbers, items, uphill, information, prior)


def changes(items: Items, numbers: int) -> Array:
    """How the chance changes with each number: items by levels by numbers."""
    knowing = items.knowing(LEVELS)
    guess = items.guess[:, None]
    by_intercept = (1 - guess) * knowing * (1 - knowing)
    by_slope = by_intercept * items.slope[:, None] * LEVELS
    by_guess = (1 - knowing) * guess * (1 - guess)
    return np.stack([by_slope, by_intercept, by_guess][:numbers], axis=2)


def with_prior(
    numbers: Array, items: Items, uphill: Array, information: Array, prior: Prior
) -> tuple[Array, Array]:
    """The same with what was believed before."""
    precision = prior.slope_spread**-2
    uphill[:, 0] -= precision * numbers[:, 0]
    information[:, 0, 0] += precision
    if numbers.shape[1] == 3:
        uphill[:, 2] += prior.guess_answers * (prior.guess - items.guess)
        information[:, 2, 2] += prior.guess_answers * items.guess * (1 - items.guess)
    return uphill, information


def belief(numbers: Array, prior: Prior) -> float:
    """How well the items agree with what was believed before: the logarithm of the prior, up to a constant."""
    told = -0.5 * float((numbers[:, 0] ** 2).sum()) * prior.slope_spread**-2
    if numbers.shape[1] == 3:
        guess = logistic(numbers[:, 2])
        right = prior.guess * np.log(guess) + (1 - prior.guess) * np.log1p(-guess)
        told += prior.guess_answers * float(right.sum())
    return told
