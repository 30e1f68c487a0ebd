"""Publishing: a version with a name becomes the timetable from a date, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.week.planning.ready import planned
from tests.week.versions.working import begun, layout, now, places, week_of

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import PLAN
from stapsteen.planner.organisation.planning import plan_of
from stapsteen.week.models import Alternation, Plan, PlanInForce, Version
from stapsteen.week.planning.actions import put_in_force, take_back
from stapsteen.week.planning.planned import planning_of
from stapsteen.week.planning.queries import newest_plans, newest_runs, plan_in_force
from stapsteen.week.versions.access import versions_for
from stapsteen.week.versions.actions import (
    lock,
    move_lesson,
    publish,
    start_working_version,
)
from stapsteen.week.versions.writing import Overtaken

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def moved():
    """A version in which one lesson was moved, on the plan that holds."""
    everybody, version = begun()
    put_in_force(version.base, by=everybody.principal)
    ((event, place),) = places(version, "free")
    move_lesson(version, event, time=place.time, revision=0, by=everybody.principal)
    return everybody, now(version)


def published(everybody, version, name="Herfst", starts=None, revision=1):
    return publish(
        version, name=name, note="De gymzaal is dicht.", starts=starts or today(),
        revision=revision, by=everybody.principal,
    )  # fmt: skip


def test_a_published_version_is_the_plan_that_holds():
    everybody, version = moved()
    done = published(everybody, version)
    held = plan_in_force(everybody.teacher)
    assert held is not None
    assert held.plan == done.plan
    assert (done.name, done.note, done.before) == ("Herfst", "De gymzaal is dicht.", version.base)
    week = week_of(version)
    assert PLAN.validate_python(held.plan.body) == plan_of(week.draft, week.solution)
    assert planning_of(held.plan).solution == week.solution
    assert newest_plans(everybody.teacher, everybody.year)["year_class"] == done.plan
    assert newest_runs(everybody.principal, everybody.year)[0].plan == version.base


def test_from_a_later_day_on_it_holds_from_that_day():
    everybody, version = moved()
    published(everybody, version, starts=today() + timedelta(days=7))
    held = plan_in_force(everybody.teacher)
    assert held is not None
    assert held.plan == version.base
    ends = PlanInForce.objects.get(plan=version.base).ends
    assert ends == today() + timedelta(days=6)


def test_what_is_published_does_not_change_and_one_goes_on_from_it():
    everybody, version = moved()
    lock(version, week_of(version).draft.blocks[0].id, revision=1, by=everybody.principal)
    done = published(everybody, version, revision=2)
    with pytest.raises(Refused, match="gepubliceerd"):
        published(everybody, version, revision=2)
    assert done.plan is not None
    following = start_working_version(done.plan, by=everybody.principal)
    assert layout(following) == layout(version)
    assert [one.event for one in following.locks.all()] == [
        one.event for one in version.locks.all()
    ]


def test_taken_back_it_is_a_working_version_again_and_what_held_holds():
    everybody, version = moved()
    done = published(everybody, version)
    assert done.in_force is not None
    take_back(done.in_force, by=everybody.principal)
    assert now(version).state == Version.State.WORKING
    assert not Plan.objects.filter(by_hand=True).exists()
    held = plan_in_force(everybody.teacher)
    assert held is not None
    assert held.plan == version.base
    published(everybody, version, "Nog eens")


def test_it_is_not_taken_back_once_others_build_on_it():
    everybody, version = moved()
    done = published(everybody, version)
    assert done.plan is not None
    assert done.in_force is not None
    start_working_version(done.plan, by=everybody.principal)
    with pytest.raises(Refused, match="al aan een nieuwe versie gewerkt"):
        take_back(done.in_force, by=everybody.principal)


def test_it_is_not_taken_back_when_its_plan_runs_in_other_weeks_as_well():
    everybody, version = moved()
    done = published(everybody, version)
    assert done.plan is not None
    again = put_in_force(done.plan, by=everybody.principal)
    take_back(again, by=everybody.principal)
    Alternation.objects.create(year=everybody.year, plan=done.plan, starts=today())
    assert done.in_force is not None
    with pytest.raises(Refused, match="andere weken"):
        take_back(done.in_force, by=everybody.principal)
    assert Alternation.objects.exists()


def test_the_day_is_from_today_on_and_in_the_school_year():
    everybody, version = moved()
    for day in (today() - timedelta(days=1), everybody.year.ends + timedelta(days=1)):
        with pytest.raises(Refused, match="terugwerkende kracht"):
            published(everybody, version, starts=day)
    with pytest.raises(Refused, match="een naam nodig"):
        published(everybody, version, name=" ")
    assert now(version).state == Version.State.WORKING


def test_who_looked_at_an_older_revision_does_not_publish():
    everybody, version = moved()
    with pytest.raises(Overtaken):
        published(everybody, version, revision=0)


def test_the_team_sees_what_is_published_and_pupils_and_strangers_nothing():
    everybody, version = moved()
    published(everybody, version)
    counts = {
        who: versions_for(getattr(everybody, who)).count()
        for who in ("principal", "teacher", "pupil", "guardian", "stranger")
    }
    assert counts == {"principal": 1, "teacher": 1, "pupil": 0, "guardian": 0, "stranger": 0}


def test_two_plans_of_one_run_are_the_planners_and_that_of_people():
    everybody, version = moved()
    published(everybody, version)
    again = planned(everybody, seconds=1)
    assert again == version.base
    assert Plan.objects.filter(run=again.run).count() == 2
