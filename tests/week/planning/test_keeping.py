"""What is kept of planning: the best plan, while it is made; never a worse one, never what holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.week.planning.ready import planned, ready

from stapsteen.jobs.models import Job, WorkerBeat
from stapsteen.jobs.worker import sign_of_life
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.planning import BetterPlan, PlanResult, plan_week
from stapsteen.week.models import Plan
from stapsteen.week.planning.actions import ask_plans, put_in_force, stop
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.planning.keeping import SoFar, keep, so_far_of
from stapsteen.week.planning.queries import newest_runs
from stapsteen.week.versions.actions import start_working_version
from stapsteen.week.year_plan.actions import choose_weeks

pytestmark = pytest.mark.django_db


def result(everybody) -> PlanResult:
    return plan_week(school_week_of(everybody.year), "year_class", seconds=1, workers=1)


def test_a_plan_is_replaced_by_a_better_one_and_not_by_a_worse_one():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    found = result(everybody)
    for cost, kept in (((1, 9), (1, 9)), ((1, 10), (1, 9)), ((2, 0), (1, 9)), ((0, 50), (0, 50))):
        keep(run, replace(found, infeasibility=cost[0], objective=cost[1]))
        assert Plan.objects.values_list("infeasibility", "objective").get() == kept


def test_a_worse_answer_at_the_end_still_says_that_planning_ended():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    found = result(everybody)
    keep(run, replace(found, objective=4, stopped=True))
    keep(run, replace(found, objective=5, stopped=False, seconds=10.0))
    assert Plan.objects.values_list("objective", "stopped", "seconds").get() == (4, False, 10.0)


def test_the_timetable_that_holds_is_never_changed_by_planning_on():
    everybody = ready()
    plan = planned(everybody)
    Plan.objects.update(objective=99)
    put_in_force(plan, by=everybody.principal)
    assert keep(plan.run, result(everybody)) == plan
    assert Plan.objects.get().objective == 99


def test_a_plan_that_was_chosen_for_a_week_is_never_changed_by_planning_on():
    everybody = ready()
    plan = planned(everybody)
    Plan.objects.update(objective=99)
    choose_weeks(
        everybody.year, everybody.year.ends, theme="Water", plan=plan, by=everybody.principal
    )
    keep(plan.run, result(everybody))
    assert Plan.objects.get().objective == 99


def test_a_plan_that_is_worked_on_by_hand_is_never_changed_by_planning_on():
    everybody = ready()
    plan = planned(everybody)
    start_working_version(plan, by=everybody.principal)
    Plan.objects.update(objective=99)
    keep(plan.run, result(everybody))
    assert Plan.objects.get().objective == 99


def test_a_plan_that_is_still_being_made_is_not_worked_on_by_hand():
    everybody = ready()
    plan = planned(everybody)
    ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    with pytest.raises(Refused, match="nog gepland"):
        start_working_version(plan, by=everybody.principal)
    stop(plan.run, by=everybody.principal)
    assert start_working_version(plan, by=everybody.principal).base == plan


def test_a_plan_that_is_still_being_made_cannot_be_put_in_force():
    everybody = ready()
    plan = planned(everybody)
    ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    with pytest.raises(Refused, match="nog gepland"):
        put_in_force(plan, by=everybody.principal)
    stop(plan.run, by=everybody.principal)
    assert put_in_force(plan, by=everybody.principal).plan == plan


def test_what_was_stopped_while_no_worker_is_left_is_not_shown_as_busy():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["units"], by=everybody.principal)
    sign_of_life("north")
    Job.objects.update(state=Job.State.RUNNING)
    stop(run, by=everybody.principal)
    assert newest_runs(everybody.principal, everybody.year)[0].is_busy
    WorkerBeat.objects.all().delete()
    assert not newest_runs(everybody.principal, everybody.year)[0].is_busy


def test_who_does_it_again_goes_on_from_the_best_plan_for_the_time_that_was_left():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    assert so_far_of(run) == SoFar()
    found = replace(result(everybody), stopped=True, seconds=4.0, first_plan_seconds=0.5)
    keep(run, found)
    so_far = so_far_of(run)
    assert so_far == SoFar(found.solution, 4.0, 0.5)
    later = so_far.with_result(replace(found, seconds=3.0, first_plan_seconds=0.1))
    assert (later.seconds, later.first_plan_seconds) == (7.0, 0.5)


def test_a_plan_of_an_earlier_version_is_not_gone_on_from():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    keep(run, replace(result(everybody), stopped=True))
    Plan.objects.update(solution=None)
    assert so_far_of(run) == SoFar()


def test_every_better_plan_can_be_asked_for_as_a_whole():
    everybody = ready()
    steps: list[BetterPlan] = []
    week = school_week_of(everybody.year)
    last = plan_week(week, "year_class", seconds=1, workers=1, on_progress=steps.append)
    assert (steps[-1].result().plan, steps[-1].result().stopped) == (last.plan, True)
