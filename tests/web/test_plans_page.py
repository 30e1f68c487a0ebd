"""The page on which weeks are planned, while planning goes on."""

from __future__ import annotations

import pytest
from tests.web.addresses import world
from tests.web.test_permissions import logged_in

from stapsteen.jobs.actions import enqueue
from stapsteen.jobs.models import Job
from stapsteen.week.models import Plan
from stapsteen.week.planning.actions import WORK, ask_plans

pytestmark = pytest.mark.django_db
LOOK = "Bekijk het tot nu toe"
ASKED_BEFORE = "Dit was al gepland, en er is niets veranderd."


def test_the_best_plan_so_far_can_be_looked_at_while_planning_goes_on():
    here = world()
    client = logged_in(here.everybody.principal)
    assert LOOK not in client.get("/rooster/plannen/").content.decode()
    run = Plan.objects.filter(by_hand=False).latest("pk").run
    enqueue(WORK, {"run": run.pk}, key=run.job_key)
    ask_plans(here.everybody.year, ["units"], by=here.everybody.principal)
    text = client.get("/rooster/plannen/").content.decode()
    assert text.count(LOOK) == 1  # of the organisation that has a plan


def test_who_asks_for_what_was_planned_before_hears_that():
    client = logged_in(world().everybody.principal)
    asked = {"organisation": "units", "seconds": "10"}
    first = client.post("/rooster/plannen/", asked, follow=True)
    assert ASKED_BEFORE not in first.content.decode()
    Job.objects.filter(name=WORK).update(state=Job.State.DONE)
    again = client.post("/rooster/plannen/", asked, follow=True)
    assert ASKED_BEFORE in again.content.decode()
    both = client.post(
        "/rooster/plannen/", asked | {"organisation": ["units", "personal"]}, follow=True
    )
    assert ASKED_BEFORE not in both.content.decode()
