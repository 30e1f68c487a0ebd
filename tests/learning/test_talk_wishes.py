"""A pupil asks for a conversation; who leads them sees who waits longest."""

from __future__ import annotations

import pytest
from tests.cast import cast, make_person, person_of, place
from tests.learning.test_conversations import TOMORROW
from tests.signals.standing import talked

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.conversations import (
    Told,
    bring_back_talk,
    cancel_talk,
    hold_talk,
    plan_talk,
)
from stapsteen.learning.actions.talk_wishes import ask_talk, take_back_talk_wish
from stapsteen.learning.models import TalkWish
from stapsteen.learning.queries.talk_wishes import Moment, moment_of, waiting_for_talk
from stapsteen.school.models import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    return cast()


@pytest.fixture
def dina(everybody):
    return person_of(everybody.pupil)


def wishes(everybody) -> list[str]:
    return [one.person.first_name for one in waiting_for_talk(everybody.teacher) if one.asked]


def test_a_pupil_asks_for_a_conversation_and_takes_it_back(everybody):
    ask_talk(everybody.pupil)
    asked = TalkWish.objects.get().asked_at
    ask_talk(everybody.pupil)
    assert (TalkWish.objects.get().asked_at, wishes(everybody)) == (asked, ["Dina"])
    take_back_talk_wish(everybody.classmate)
    assert wishes(everybody) == ["Dina"]
    take_back_talk_wish(everybody.pupil)
    assert wishes(everybody) == []
    ask_talk(everybody.pupil)
    assert wishes(everybody) == ["Dina"]


def test_a_wish_is_answered_by_a_conversation_and_stands_again_when_that_is_cancelled(
    everybody, dina
):
    ask_talk(everybody.pupil)
    made = plan_talk(everybody.teacher, dina, TOMORROW)
    assert moment_of(dina) == Moment(made, asked=False)
    with pytest.raises(Refused, match="staat al"):
        ask_talk(everybody.pupil)
    cancel_talk(everybody.teacher, made)
    assert moment_of(dina) == Moment(None, asked=True)
    bring_back_talk(everybody.teacher, made)
    hold_talk(everybody.teacher, made, Told("Fijn"))
    assert moment_of(dina) == Moment(None, asked=False)


@pytest.mark.parametrize("who", ["teacher", "care_coordinator", "principal", "guardian"])
def test_only_a_pupil_asks_for_itself(everybody, who):
    for refused in (ask_talk, take_back_talk_wish):
        with pytest.raises(Refused):
            refused(getattr(everybody, who))


def test_who_asked_comes_first_then_who_waits_longest(everybody, dina):
    talked_long_ago, talked_lately, never = (
        make_person(everybody.school, name, RoleKind.PUPIL) for name in ("Abel", "Bas", "Cas")
    )
    for child in (talked_long_ago, talked_lately, never):
        place(child, everybody.group, "5")
    talked(everybody, talked_long_ago, days=40)
    talked(everybody, talked_lately, days=3)
    plan_talk(everybody.teacher, person_of(everybody.classmate), TOMORROW)
    ask_talk(everybody.pupil)
    found = [one.person.first_name for one in waiting_for_talk(everybody.teacher)]
    assert found == ["Dina", "Cas", "Abel", "Bas"]
    assert waiting_for_talk(everybody.colleague) == []
