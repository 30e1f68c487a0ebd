"""Planning as long work: what the worker does for one planning run."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from stapsteen.jobs.away import patiently
from stapsteen.planner.organisation.plan import ORGANISATIONS
from stapsteen.planner.organisation.planning import BetterPlan, Step, plan_week
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.week.models import PlanningRun
from stapsteen.week.planning.keeping import Keeper, keep, so_far_of

Report = Callable[[dict[str, Any]], None]
LEAST = 1.0  # seconds; who goes on has some time, however little was left


def plan(payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]) -> dict[str, Any]:
    """Plan the run that ``payload`` names, and keep the best plan: also when somebody says stop.

    The best plan is kept while it is made. Who does it again, after a worker died or somebody said
    stop, goes on from it for the time that was left.
    """
    run = PlanningRun.objects.get(pk=payload["run"])
    so_far = so_far_of(run)
    clock, keeper = Clock(report, so_far.seconds), Keeper(run, so_far)

    def better(step: BetterPlan) -> None:
        clock.better(step)
        keeper.better(step)

    assert run.organisation in ORGANISATIONS
    with keeper:
        result = plan_week(
            week_from_plain(run.week),
            run.organisation,
            seconds=max(LEAST, run.seconds - so_far.seconds),
            seed=run.seed,
            start=so_far.solution,
            on_progress=better,
            should_stop=lambda: clock.has_ticked() and cancelled(),
        )
    return {"plan": patiently(lambda: keep(run, so_far.with_result(result))).pk}


class Clock:
    """Tells how long the planning takes and how good the plan is, once a second or when it is better."""

    def __init__(self, report: Report, spent: float = 0) -> None:
        self.report = report
        self.started = monotonic() - spent
        self.best: dict[str, int] = {}
        self.told = -1

    def better(self, step: Step) -> None:
        """A better plan was found."""
        self.best = {"infeasibility": step.infeasibility, "objective": step.objective}
        self._tell()

    def has_ticked(self) -> bool:
        """Time went by; always true."""
        if int(monotonic() - self.started) > self.told:
            self._tell()
        return True

    def _tell(self) -> None:
        self.told = int(monotonic() - self.started)
        self.report({"elapsed": self.told, **self.best})
