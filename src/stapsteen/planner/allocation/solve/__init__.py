"""Dealing the seats: nobody worse off than must be, then the next, and shown so where it can be.

First every round is dealt in turn as a flow (``rounds``), shaken some times (``kicks``); then whole
weeks are weighed against each other until the dealing is shown to be leximin (``proof``). Both count
their work, not the clock: the same question and seed give the same seats on every machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from stapsteen.planner.allocation.evaluate import Evaluation, Worth, evaluate
from stapsteen.planner.allocation.problem import Problem, Seats
from stapsteen.planner.allocation.solve.alone import best_weeks
from stapsteen.planner.allocation.solve.dealing import Question, have_of, key_of, seats_of
from stapsteen.planner.allocation.solve.proof import Effort, Proof, prove
from stapsteen.planner.allocation.solve.search import search
from stapsteen.planner.allocation.solve.table import Ints, table_of
from stapsteen.planner.allocation.solve.weeks import weeks_of

__all__ = ["Outcome", "Step", "best_weeks", "deal", "question_of"]
KICKS = 10
EACH, ALTOGETHER = 20.0, 120.0  # units of work of the solver, about a second each
SECONDS = 120.0


@dataclass(frozen=True)
class Step:
    """A better dealing on the way, or one of which more was shown.

    After so many seconds the lowest level and all points; ``shown`` is as in ``Proof``.
    """

    seconds: float
    lowest: int
    total: int
    shown: int = 0


@dataclass(frozen=True)
class Outcome:
    """The seats, what they are worth, and how much of that was shown to be the best there is."""

    seats: Seats
    evaluation: Evaluation
    best: dict[str, Worth]
    proof: Proof
    seconds: float


def deal(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float = SECONDS,
    start: Seats | None = None,
    on_progress: Callable[[Step], None] = lambda _step: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Deal the seats of a problem.

    After ``seconds``, or when ``should_stop`` says so, the best dealing until then is the outcome.
    """
    began = time.monotonic()

    def stop() -> bool:
        return should_stop() or time.monotonic() - began > seconds

    def tell(have: Ints, shown: int = 0) -> None:
        found, total = key_of(question, have)
        on_progress(Step(time.monotonic() - began, min(found, default=100), total, shown))

    question = question_of(_shuffled(problem, seed))
    have = have_of(question.table, start) if start else question.start()
    kicks = KICKS if problem.pupils else 0
    for _key, better in search(question, have, kicks, np.random.default_rng(seed), stop):
        have = better
        tell(have)
    have, proof = prove(question, have, Effort(EACH, ALTOGETHER, stop), tell)
    tell(have, proof.shown)
    found = seats_of(question.table, have)
    seats = {one.id: found[one.id] for one in problem.pupils}
    evaluation = evaluate(problem, seats, question.best)
    return Outcome(seats, evaluation, question.best, proof, time.monotonic() - began)


def _shuffled(problem: Problem, seed: int) -> Problem:
    """The same in an order by chance, so that nobody gains by standing first in the list."""
    pupils = sorted(problem.pupils, key=lambda one: one.id)
    Random(seed).shuffle(pupils)  # noqa: S311 - a fair coin that can be tossed again
    return replace(problem, pupils=tuple(pupils))


def question_of(problem: Problem) -> Question:
    """Look a problem up: its table, everybody's weeks and own best weeks."""
    table = table_of(problem)
    weeks = tuple(weeks_of(table, unit) for unit in table.units)
    return Question(table, weeks, best_weeks(table, weeks))
