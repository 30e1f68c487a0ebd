"""The best plan of a run is kept while it is made: whoever stops, and whatever breaks, it is there.

It is a whole plan, with its measures, and it is only ever replaced by a better one. So a process that was
thought dead and goes on writing does no harm.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from time import monotonic
from types import TracebackType
from typing import Self

from django.db import close_old_connections, connection, transaction

from stapsteen.jobs.away import AWAY
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import PlanResult
from stapsteen.planner.organisation.planning import BetterPlan, as_plain
from stapsteen.planner.timetable.solution import Solution
from stapsteen.week.models import Plan, PlanningRun
from stapsteen.week.planning.planned import planning_of

FIRST = 1.0  # seconds; what is planned sooner is kept at the end only
EVERY = 2.0  # seconds between two plans that are kept
SHARE = 10  # working a plan out takes at most one part in so many of the time


@dataclass(frozen=True)
class SoFar:
    """What was found of a run before: where planning goes on, and how long it took to come there."""

    solution: Solution | None = None
    seconds: float = 0
    first_plan_seconds: float = 0

    def with_result(self, result: PlanResult) -> PlanResult:
        """What was found since, with the time of both."""
        return replace(
            result,
            seconds=round(self.seconds + result.seconds, 2),
            first_plan_seconds=self.first_plan_seconds or result.first_plan_seconds,
        )


def so_far_of(run: PlanningRun) -> SoFar:
    """What is kept of a run that was cut off or stopped; nothing where it cannot be gone on from."""
    known = Plan.objects.filter(run=run, by_hand=False, stopped=True).first()
    if known is None:
        return SoFar()
    try:
        solution = planning_of(known).solution
    except Refused:  # kept by an earlier version of the program
        return SoFar()
    return SoFar(solution, known.seconds, known.first_plan_seconds)


class Keeper(threading.Thread):
    """Keeps the best plan so far beside the search, which never waits for it."""

    def __init__(self, run: PlanningRun, so_far: SoFar) -> None:
        super().__init__(daemon=True)
        self.planned = run
        self.so_far = so_far
        self.ended = threading.Event()
        self.newest: BetterPlan | None = None

    def better(self, step: BetterPlan) -> None:
        """A better plan was found; called by the search."""
        self.newest = step

    def run(self) -> None:
        """Keep what is new until told to end."""
        wait, kept = FIRST, None
        while not self.ended.wait(wait):
            newest, wait = self.newest, EVERY
            if newest is not None and newest is not kept:
                began = monotonic()
                kept = newest if self._keep(newest) else kept
                wait = max(EVERY, SHARE * (monotonic() - began))
        connection.close()  # that of this thread

    def _keep(self, step: BetterPlan) -> bool:
        try:
            keep(self.planned, self.so_far.with_result(step.result()))
        except AWAY:  # the next plan is kept
            close_old_connections()
            return False
        return True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.ended.set()
        self.join()


@transaction.atomic
def keep(run: PlanningRun, result: PlanResult) -> Plan:
    """Write the answer of a run down, unless a better one is there already; the one that is kept.

    A plan that holds or held as the timetable, was chosen for a week, or is worked on by hand is
    never changed.
    """
    PlanningRun.objects.select_for_update().only("pk").get(pk=run.pk)
    known = Plan.objects.filter(run=run, by_hand=False).first()
    if known is not None and is_used(known):
        return known
    if known is not None and (known.infeasibility, known.objective) < _cost(result):
        known.seconds, known.stopped = result.seconds, result.stopped
        known.save(update_fields=["seconds", "stopped"])
        return known
    found = as_plain(result)
    kept, _new = Plan.objects.update_or_create(
        run=run,
        by_hand=False,
        defaults={
            "body": found["plan"],
            "solution": found["solution"],
            "measures": found["measures"],
            "sentences": found["sentences"],
            "assumed": found["assumed"],
            "infeasibility": result.infeasibility,
            "objective": result.objective,
            "first_plan_seconds": result.first_plan_seconds,
            "seconds": result.seconds,
            "stopped": result.stopped,
        },
    )
    return kept


def is_used(plan: Plan) -> bool:
    """Whether a plan holds or held, was chosen for a week, or is worked on by hand."""
    uses = (plan.times_in_force, plan.weeks, plan.alternations, plan.versions)
    return any(use.exists() for use in uses)


def _cost(result: PlanResult) -> tuple[int, int]:
    return result.infeasibility, result.objective
