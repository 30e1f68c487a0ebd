"""Planning as long work: what the worker does for one planning run."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.db import transaction

from stapsteen.planner.organisation.plan import ORGANISATIONS, PlanResult
from stapsteen.planner.organisation.planning import Step, as_plain, plan_week
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.week.models import Plan, PlanningRun

Report = Callable[[dict[str, Any]], None]


def plan(payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]) -> dict[str, Any]:
    """Plan the run that ``payload`` names, and keep the best plan: also when somebody says stop.

    Doing it again, after a worker died, replaces what was kept.
    """
    run = PlanningRun.objects.get(pk=payload["run"])
    clock = Clock(report)

    assert run.organisation in ORGANISATIONS
    result = plan_week(
        week_from_plain(run.week),
        run.organisation,
        seconds=run.seconds,
        seed=run.seed,
        on_progress=clock.better,
        should_stop=lambda: clock.has_ticked() and cancelled(),
    )
    return {"plan": keep(run, result).pk}


class Clock:
    """Tells how long the planning takes and how good the plan is, once a second or when it is better."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.started = monotonic()
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


@transaction.atomic
def keep(run: PlanningRun, result: PlanResult) -> Plan:
    """Write the answer of a run down."""
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
