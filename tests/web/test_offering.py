"""Offering a workshop: a school has hundreds of goals, and one is found by subject and year group."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.cast import cast
from tests.curriculum.goals import make_goal
from tests.web.test_permissions import logged_in
from tests.week.sessions.offer import make_round

from stapsteen.curriculum.models import Goal

pytestmark = pytest.mark.django_db


def test_goals_stand_by_subject_and_year_group_and_what_is_out_of_use_is_not_offered():
    everybody = cast()
    first, second = (make_goal(everybody.school, name, step=9) for name in ("Breuken", "Meten"))
    third = make_goal(everybody.school, "Procenten", step=13)
    old = make_goal(everybody.school, "Oud", step=9)
    Goal.objects.filter(pk=old.pk).update(retired_on=timezone.localdate())
    page = f"/workshops/ronde/{make_round(everybody).pk}/aanbieden/"
    form = logged_in(everybody.teacher).get(page).context["form"]
    assert list(form.fields["goal"].choices) == [
        ("", "Geen doel: een vrije workshop"),
        ("Rekenen, groep 5", [(first.pk, "Breuken"), (second.pk, "Meten")]),
        ("Rekenen, groep 7", [(third.pk, "Procenten")]),
    ]
    answer = logged_in(everybody.teacher).post(page, {"goal": old.pk})
    assert "goal" in answer.context["form"].errors
