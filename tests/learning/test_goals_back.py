"""Taking steps with goals back, letting goals go and taking them up again: by whom, and how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs
from tests.learning.test_goals import held_by_dina, set_by, states

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.access_goals import Side
from stapsteen.learning.actions import goals
from stapsteen.learning.models import PersonalGoal

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


def test_the_last_step_is_taken_back_and_stays_in_the_history(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.start(everybody.pupil, held)
    goals.claim(everybody.pupil, held)
    assert goals.step_back(everybody.pupil, held).state == "busy"
    assert goals.step_back(everybody.pupil, held).state == "chosen"
    assert states(held) == ["chosen", "busy", "claimed", "busy", "chosen"]
    assert goals.step_back(everybody.pupil, held).ends == timezone.localdate()
    assert goals.step_back(everybody.pupil, held).ends is None


def test_who_guides_says_not_yet_to_a_claim_and_a_classmate_does_not(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.claim(everybody.pupil, held)
    with pytest.raises(Refused):
        goals.step_back(everybody.classmate, held)
    assert goals.step_back(everybody.teacher, held).state == "chosen"


def test_a_goal_that_was_agreed_on_is_not_taken_back_by_the_pupil(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.agree(everybody.teacher, held)
    with pytest.raises(Refused):
        goals.step_back(everybody.pupil, held)
    assert goals.step_back(everybody.teacher, held).state == "chosen"


def test_who_lets_a_goal_go_and_takes_it_up_again(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    with pytest.raises(Refused):
        goals.let_go(everybody.teacher, held)
    assert goals.let_go(everybody.pupil, held).ends == timezone.localdate()
    with pytest.raises(Refused):
        goals.claim(everybody.pupil, held)
    assert goals.step_back(everybody.pupil, held).ends is None


def test_what_the_coach_let_go_the_pupil_does_not_take_up_again(everybody):
    runs(everybody, goals="together", content="own")
    held = held_by_dina(everybody)
    goals.start(everybody.pupil, held)
    goals.let_go(everybody.teacher, held)
    with pytest.raises(Refused):
        goals.step_back(everybody.pupil, held)
    assert goals.step_back(everybody.teacher, held).ends is None


def test_who_let_a_goal_go_takes_it_up_again_whoever_took_the_step_before(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.claim(everybody.pupil, held)
    goals.step_back(everybody.teacher, held)
    goals.let_go(everybody.pupil, held)
    for other in (everybody.teacher, everybody.classmate, everybody.guardian):
        with pytest.raises(Refused):
            goals.step_back(other, held)
    assert goals.step_back(everybody.pupil, held).ends is None


def test_a_question_that_a_pupil_took_back_is_not_asked_again_by_the_coach(everybody):
    runs(everybody, goals="together", content="own")
    held = set_by(everybody, Side.PUPIL, make_goal(everybody.school, "Delen"))
    goals.let_go(everybody.pupil, held)
    with pytest.raises(Refused):
        goals.step_back(everybody.teacher, held)
    assert goals.step_back(everybody.pupil, held).ends is None


def test_a_goal_is_taken_up_again_for_a_day_and_while_the_school_has_it(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.let_go(everybody.pupil, held)
    for retired, ended in ((timezone.localdate(), 0), (None, 2)):
        Goal.objects.filter(pk=held.goal_id).update(retired_on=retired)
        day = timezone.localdate() - timedelta(days=ended)
        PersonalGoal.objects.filter(pk=held.pk).update(ends=day)
        with pytest.raises(Refused):
            goals.step_back(everybody.pupil, held)


def test_a_goal_that_is_reached_is_not_let_go(everybody):
    runs(everybody, goals="pupil", content="own")
    held = held_by_dina(everybody)
    goals.agree(everybody.teacher, held)
    with pytest.raises(Refused):
        goals.let_go(everybody.pupil, held)
    held.refresh_from_db()
    assert (held.state, held.ends) == ("agreed", None)


def test_who_asked_for_a_goal_may_always_take_the_question_back(everybody):
    runs(everybody, goals="together", content="own")
    held = set_by(everybody, Side.PUPIL, make_goal(everybody.school, "Delen"))
    assert goals.let_go(everybody.pupil, held).ends == timezone.localdate()
    other = set_by(everybody, Side.GUIDE, make_goal(everybody.school, "Telt tot twintig"))
    with pytest.raises(Refused):
        goals.let_go(everybody.pupil, other)
