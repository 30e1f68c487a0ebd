"""The repair itself: ask ever wider questions until the rules hold, and keep the lightest answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from stapsteen.planner.timetable.evaluate import Broken, Evaluation, evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.repair.carrying import carried
from stapsteen.planner.timetable.repair.locks import Locks, locked
from stapsteen.planner.timetable.repair.staying import (
    Change,
    Stay,
    changes_between,
    distance,
    stay_rules,
)
from stapsteen.planner.timetable.repair.widening import widths
from stapsteen.planner.timetable.solution import Solution

if TYPE_CHECKING:
    from stapsteen.planner.timetable.solve.search import Progress

SHARES = (0.25, 0.4, 0.6, 1.0)  # of the time that is left, for each width in turn
FURTHER = 1  # widths after the one at which the rules hold: what is near may be calmer
CALM = 0.4  # seconds without a better answer, once the rules hold, after which a question is done
STUCK = 1.0  # the same while they do not hold: then more has to be unlocked


@dataclass(frozen=True)
class Repaired:
    """The lightest repair found.

    ``evaluation`` is of the question without the wishes to stay; ``distance`` is what those weigh.
    ``width`` tells how far the program had to unlock: 0 only what was wrong, 3 everything.
    """

    solution: Solution
    evaluation: Evaluation
    disturbed: Evaluation
    changes: tuple[Change, ...]
    distance: int
    width: int
    seconds: float

    @property
    def left(self) -> tuple[Broken, ...]:
        """The required rules that still do not hold."""
        return tuple(one for one in self.evaluation.broken if one.constraint.required)


@dataclass(frozen=True)
class Effort:
    """How long and how a repair may search."""

    seconds: float = 5
    seed: int = 0
    workers: int = 2
    should_stop: Callable[[], bool] = lambda: False


NO_LOCKS = Locks()
USUAL_EFFORT = Effort()


def repair(
    instance: Instance,
    present: Solution,
    *,
    stays: Mapping[str, Stay],
    touched: Collection[str] = (),
    locks: Locks = NO_LOCKS,
    tolerated: int = 0,
    effort: Effort = USUAL_EFFORT,
) -> Repaired:
    """The nearest solution of ``instance`` to ``present`` in which the rules hold, if there is one.

    ``present`` is the plan in force, for this question or for the one before it. ``touched`` are
    events that may change although no rule is broken at them. ``locks`` are those of people and are
    never undone. ``tolerated`` is the infeasibility the plan already had: no reason to look wider.
    Rules go first, then the distance and the wishes together. Nothing is worse than ``present``. Once
    the rules hold it looks one width further, where the same may be had with fewer changes.
    """
    mending = Mending(instance, carried(instance, present), stays, locks, effort)
    held: int | None = None  # the width at which the rules held first
    for number, free in enumerate(mending.widths(touched)):
        if held is not None and number > held + FURTHER:
            break
        mending.ask(free, number, tolerated)
        if held is None and mending.infeasibility <= tolerated:
            held = number
    return mending.answer()


class Mending:
    """One repair under way."""

    def __init__(
        self,
        instance: Instance,
        present: Solution,
        stays: Mapping[str, Stay],
        locks: Locks,
        effort: Effort,
    ) -> None:
        self.started = monotonic()
        self.instance = instance
        self.present = present
        self.stays = stays
        self.locks = locks
        self.effort = effort
        wishes = stay_rules(instance, present, stays)
        self.question = replace(instance, constraints=(*instance.constraints, *wishes))
        self.disturbed = evaluate(self.question, present)
        self.best = (self.disturbed, present)
        self.width = 0
        self.asked: set[frozenset[str]] = set()

    @property
    def infeasibility(self) -> int:
        """How far the best answer so far is from holding all rules."""
        return self.best[0].infeasibility

    def widths(self, touched: Collection[str]) -> list[frozenset[str]]:
        """What may change, ever wider."""
        return list(widths(self.instance, self.present, self.disturbed, touched))

    def ask(self, free: frozenset[str], number: int, tolerated: int) -> None:
        """Solve with everything locked but ``free``, and keep the answer when it is better."""
        left = self.effort.seconds - (monotonic() - self.started)
        if free in self.asked or not free or left <= 0:
            return
        self.asked.add(free)
        found, solution = self._solved(free, left * SHARES[number], tolerated)
        if found.cost < self.best[0].cost and self.locks.hold(self.present, solution):
            self.best, self.width = (found, solution), number

    def _solved(
        self, free: frozenset[str], seconds: float, tolerated: int
    ) -> tuple[Evaluation, Solution]:
        from stapsteen.planner.timetable.solve import solve  # OR-Tools takes a second to import

        held = frozenset(event.id for event in self.instance.events) - free
        patience = Patience(tolerated, self.effort.should_stop)
        outcome = solve(
            locked(self.question, self.present, Locks(held, held) | self.locks),
            seconds=seconds,
            seed=self.effort.seed,
            workers=self.effort.workers,
            start=self.best[1],
            on_progress=patience.hear,
            should_stop=patience.is_over,
        )
        return evaluate(self.question, outcome.solution), outcome.solution

    def answer(self) -> Repaired:
        """The lightest of all answers."""
        solution = self.best[1]
        return Repaired(
            solution=solution,
            evaluation=evaluate(self.instance, solution),
            disturbed=evaluate(self.instance, self.present),
            changes=changes_between(self.present, solution),
            distance=distance(self.instance, self.present, solution, self.stays),
            width=self.width,
            seconds=monotonic() - self.started,
        )


class Patience:
    """Ends a question when nothing better has come for a while: sooner once the rules hold."""

    def __init__(self, tolerated: int, should_stop: Callable[[], bool]) -> None:
        self.tolerated = tolerated
        self.should_stop = should_stop
        self.started = self.calm_since = monotonic()
        self.calm = STUCK

    def hear(self, found: Progress) -> None:
        """A better answer was found."""
        self.calm_since = monotonic()
        self.calm = CALM if found.infeasibility <= self.tolerated else STUCK

    def is_over(self) -> bool:
        """Whether to stop: somebody says so, or it has been calm as long as it took to get here."""
        took = self.calm_since - self.started
        return monotonic() - self.calm_since > max(self.calm, took) or self.should_stop()
