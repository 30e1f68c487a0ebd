"""The pages that explain a timetable: reached from the timetable itself, and by the team alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.web.test_permissions import logged_in
from tests.week.planning.ready import planned, ready

from stapsteen.week.planning.actions import put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    return ready()


@pytest.fixture
def plan(everybody):
    made = planned(everybody)
    put_in_force(made, by=everybody.principal)
    return made


def an_event(plan) -> str:
    return next(meet["event"] for meet in plan.solution["meets"] if "gym" in meet["event"])


def test_a_lesson_in_the_timetable_of_the_team_leads_to_why_it_stands_there(everybody, plan):
    client = logged_in(everybody.principal)
    address = reverse("planning:why", args=[plan.pk, an_event(plan)])
    week = client.get(reverse("planning:timetable") + "?whose=groups&day=week").content.decode()
    assert f'href="{address}"' in week
    page = client.get(address).content.decode()
    assert "Waarom staat Gym Groep 5 hier?" in page
    assert page.count('<li class="place-') == 10


def test_the_timetable_of_a_pupil_leads_to_no_explanations(everybody, plan):
    week = logged_in(everybody.pupil).get(reverse("planning:timetable")).content.decode()
    assert "/waarom/" not in week
    assert "/kosten/" not in week


def test_a_lesson_that_the_plan_does_not_have_is_not_found(everybody, plan):
    client = logged_in(everybody.principal)
    assert client.get(reverse("planning:why", args=[plan.pk, "nothing"])).status_code == 404


def test_a_plan_of_an_earlier_version_is_refused_with_what_to_do(everybody, plan):
    plan.solution = None
    plan.save()
    answer = logged_in(everybody.principal).get(reverse("planning:costs", args=[plan.pk]))
    assert answer.status_code == 422
    assert "Plan de week opnieuw" in answer.content.decode()


def test_a_plan_is_laid_beside_another_of_the_same_question_alone(everybody, plan):
    client = logged_in(everybody.principal)
    again = planned(everybody, allowed=30)
    other = planned(everybody, "units")
    costs = client.get(reverse("planning:costs", args=[plan.pk])).content.decode()
    beside = reverse("planning:difference", args=[plan.pk, again.pk])
    assert f'href="{beside}"' in costs
    assert client.get(beside).status_code == 200
    elsewhere = reverse("planning:difference", args=[plan.pk, other.pk])
    assert client.get(elsewhere).status_code == 404
