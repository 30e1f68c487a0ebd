"""A plan that is being made survives its worker: kill -9 in the middle, and nothing is lost or double."""

from __future__ import annotations

import os
import signal
import subprocess
from datetime import timedelta

import pytest
from django.db.models import F
from tests.cast import Cast, cast
from tests.jobs.machines import Start, wait_until

from stapsteen.jobs.actions import enqueue
from stapsteen.jobs.models import Job, WorkerBeat
from stapsteen.jobs.queries import status
from stapsteen.planner.organisation.example import example_week
from stapsteen.week.models import Plan, PlanningRun
from stapsteen.week.planning.actions import WORK, ask_run, stop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def asked(everybody: Cast, seconds: int) -> PlanningRun:
    """A week that is not planned best within the time."""
    week = example_week(225)
    run = ask_run(everybody.year, week, "year_class", seconds=seconds, by=everybody.principal)
    enqueue(WORK, {"run": run.pk}, key=run.job_key)
    return run


def state_of(run: PlanningRun) -> str:
    job = status(run.job_key)
    assert job is not None
    return job.state


def kill(worker: subprocess.Popen[bytes]) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()


def test_a_plan_goes_on_from_the_best_one_when_its_worker_is_killed(start_worker: Start) -> None:
    run = asked(cast(), seconds=12)
    first = start_worker("--name", "first")
    wait_until(Plan.objects.exists)
    kill(first)
    before = Plan.objects.get()
    assert (state_of(run), before.stopped) == (Job.State.RUNNING, True)
    start_worker("--name", "second", "--instead-of", "first")
    wait_until(lambda: state_of(run) == Job.State.DONE)
    after = Plan.objects.get()
    assert (after.pk, after.stopped) == (before.pk, False)
    assert (after.infeasibility, after.objective) <= (before.infeasibility, before.objective)


def test_who_stops_a_plan_whose_worker_was_killed_has_the_best_one_at_once(
    start_worker: Start,
) -> None:
    everybody = cast()
    run = asked(everybody, seconds=120)
    first = start_worker("--name", "first")
    wait_until(Plan.objects.exists)
    kill(first)
    WorkerBeat.objects.update(at=F("at") - timedelta(seconds=11))
    stop(run, by=everybody.principal)
    assert (state_of(run), Plan.objects.count()) == (Job.State.CANCELLED, 1)
    kept = Plan.objects.values("objective", "seconds", "made_at").get()
    start_worker()
    wait_until(lambda: not WorkerBeat.objects.filter(worker="first").exists())
    assert state_of(run) == Job.State.CANCELLED
    assert Plan.objects.values("objective", "seconds", "made_at").get() == kept


def test_who_stops_a_plan_gets_the_best_one(start_worker: Start) -> None:
    everybody = cast()
    run = asked(everybody, seconds=120)
    start_worker()
    wait_until(Plan.objects.exists)
    stop(run, by=everybody.principal)
    wait_until(lambda: state_of(run) == Job.State.CANCELLED)
    job = status(run.job_key)
    assert job is not None
    assert (job.result, Plan.objects.get().stopped) == ({"plan": Plan.objects.get().pk}, True)
