"""A kept plan is restored as the engine knows it, exactly; what cannot be restored says so."""

from __future__ import annotations

import pytest
from tests.week.planning.ready import planned, ready

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import ORGANISATIONS, PLAN
from stapsteen.planner.organisation.planning import plan_of
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.week.models import Plan
from stapsteen.week.planning.planned import compiled_of, planning_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_kept_solution_gives_the_kept_plan_and_its_cost(organisation):
    made = Plan.objects.get(pk=planned(ready(), organisation, seconds=0.3).pk)
    found = planning_of(made)
    assert plan_of(found.draft, found.solution) == PLAN.validate_python(made.body)
    cost = evaluate(found.instance, found.solution).cost
    assert cost == (made.infeasibility, made.objective)


@pytest.mark.parametrize("change", ["none", "nonsense", "event missing", "needs missing"])
def test_what_cannot_be_restored_is_refused_with_an_advice(change):
    plan = planned(ready(), seconds=0.3)
    if change == "none":
        plan.solution = None
    elif change == "nonsense":
        plan.solution = {"meets": [{"event": 1}]}
    elif change == "event missing":
        plan.solution["meets"].pop()
    else:
        plan.solution["meets"][0]["resources"].append(None)
    with pytest.raises(Refused) as refused:
        planning_of(plan)
    assert refused.value.advice == "Plan de week opnieuw; dat rooster kun je wel veranderen."


def test_equal_questions_are_compiled_once():
    everybody = ready()
    run = planned(everybody, seconds=0.3).run
    again = type(run).objects.get(pk=run.pk)
    assert compiled_of(run) is compiled_of(again)
    assert compiled_of(planned(everybody, "units", seconds=0.3).run) is not compiled_of(run)
