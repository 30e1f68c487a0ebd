"""A coach and a pupil agree on less freedom for now; more than the school gives has a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs
from tests.week.sessions.offer import dealt, make_round, make_workshop

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions import goals
from stapsteen.learning.actions.freedom import agree_freedom, end_freedom
from stapsteen.profile.models import AgreedFreedom
from stapsteen.profile.queries import policy_for, policy_in_force
from stapsteen.school.models import LogLine
from stapsteen.week.sessions.seats import take_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    everybody = cast()
    runs(everybody, goals="pupil", content="own", pace="divergent")
    return everybody


def soon(days: int = 21) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_less_freedom_holds_for_this_pupil_until_it_is_ended(everybody):
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    agreed = agree_freedom(everybody.teacher, dina, "goals", "together", review_on=soon())
    assert (policy_for(dina).goals, policy_for(emre).goals) == ("together", "pupil")
    goal = make_goal(everybody.school, "Telt tot twintig")
    assert goals.choose(everybody.pupil, dina, goal).state == "open"
    assert goals.choose(everybody.classmate, emre, goal).state == "chosen"
    end_freedom(everybody.teacher, agreed)
    assert policy_for(dina) == policy_in_force(everybody.school)
    assert set(LogLine.objects.values_list("verb", flat=True)) >= {"agree_freedom", "end_freedom"}


def test_after_its_day_it_still_holds_so_that_nobody_falls_back_unseen(everybody):
    dina = person_of(everybody.pupil)
    agreed = agree_freedom(everybody.teacher, dina, "goals", "together", review_on=soon())
    AgreedFreedom.objects.filter(pk=agreed.pk).update(review_on=soon(-3))
    assert policy_for(dina).goals == "together"


def test_more_freedom_needs_a_reason_and_less_does_not(everybody):
    dina = person_of(everybody.pupil)
    with pytest.raises(Refused):
        agree_freedom(everybody.teacher, dina, "pace", "own_line", review_on=soon(), reason=" ")
    agree_freedom(
        everybody.teacher, dina, "pace", "own_line", review_on=soon(), reason="Loopt ver voor."
    )
    assert policy_for(dina).pace == "own_line"
    agree_freedom(everybody.teacher, dina, "pace", "convergent", review_on=soon())
    assert policy_for(dina).pace == "convergent"
    assert AgreedFreedom.objects.filter(person=dina, ends__isnull=True).count() == 1


def test_what_was_agreed_on_seats_holds_when_a_pupil_takes_one(everybody):
    session = make_workshop(everybody, dealt(make_round(everybody)), capacity=3)
    dina = person_of(everybody.pupil)
    agree_freedom(everybody.teacher, dina, "seats", "pupil_asks", review_on=soon())
    both = (everybody.pupil, everybody.classmate)
    seats = [take_seat(session, person_of(one), by=one) for one in both]
    assert [seat.state for seat in seats] == ["asked", "seated"]


@pytest.mark.parametrize("days", [-1, 0, 92])
def test_the_day_to_look_again_is_in_the_coming_thirteen_weeks(everybody, days):
    with pytest.raises(Refused):
        agree_freedom(
            everybody.teacher, person_of(everybody.pupil), "goals", "together",
            review_on=soon(days),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "value"), [("goals", "pupil"), ("goals", "all"), ("report", "portfolio")]
)
def test_what_holds_for_all_or_is_no_freedom_is_refused(everybody, part, value):
    with pytest.raises(Refused):
        agree_freedom(everybody.teacher, person_of(everybody.pupil), part, value, review_on=soon())


@pytest.mark.parametrize("who", ["pupil", "guardian", "principal", "colleague", "stranger"])
def test_only_who_guides_the_pupil_agrees_and_ends(everybody, who):
    dina, by = person_of(everybody.pupil), getattr(everybody, who)
    with pytest.raises(Refused):
        agree_freedom(by, dina, "goals", "together", review_on=soon())
    agreed = agree_freedom(everybody.teacher, dina, "goals", "together", review_on=soon())
    with pytest.raises(Refused):
        end_freedom(by, agreed)
    assert policy_for(dina).goals == "together"
