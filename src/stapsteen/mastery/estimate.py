"""Reading a state: what a pupil can do on a goal now, as an ability, as a chance of mastery, and as the next ten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import comb, erf, sqrt

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.rule import FLATTER, curve, logit
from stapsteen.mastery.settings import SHIPPED, Settings
from stapsteen.mastery.state import GoalState, PupilState, SubjectState
from stapsteen.mastery.tracker import belief, goal_at, pass_time

# Nodes and weights with which a mean over a normal distribution is taken (Gauss and Hermite, nine points).
NODES = (0.0, 1.023255663789133, 2.0768479786778302, 3.2054290028564703, 4.512745863399783)
WEIGHTS = (
    0.40634920634920635,
    0.24409750289493909,
    0.04991640676521788,
    0.002789141321231769,
    2.2345844007746e-05,
)
TEN = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a pupil can do above the goal's typical task: mean and variance in logits."""

    mean: float
    variance: float

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class NextTen:
    """How many of the next ten typical tasks come out right: the mean, and a range that holds in about 80 %."""

    expected: float
    low: int
    high: int


def estimate(
    state: PupilState,
    subject: Key,
    goal: Key,
    now: float,
    bank: Bank,
    settings: Settings = SHIPPED,
) -> Estimate:
    """What a pupil can do on a goal at a time (days since 1970). The state stays as it is."""
    kept = state.subjects.get(subject) or SubjectState(variance=settings.level_variance)
    there = replace(kept, goals={})
    pass_time(there, now, settings)
    if goal in kept.goals:
        there.goals[goal] = replace(kept.goals[goal])
    mean, variance, _ = belief(there, [goal_at(there, goal, now, bank, settings)])
    return Estimate(mean - bank.goal(goal)[0], variance)


def goal_state(state: PupilState, subject: Key, goal: Key) -> GoalState | None:
    """What is kept of a goal; None when nothing was seen."""
    kept = state.subjects.get(subject)
    return kept.goals.get(goal) if kept else None


def mastery(found: Estimate, settings: Settings = SHIPPED) -> float:
    """The chance that the pupil masters the goal: at least `settings.mastered` on a typical task."""
    above = (found.mean - logit(settings.mastered)) / max(found.deviation, 1e-9)
    return 0.5 * (1 + erf(above / sqrt(2)))


def right_of_ten(found: Estimate, settings: Settings = SHIPPED) -> list[float]:
    """The chances of 0 to 10 right answers to the next ten typical tasks, which are open questions."""
    spread = sqrt(found.variance + settings.form)
    width = sqrt(1 + FLATTER * settings.item_variance)
    scale = 1 - settings.open_guess - settings.slip
    chances = [0.0] * (TEN + 1)
    for sign in (-1, 1):
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            if node == 0 and sign < 0:
                continue
            right = curve((found.mean + sign * node * spread) / width)
            p = settings.open_guess + scale * right
            for k in range(TEN + 1):
                chances[k] += weight * comb(TEN, k) * p**k * (1 - p) ** (TEN - k)
    return chances


def shortest(chances: list[float], holds: float) -> tuple[int, int]:
    """The range of neighbours around the likeliest count whose chance is nearest to `holds`."""
    low = high = max(range(len(chances)), key=chances.__getitem__)
    total = chances[low]
    while total < holds:
        below = chances[low - 1] if low > 0 else -1.0
        above = chances[high + 1] if high + 1 < len(chances) else -1.0
        more = max(below, above)
        if more < 0 or total + more - holds > holds - total:
            break
        total += more
        low, high = (low - 1, high) if below >= above else (low, high + 1)
    return low, high


def next_ten(found: Estimate, settings: Settings = SHIPPED, holds: float = 0.8) -> NextTen:
    """How the next ten typical tasks are likely to go."""
    chances = right_of_ten(found, settings)
    expected = sum(k * chance for k, chance in enumerate(chances))
    return NextTen(expected, *shortest(chances, holds))
