"""From need to offer: which sessions are worth offering, planned together with who could come.

First every round in turn, then some rounds are emptied and filled anew beside the rest, a little by
chance, and kept when all is worth as much or more (ruin and recreate; Schrimpf and others, 2000). A bound
says how much better any offer could be. Tries are counted, not the clock: the same question, seed and
number of tries give the same offer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from stapsteen.planner.allocation.offering.bound import worth_at_most
from stapsteen.planner.allocation.offering.filling import fill_round
from stapsteen.planner.allocation.offering.problem import (
    Free,
    Held,
    Offer,
    OfferProblem,
    Wanting,
    Workshop,
    worth,
)
from stapsteen.planner.allocation.offering.week import (
    NOTHING,
    Table,
    Week,
    empty_week,
    offer_of,
    worth_of,
)

__all__ = [
    "Free",
    "Held",
    "Offer",
    "OfferProblem",
    "Step",
    "Wanting",
    "Workshop",
    "plan_offer",
    "worth",
]
AT_ONCE = (1, 2, 2, 3, 4)  # rounds that are emptied together
TRIES = 2000
SECONDS = 60.0


@dataclass(frozen=True)
class Step:
    """A better offer on the way: after so many seconds it is worth so much."""

    seconds: float
    worth: int


def plan_offer(
    problem: OfferProblem,
    *,
    seed: int = 0,
    tries: int = TRIES,
    seconds: float = SECONDS,
    on_progress: Callable[[Step], None] = lambda _step: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Offer:
    """Plan the offer of a week. After ``seconds`` the best until then is the answer."""
    began = time.monotonic()
    random = Random(seed)  # noqa: S311 - a fair coin that can be tossed again

    def over() -> bool:
        return should_stop() or time.monotonic() - began > seconds

    def tell(found: int) -> None:
        on_progress(Step(time.monotonic() - began, found))

    table = Table(problem)
    week = empty_week(table)
    for round_ in range(len(problem.rounds)):
        fill_round(table, week, round_, random)
    best = worth_of(table, week)
    tell(best)
    highest = worth_at_most(problem)
    for _try in range(tries):
        if over() or best >= highest:
            break
        then = _shaken(table, week, random)
        value = worth_of(table, then)
        if value > best:
            tell(value)
        if value >= best:
            week, best = then, value
    offer = offer_of(table, week)
    return Offer(offer.held, offer.seats, max(best, highest), time.monotonic() - began)


def _shaken(table: Table, week: Week, random: Random) -> Week:
    """The week with some rounds emptied and filled anew, in an order by chance."""
    then = week.copy()
    rounds = range(len(table.problem.rounds))
    chosen = random.sample(rounds, min(random.choice(AT_ONCE), len(rounds)))
    for round_ in chosen:
        then.held[round_], then.comes[:, round_] = table.fixed[round_], NOTHING
    for round_ in chosen:
        fill_round(table, then, round_, random)
    return then
