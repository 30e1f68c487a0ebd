"""Offering a workshop: a school has hundreds of goals, and one is found by subject and year group."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.cast import cares_for, cast, make_group, make_person, person_of, place
from tests.curriculum.goals import make_goal
from tests.web.test_permissions import logged_in
from tests.week.sessions.offer import make_round, make_workshop

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import RoleKind

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


def test_a_teacher_who_is_a_parent_does_not_seat_the_own_child_of_another_group():
    everybody = cast()
    child = make_person(everybody.school, "Evi", RoleKind.PUPIL)
    place(child, make_group(everybody.year, "Groep 7", ["7"]), "7")
    cares_for(person_of(everybody.teacher), child)
    workshop = make_workshop(everybody, make_round(everybody))
    page = f"/workshops/{workshop.pk}/"
    group = [person_of(everybody.pupil), person_of(everybody.classmate)]
    for staff, helped in ((everybody.teacher, group), (everybody.principal, [*group, child])):
        client = logged_in(staff)
        assert client.get(page).context["pupils"] == helped
        (row,) = client.get("/workshops/").context["rounds"]
        assert row["not_chosen"] == helped
    answer = logged_in(everybody.teacher).post(f"{page}plaatsen/", {"pupil": child.pk})
    assert (answer.status_code, workshop.enrolments.count()) == (404, 0)
