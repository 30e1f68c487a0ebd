"""One stone with what belongs to it, and what a parent meets first of a child."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs
from tests.learning.seen import photo, voice, works_on
from tests.learning.test_freedom import soon
from tests.web.test_permissions import logged_in

from stapsteen.accounts.models import User
from stapsteen.curriculum.models import Goal
from stapsteen.learning.actions.conversations import plan_talk
from stapsteen.learning.actions.evidence import decide, observe
from stapsteen.learning.models import EvidenceMedia, PersonalGoal
from stapsteen.school.models import Guardianship, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    everybody = cast()
    runs(everybody, goals="pupil", content="own", pace="own_line")
    return everybody


@pytest.fixture
def goal(everybody) -> Goal:
    counts = make_goal(everybody.school, "Telt tot twintig", step=8)
    return make_goal(everybody.school, "Telt tot honderd", counts, step=9)


def test_the_first_screen_of_a_parent_says_what_the_child_does(everybody, goal):
    dina, counts = person_of(everybody.pupil), goal.needs.get().needed
    decide(everybody.teacher, dina, counts, mastered=True, reason="Laat het elke dag zien.")
    works_on(dina, goal)
    works_on(person_of(everybody.classmate), make_goal(everybody.school, "Meet water"))
    plan_talk(everybody.teacher, dina, soon(7))
    found = logged_in(everybody.guardian).get("/").content.decode()
    assert "Ik kan: telt tot honderd." in found
    assert "Liet laatst zien: <strong>Ik kan: telt tot twintig.</strong>" in found
    assert "Gesprek op" in found
    assert reverse("route:of", args=[dina.pk]) in found
    assert "meet water" not in found


def test_a_parent_who_may_not_look_along_meets_no_child_on_the_first_screen(everybody, goal):
    works_on(person_of(everybody.pupil), goal)
    Guardianship.objects.update(may_see=False)
    found = logged_in(everybody.guardian).get("/").content.decode()
    assert "telt tot honderd" not in found
    assert "Dina" not in found


def stone(who: User, goal: Goal) -> str:
    dina = Person.objects.get(school=goal.school, given_name="Dina")
    client = logged_in(who)
    return client.get(reverse("route:stone", args=[dina.pk, goal.pk])).content.decode()


def test_who_looks_along_reads_text_on_a_stone_whatever_the_child_reads(everybody, goal):
    told = {"reading": "pictures"}
    address = reverse("route:reading", args=[person_of(everybody.pupil).pk])
    logged_in(everybody.pupil).post(address, told)
    assert "reading-pictures" in stone(everybody.pupil, goal)
    assert "reading-text" in stone(everybody.teacher, goal)


def test_photo_and_voice_stand_on_the_stone_for_whom_they_belong_to(everybody, goal):
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    observe(everybody.teacher, [dina], [goal], 3, media=[photo(), voice()])
    observe(everybody.teacher, [dina, emre], [goal], 3, media=[photo()])
    alone, spoken, together = (
        reverse("evidence:media", args=[one.pk]) for one in EvidenceMedia.objects.order_by("pk")
    )
    for who, files in (
        ("pupil", (True, True, False)),
        ("guardian", (True, True, False)),
        ("teacher", (True, True, True)),
    ):
        found = stone(getattr(everybody, who), goal)
        assert (f'<img src="{alone}"' in found, f'src="{spoken}"' in found,
                f'<img src="{together}"' in found) == files  # fmt: skip


@pytest.mark.parametrize(("ago", "offered"), [(50, False), (60, True)])
def test_what_was_shown_long_ago_can_be_laid_on_the_route_once_more(everybody, goal, ago, offered):
    dina, counts = person_of(everybody.pupil), make_goal(everybody.school, "Meet water")
    for days in (ago, ago + 10):
        at = timezone.now() - timedelta(days=days)
        for _time in range(8):
            observe(everybody.teacher, [dina], [counts], 4, at=at)
    found = stone(everybody.pupil, counts)
    assert "laat het zien" in found
    assert ("Kijk of het er nog is" in found) is offered
    if offered:
        logged_in(everybody.pupil).post(reverse("route:pick", args=[dina.pk, counts.pk]))
        assert PersonalGoal.objects.get(goal=counts).state == "chosen"


def test_from_a_stone_the_coach_writes_down_what_is_seen_of_that_goal(everybody, goal):
    dina = person_of(everybody.pupil)
    address = f"{reverse('evidence:write')}?leerling={dina.pk}&amp;doel={goal.pk}"
    assert address in stone(everybody.teacher, goal)
    assert address not in stone(everybody.principal, goal)
