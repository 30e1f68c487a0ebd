"""Coaching conversations: planned, prepared by pupil and data, held, and what was agreed comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import cast, person_of
from tests.learning.seen import goal_of_dina

from stapsteen.kit.refused import Refused
from stapsteen.learning.access import children_talked_with, conversations_for, talked_with
from stapsteen.learning.actions.conversations import (
    Agreed,
    Told,
    bring_back_talk,
    cancel_talk,
    hold_talk,
    move_talk,
    plan_talk,
    prepare,
    put_on_agenda,
    take_off_agenda,
)
from stapsteen.learning.models import Agreement, Conversation
from stapsteen.learning.queries.conversations import (
    children_of,
    goal_pictures_for,
    looking_back,
    next_talk_day,
    own_words_in,
    owners_of,
    pictures_for,
)
from stapsteen.school.models import DayOff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def everybody():
    return cast()


@pytest.fixture
def dina(everybody):
    return person_of(everybody.pupil)


@pytest.fixture
def talk(everybody, dina):
    return plan_talk(everybody.teacher, dina, TOMORROW)


def agenda(talk) -> list[tuple[str, str]]:
    return [(one.put_by, one.text or one.pictogram) for one in talk.topics.all()]


def test_a_conversation_is_planned_with_what_the_data_ask(everybody, dina):
    made = plan_talk(everybody.teacher, dina, TOMORROW, topic="Van lezen is niets gezien.")
    assert (made.coach, made.planned_for, made.state) == (
        person_of(everybody.teacher),
        TOMORROW,
        "planned",
    )
    assert agenda(made) == [("data", "Van lezen is niets gezien.")]
    assert list(everybody.school.log.values_list("verb", flat=True)) == ["plan_conversation"]


def test_one_conversation_is_planned_at_a_time(everybody, dina, talk):
    with pytest.raises(Refused):
        plan_talk(everybody.care_coordinator, dina, TOMORROW)
    cancel_talk(everybody.teacher, talk)
    other = plan_talk(everybody.teacher, dina, TODAY)
    with pytest.raises(Refused):
        bring_back_talk(everybody.teacher, talk)
    cancel_talk(everybody.teacher, other)
    bring_back_talk(everybody.teacher, talk)
    assert dina.conversations.get(state="planned") == talk


def test_a_conversation_moves_to_a_day_that_comes(everybody, talk):
    move_talk(everybody.teacher, talk, TODAY)
    with pytest.raises(Refused):
        move_talk(everybody.teacher, talk, TODAY - timedelta(days=1))
    talk.refresh_from_db()
    assert talk.planned_for == TODAY


@pytest.mark.parametrize(
    "who",
    ["principal", "administrator", "colleague", "assistant", "pupil", "guardian", "stranger"],
)
def test_only_who_minds_a_pupil_leads(everybody, dina, talk, who):
    viewer = getattr(everybody, who)
    assert not talked_with(viewer).exists()
    for refused in (
        lambda: plan_talk(viewer, dina, TOMORROW),
        lambda: move_talk(viewer, talk, TODAY),
        lambda: cancel_talk(viewer, talk),
        lambda: bring_back_talk(viewer, talk),
        lambda: put_on_agenda(viewer, talk, ["Iets"]),
        lambda: hold_talk(viewer, talk, Told(note="Iets")),
    ):
        with pytest.raises(Refused):
            refused()
    assert Conversation.objects.get().planned_for == TOMORROW
    assert agenda(talk) == []


def test_who_opens_a_conversation(everybody, talk):
    for who in ("teacher", "care_coordinator", "pupil"):
        assert list(conversations_for(getattr(everybody, who))) == [talk], who
    for who in ("principal", "administrator", "colleague", "assistant", "classmate", "guardian",
                "stranger"):  # fmt: skip
        assert list(conversations_for(getattr(everybody, who))) == [], who


def test_a_pupil_prepares_in_pictures_goals_and_words(everybody, talk):
    goal = goal_of_dina(everybody)
    held = goal.held_by.get()
    prepare(everybody.pupil, talk, ["mountain"], [], "Mag ik bij het raam?")
    prepare(everybody.pupil, talk, ["star", "feelings"], [held.pk], "Mag ik voorin?")
    assert agenda(talk) == [
        ("pupil", "star"),
        ("pupil", "feelings"),
        ("pupil", "stones"),
        ("pupil", "Mag ik voorin?"),
    ]
    assert [one.name for one in pictures_for(talk) if one.chosen] == ["star", "feelings"]
    assert [one.words for one in goal_pictures_for(talk) if one.chosen] == [goal.pupil_name]
    assert own_words_in(talk) == "Mag ik voorin?"


def test_a_pupil_prepares_only_its_own_and_with_what_there_is(everybody, talk):
    held = goal_of_dina(everybody).held_by.get()
    for refused in (
        lambda: prepare(everybody.classmate, talk, ["star"], [], ""),
        lambda: prepare(everybody.guardian, talk, ["star"], [], ""),
        lambda: prepare(everybody.pupil, talk, ["nonsense"], [], ""),
        lambda: prepare(everybody.pupil, talk, [], [held.pk + 1], ""),
        lambda: prepare(everybody.pupil, talk, [], [], "x" * 301),
    ):
        with pytest.raises(Refused):
            refused()
    hold_talk(everybody.teacher, talk, Told())
    with pytest.raises(Refused):
        prepare(everybody.pupil, talk, ["star"], [], "")
    assert agenda(talk) == []


def test_the_agenda_takes_each_topic_once(everybody, talk):
    assert put_on_agenda(everybody.teacher, talk, ["Lezen", "Rust"], from_data=True) == 2
    assert put_on_agenda(everybody.teacher, talk, ["Rust", " ", "Samen"]) == 1
    assert agenda(talk) == [("data", "Lezen"), ("data", "Rust"), ("coach", "Samen")]
    with pytest.raises(Refused):
        put_on_agenda(everybody.teacher, talk, [f"Punt {number}" for number in range(40)])


def test_what_a_pupil_put_on_the_agenda_stays(everybody, talk):
    prepare(everybody.pupil, talk, ["star"], [], "")
    put_on_agenda(everybody.teacher, talk, ["Lezen"])
    of_pupil, of_coach = talk.topics.all()
    take_off_agenda(everybody.teacher, of_coach)
    with pytest.raises(Refused):
        take_off_agenda(everybody.teacher, of_pupil)
    assert agenda(talk) == [("pupil", "star")]


def held_with(everybody, talk, text="Elke dag lezen", outcomes=None):
    agreed = Agreed(text, talk.person, TOMORROW)
    hold_talk(everybody.teacher, talk, Told("Fijn gesprek", (), outcomes or {}, [agreed]))
    return Agreement.objects.get(text=text)


def test_what_was_agreed_comes_back_at_the_next_one(everybody, dina, talk):
    first = held_with(everybody, talk)
    assert list(looking_back(talk)) == []
    second = plan_talk(everybody.teacher, dina, TODAY)
    assert list(looking_back(second)) == [first]
    later = held_with(everybody, second, "Samen spelen", {first.pk: "kept"})
    first.refresh_from_db()
    assert (first.outcome, first.looked_at_in) == ("kept", second)
    third = plan_talk(everybody.teacher, dina, TODAY)
    assert list(looking_back(third)) == [later]
    assert list(looking_back(second)) == [first]


def test_what_still_runs_comes_back_again(everybody, dina, talk):
    first = held_with(everybody, talk)
    second = plan_talk(everybody.teacher, dina, TODAY)
    hold_talk(everybody.teacher, second, Told(outcomes={first.pk: "open"}))
    assert list(looking_back(plan_talk(everybody.teacher, dina, TODAY))) == [first]


def test_a_conversation_is_held_as_a_whole_or_not(everybody, talk):
    put_on_agenda(everybody.teacher, talk, ["Lezen"])
    topic = talk.topics.get()
    emre = person_of(everybody.classmate)
    for wrong in (
        Agreed("Elke dag lezen", emre, TOMORROW),
        Agreed(" ", talk.person, TOMORROW),
        Agreed("Elke dag lezen", talk.person, TODAY - timedelta(days=1)),
    ):
        with pytest.raises(Refused):
            hold_talk(everybody.teacher, talk, Told("Iets", [topic.pk], {}, [wrong]))
    talk.refresh_from_db()
    topic.refresh_from_db()
    assert (talk.state, talk.note, topic.discussed) == ("planned", "", False)
    hold_talk(everybody.teacher, talk, Told("Iets", [topic.pk]))
    topic.refresh_from_db()
    assert topic.discussed
    with pytest.raises(Refused):
        hold_talk(everybody.teacher, talk, Told("Nog eens"))


def test_an_agreement_is_of_somebody_in_the_conversation(everybody, talk):
    found = owners_of(talk, person_of(everybody.care_coordinator))
    assert [one.first_name for one in found] == ["Dina", "Bram", "Ilse", "Fatma"]


def test_holding_is_taken_back_as_if_it_was_not_held_but_for_the_note(everybody, dina, talk):
    first = held_with(everybody, talk)
    second = plan_talk(everybody.teacher, dina, TOMORROW)
    put_on_agenda(everybody.teacher, second, ["Lezen"])
    agreed = [Agreed("Samen spelen", dina, TOMORROW)]
    told = Told("Mooi", [second.topics.get().pk], {first.pk: "kept"}, agreed)
    hold_talk(everybody.teacher, second, told)
    bring_back_talk(everybody.teacher, second)
    second.refresh_from_db()
    assert (second.state, second.held_at, second.note) == ("planned", None, "Mooi")
    assert list(second.topics.values_list("discussed", flat=True)) == [False]
    assert list(Agreement.objects.values_list("text", "outcome", "looked_at")) == [
        ("Elke dag lezen", "open", None)
    ]
    hold_talk(everybody.teacher, second, told)
    first.refresh_from_db()
    assert (first.outcome, second.agreements.count()) == ("kept", 1)


def test_taking_back_is_for_who_did_it_and_for_a_day(everybody, talk):
    cancel_talk(everybody.teacher, talk)
    with pytest.raises(Refused, match="niet meer terug"):
        bring_back_talk(everybody.care_coordinator, talk)
    bring_back_talk(everybody.teacher, talk)
    with pytest.raises(Refused, match="niet meer terug"):
        bring_back_talk(everybody.teacher, talk)  # it is planned
    held_with(everybody, talk)
    before = timezone.now() - timedelta(hours=25)
    Conversation.objects.update(closed_at=before, held_at=before)
    with pytest.raises(Refused, match="niet meer terug"):
        bring_back_talk(everybody.teacher, talk)
    talk.refresh_from_db()
    assert (talk.state, talk.held_at, talk.agreements.count()) == ("held", before, 1)


def test_a_conversation_is_not_taken_back_when_a_later_one_was_held(everybody, dina, talk):
    held_with(everybody, talk)
    hold_talk(everybody.teacher, plan_talk(everybody.teacher, dina, TODAY), Told("Later"))
    with pytest.raises(Refused, match="daarna al"):
        bring_back_talk(everybody.teacher, talk)


def test_a_guardian_sees_the_day_and_what_was_agreed(everybody, dina, talk):
    agreement = held_with(everybody, talk)
    coming = plan_talk(everybody.teacher, dina, TOMORROW)
    (child,) = children_of(everybody.guardian)
    assert (child.person, child.next, child.agreements) == (dina, coming, (agreement,))
    dina.guardians_held.update(may_see=False)
    assert list(children_talked_with(everybody.guardian)) == []


def test_a_conversation_is_proposed_on_a_day_of_school(everybody):
    day = next_talk_day(everybody.year)
    assert day >= TODAY + timedelta(days=7)
    assert day.isoweekday() <= 5
    DayOff.objects.create(
        year=everybody.year, name="Vrij", kind="holiday", starts=day, ends=day + timedelta(days=1)
    )
    assert next_talk_day(everybody.year) > day + timedelta(days=1)
