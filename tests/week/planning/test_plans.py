"""Having a week planned: asked once however many press, kept, put in force, taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import person_of
from tests.week.planning.ready import planned, ready

from stapsteen.jobs.models import Job
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import ORGANISATIONS
from stapsteen.week.models import Plan, PlanInForce, PlanningRun
from stapsteen.week.planning.access import people_with_a_week, plans_for
from stapsteen.week.planning.actions import ask_plans, put_in_force, stop, take_back
from stapsteen.week.planning.compared import lines_of, sides_of
from stapsteen.week.planning.picture import picture_of
from stapsteen.week.planning.queries import newest_plans, newest_runs, plan_in_force
from stapsteen.week.planning.shown import shown
from stapsteen.week.planning.work import plan

pytestmark = pytest.mark.django_db


def test_five_organisations_are_five_runs_with_work_for_each():
    everybody = ready()
    runs = ask_plans(everybody.year, ORGANISATIONS, by=everybody.principal)
    assert [run.organisation for run in runs] == list(ORGANISATIONS)
    assert Job.objects.filter(key__in=[run.job_key for run in runs], state="waiting").count() == 5


@pytest.mark.django_db(transaction=True)
def test_five_browsers_that_press_at_once_share_the_runs():
    everybody = ready()

    def press(_browser: int) -> None:
        try:
            ask_plans(everybody.year, ORGANISATIONS, by=everybody.principal)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(press, range(5)))
    assert PlanningRun.objects.count() == Job.objects.count() == 5


def test_a_run_that_was_stopped_begins_again_when_it_is_asked_again():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["units"], by=everybody.principal)
    stop(run, by=everybody.principal)
    assert Job.objects.get(key=run.job_key).state == "cancelled"
    ask_plans(everybody.year, ["units"], by=everybody.principal)
    assert Job.objects.get(key=run.job_key).state == "waiting"


def test_the_work_keeps_the_plan_and_doing_it_again_replaces_it():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["year_class"], by=everybody.principal)
    told: list[dict[str, object]] = []
    for _time in range(2):
        plan({"run": run.pk}, told.append, lambda: told[-1].get("infeasibility") == 0)
    assert Plan.objects.get(run=run).infeasibility == 0
    assert told[-1]["infeasibility"] == 0


def test_who_says_stop_gets_the_best_plan_so_far():
    everybody = ready()
    (run,) = ask_plans(everybody.year, ["personal"], by=everybody.principal)
    plan({"run": run.pk}, lambda told: None, lambda: True)
    assert Plan.objects.filter(run=run).exists()


@pytest.mark.parametrize("who", ["teacher", "care_coordinator", "pupil", "guardian", "stranger"])
def test_only_who_runs_the_school_plans(who):
    everybody = ready()
    with pytest.raises(Refused, match="schoolleider"):
        ask_plans(everybody.year, ["units"], by=getattr(everybody, who))


def test_the_newest_decision_holds_and_what_held_before_ends():
    everybody = ready()
    first, second = planned(everybody), planned(everybody, "equal_afternoons")
    put_in_force(first, by=everybody.principal)
    decided = put_in_force(second, by=everybody.principal)
    held = plan_in_force(everybody.teacher)
    assert held is not None
    assert held.plan == second
    take_back(decided, by=everybody.principal)
    held = plan_in_force(everybody.teacher)
    assert held is not None
    assert held.plan == first


def test_only_the_newest_decision_is_taken_back():
    everybody = ready()
    first = put_in_force(planned(everybody), by=everybody.principal)
    put_in_force(planned(everybody, "units"), by=everybody.principal)
    with pytest.raises(Refused, match="al een ander genomen"):
        take_back(first, by=everybody.principal)


def test_the_team_sees_plans_of_its_own_school_and_pupils_see_none_as_a_whole():
    everybody = ready()
    planned(everybody)
    counts = {
        who: plans_for(getattr(everybody, who)).count()
        for who in ("principal", "teacher", "pupil", "guardian", "stranger")
    }
    assert counts == {"principal": 1, "teacher": 1, "pupil": 0, "guardian": 0, "stranger": 0}


def test_a_guardian_sees_the_week_of_its_own_child_alone():
    everybody = ready()
    assert list(people_with_a_week(everybody.guardian)) == [person_of(everybody.pupil)]


def test_the_comparison_has_seven_lines_and_says_unknown_without_needs():
    everybody = ready()
    for organisation in ("year_class", "personal"):
        planned(everybody, organisation)
    plans = newest_plans(everybody.teacher, everybody.year)
    lines = {line.key: line for line in lines_of(plans, "nl")}
    assert list(lines) == ["fit", "choice", "cohesion", "alignment", "calm", "load", "cost"]
    assert [point.text for point in lines["fit"].points] == ["onbekend", "onbekend"]
    assert lines["fit"].points[0].y is None
    assert "Wat leerlingen nodig hebben" in lines["fit"].assumed
    assert [side.key for side in sides_of(plans, "nl")] == ["year_class", "personal"]


def test_the_picture_of_a_year_class_is_red_and_of_personal_timetables_mostly_green():
    everybody = ready()
    shares = [
        picture_of(shown(planned(everybody, organisation))).shares
        for organisation in ("year_class", "personal")
    ]
    assert shares[0] == {"red": 100}
    assert shares[1]["green"] > 50


def test_following_runs_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    everybody = ready()
    ask_plans(everybody.year, ORGANISATIONS, by=everybody.principal)
    with django_assert_max_num_queries(9):
        newest_runs(everybody.principal, everybody.year)


def test_what_held_last_week_stays_in_the_books():
    everybody = ready()
    decided = put_in_force(planned(everybody), by=everybody.principal)
    PlanInForce.objects.filter(pk=decided.pk).update(
        starts=timezone.localdate() - timedelta(days=7)
    )
    put_in_force(planned(everybody, "units"), by=everybody.principal)
    assert PlanInForce.objects.count() == 2
