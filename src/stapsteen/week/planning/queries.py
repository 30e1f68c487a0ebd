"""Reads about planning: what was asked, how far it is, what was found, what holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import ahead_of, is_worker_alive
from stapsteen.planner.organisation.plan import MEASURES, Measure
from stapsteen.school.access import Viewer, on
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Organisation, Plan, PlanInForce, PlanningRun
from stapsteen.week.planning.access import in_force_for, plans_for, runs_for


@dataclass(frozen=True)
class RunState:
    """A planning run as it stands: its work and, once there is one, its plan."""

    run: PlanningRun
    job: Job | None
    plan: Plan | None
    ahead: int = 0
    cut_off: bool = False  # somebody said stop, and no worker is left that could hear it

    @property
    def organisation(self) -> str:
        """The name of the organisation."""
        return str(Organisation(self.run.organisation).label)

    @property
    def is_busy(self) -> bool:
        """Whether it is waiting or being planned."""
        return self.job is not None and not self.job.is_over and not self.cut_off

    @property
    def share(self) -> int:
        """How much of the planning time has gone, in percent."""
        if self.job is None or not self.is_busy:
            return 100
        told = self.job.progress
        return min(99, round(100 * int(told.get("elapsed", 0)) / max(1, self.run.seconds)))


def newest_runs(viewer: Viewer, year: SchoolYear) -> list[RunState]:
    """For each organisation the run that was asked last, in the order of the organisations."""
    newest: dict[str, PlanningRun] = {}
    asked = runs_for(viewer).filter(year=year, week_changes__isnull=True)
    for run in asked.defer("week").order_by("asked_at", "pk"):
        newest[run.organisation] = run
    runs = [newest[key] for key in Organisation.values if key in newest]
    return states_of(runs)


def states_of(runs: list[PlanningRun]) -> list[RunState]:
    """How far some runs are; two queries and one for each that waits or was stopped."""
    jobs = {job.key: job for job in Job.objects.filter(key__in=[run.job_key for run in runs])}
    made = Plan.objects.filter(run__in=runs, by_hand=False).defer("body", "solution")
    plans = {plan.run_id: plan for plan in made}
    found = []
    for run in runs:
        job = jobs.get(run.job_key)
        waits = job is not None and job.state == Job.State.WAITING
        ahead = ahead_of(job) if job is not None and waits else 0
        cut_off = job is not None and job.cancel_asked and not is_worker_alive()
        found.append(RunState(run, job, plans.get(run.pk), ahead, cut_off))
    return found


def newest_plans(viewer: Viewer, year: SchoolYear) -> dict[str, Plan]:
    """For each organisation the plan that was made last."""
    found: dict[str, Plan] = {}
    for plan in plans_for(viewer).filter(run__year=year).order_by("made_at", "pk"):
        found[plan.run.organisation] = plan
    return {key: found[key] for key in Organisation.values if key in found}


def organisations_planned(viewer: Viewer, year: SchoolYear) -> int:
    """For how many organisations there is a plan. Reads no plan."""
    plans = plans_for(viewer).filter(run__year=year).order_by()
    return plans.values("run__organisation").distinct().count()


def has_plan_in_force(viewer: Viewer) -> bool:
    """Whether the school has a timetable today. Reads no plan."""
    return in_force_for(viewer).filter(on(timezone.localdate())).exists()


def plan_in_force(viewer: Viewer) -> PlanInForce | None:
    """The plan that is the school's timetable today."""
    return in_force_for(viewer).filter(on(timezone.localdate())).first()


def measures_of(plan: Plan) -> tuple[Measure, ...]:
    """The seven measures of a plan."""
    return MEASURES.validate_python(plan.measures)
