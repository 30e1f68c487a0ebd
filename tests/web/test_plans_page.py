"""The page on which weeks are planned, while planning goes on."""

from __future__ import annotations

import pytest
from tests.web.addresses import world
from tests.web.test_permissions import logged_in

from stapsteen.jobs.actions import enqueue
from stapsteen.week.models import Plan
from stapsteen.week.planning.actions import WORK, ask_plans

pytestmark = pytest.mark.django_db
LOOK = "Bekijk het tot nu toe"


def test_the_best_plan_so_far_can_be_looked_at_while_planning_goes_on():
    here = world()
    client = logged_in(here.everybody.principal)
    assert LOOK not in client.get("/rooster/plannen/").content.decode()
    run = Plan.objects.filter(by_hand=False).latest("pk").run
    enqueue(WORK, {"run": run.pk}, key=run.job_key)
    ask_plans(here.everybody.year, ["units"], by=here.everybody.principal)
    text = client.get("/rooster/plannen/").content.decode()
    assert text.count(LOOK) == 1  # of the organisation that has a plan
