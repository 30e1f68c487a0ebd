"""The one rule by which evidence moves an estimate.

Every piece of evidence says: what the pupil can do lies between ``low`` and ``high``. A right answer says: above the
difficulty; a wrong one: below it; a teacher's point on a scale: between two thresholds. They differ in noise alone. The
belief stays a normal distribution with the mean and variance of the exact one (assumed density filtering); a logistic curve through a
normal distribution is taken as a flatter logistic curve (MacKay 1992).
"""

from __future__ import annotations

from math import exp, inf, log, sqrt
from typing import NamedTuple

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Kind, Seen
from stapsteen.mastery.settings import Settings

FLATTER = 0.39269908169872414  # pi / 8
LEAST_NEWS = (
    -1e-6
)  # a right answer that may well be a guess would make us less sure; we leave that out


class Reading(NamedTuple):
    """What evidence says: chance = floor + scale * (that the ability is between low and high).

    ``blur`` is the squared width of the curve of a single answer (1), or of a judgement; ``variance`` is what we do not know of the task.
    """

    low: float
    high: float
    floor: float
    scale: float
    blur: float
    variance: float


def logit(chance: float) -> float:
    """The logit of a chance between 0 and 1."""
    return log(chance / (1 - chance))


def curve(x: float) -> float:
    """The logistic curve, safe for any number."""
    if x < -30:
        return 1e-13
    return 1 / (1 + exp(-x)) if x < 30 else 1.0


def news(mean: float, variance: float, reading: Reading) -> tuple[float, float, float]:
    """What a reading is worth for a belief: its chance, and the first and second derivative of the log of it.

    The belief becomes: mean + variance * first, variance + variance^2 * second; second is below 0, and never so far that
    a variance would be: no evidence says more than an exact look with its noise would.
    """
    low, high, floor, scale, blur, more = reading
    width = sqrt(blur + FLATTER * (variance + more))
    above, steep = 1.0, 0.0
    bend = 0.0
    if low != -inf:
        above = curve((mean - low) / width)
        steep = above * (1 - above) / width
        bend = steep * (1 - 2 * above) / width
    if high != inf:
        over = curve((mean - high) / width)
        slope = over * (1 - over) / width
        above -= over
        steep -= slope
        bend -= slope * (1 - 2 * over) / width
    chance = floor + scale * above
    first = scale * steep / chance
    second = scale * bend / chance - first * first
    most = -FLATTER / (width * width)
    if second < most:
        return chance, first, most
    return chance, first, min(LEAST_NEWS, second)


def read_answer(seen: Seen, bank: Bank, settings: Settings) -> Reading:
    """A right or a wrong answer against the difficulty of its task, with guessing and slipping."""
    difficulty, variance = bank.difficulty(seen)
    guess = 1 / seen.options if seen.options else settings.open_guess
    scale = 1 - guess - settings.slip
    more = variance + settings.form
    if seen.value >= 0.5:
        return Reading(difficulty, inf, guess, scale, 1.0, more)
    return Reading(-inf, difficulty, settings.slip, scale, 1.0, more)


def thresholds(points: int, settings: Settings) -> list[float]:
    """The borders between the points of a scale, from the goal's difficulty; the highest point is mastery."""
    top = logit(settings.mastered)
    step = 2 / (points - 2) if points > 2 else 0.0
    return [-inf, *(top - step * (points - 2 - border) for border in range(points - 1)), inf]


def read_point(seen: Seen, bank: Bank, settings: Settings, noise: float, bias: float) -> Reading:
    """A point on a scale, or a decision (a scale of two points); ``bias`` is how much too high the source sees."""
    points = 2 if seen.kind is Kind.DECISION else (seen.out_of or 4)
    borders = thresholds(points, settings)
    point = min(max(int(seen.value), 0), points - 1)
    mean = sum(bank.goal(key)[0] for key in seen.goals) / max(len(seen.goals), 1)
    shift = mean - bias
    low, high = borders[point] + shift, borders[point + 1] + shift
    scale = 1 - settings.lapse
    blur = FLATTER * noise * noise
    return Reading(low, high, settings.lapse / points, scale, blur, 0.0)
