"""Something was agreed anew: the timetable in force is adjusted, with few changes."""

from __future__ import annotations

import pytest
from tests.cast import person_of
from tests.week.changes.otherwise import in_force

from stapsteen.kit.refused import Refused
from stapsteen.school.models import Guidance
from stapsteen.week.changes.week_work import week_change
from stapsteen.week.changes.weeks import WeekRow, ask_week_change, week_rows
from stapsteen.week.models import Plan, WeekChange
from stapsteen.week.planning.actions import put_in_force

pytestmark = pytest.mark.django_db


def friday_for_gijs(everybody) -> None:
    """Gijs has the group on Friday from now on."""
    Guidance.objects.filter(staff=person_of(everybody.teacher)).update(weekdays="1234")
    Guidance.objects.create(
        staff=person_of(everybody.colleague), group=everybody.group, weekdays="5",
        kind=Guidance.Kind.TEACHES, starts=everybody.year.starts,
    )  # fmt: skip


def adjusted(everybody) -> WeekChange:
    change = ask_week_change(everybody.year, by=everybody.principal)
    week_change({"change": change.pk}, lambda _told: None, lambda: False)
    change.refresh_from_db()
    return change


def test_only_the_friday_changes():
    everybody = in_force()
    friday_for_gijs(everybody)
    rows = week_rows(adjusted(everybody))
    assert [row for row in rows if row.kind == "adult"] == [
        WeekRow("Groep 5 op vrijdagochtend", "adult", "Bram", "Gijs"),
        WeekRow("Groep 5 op vrijdagmiddag", "adult", "Bram", "Gijs"),
    ]
    assert {row.kind for row in rows} == {"adult"}


def test_it_is_a_new_plan_and_the_one_in_force_stays_as_it_is():
    everybody = in_force()
    before = Plan.objects.values("pk", "body").get()
    friday_for_gijs(everybody)
    change = adjusted(everybody)
    assert change.plan is not None
    assert change.plan.pk != before["pk"]
    assert Plan.objects.values("pk", "body").get(pk=before["pk"]) == before


def test_done_again_the_adjusted_plan_that_holds_stays():
    everybody = in_force()
    friday_for_gijs(everybody)
    change = adjusted(everybody)
    put_in_force(change.plan, by=everybody.principal)
    answer = week_change({"change": change.pk}, lambda _told: None, lambda: False)
    assert answer == {"plan": change.plan.pk}


def test_nothing_is_planned_when_nothing_was_agreed_anew():
    everybody = in_force()
    with pytest.raises(Refused, match="niets veranderd"):
        ask_week_change(everybody.year, by=everybody.principal)


def test_only_who_plans_adjusts_the_week():
    everybody = in_force()
    friday_for_gijs(everybody)
    with pytest.raises(Refused, match="Alleen de schoolleider"):
        ask_week_change(everybody.year, by=everybody.teacher)
