"""What may be written down, by whom, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.cast import cast, make_group, make_person, make_user, person_of, place
from tests.curriculum.goals import make_goal
from tests.learning.seen import goal_of_dina, photo, voice

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions import evidence as actions
from stapsteen.learning.actions.evidence import (
    assess_self,
    decide,
    observe,
    observe_each,
    withdraw,
)
from stapsteen.learning.models import Evidence, EvidenceMedia
from stapsteen.school.models import LogLine

pytestmark = pytest.mark.django_db
KEY = UUID("6f4b1c52-0f0e-4c7e-9a53-6f2b8d1f5a10")


def refusal(action, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **more)
    assert refused.value.advice
    return refused.value.message


def test_an_observation_of_two_pupils_is_two_facts_and_one_line_in_the_log():
    everybody = cast()
    goal = goal_of_dina(everybody)
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    seen = observe(everybody.teacher, two, [goal], 3, note=" Zelf bedacht. ")
    kept = [(one.person, one.goal, one.kind, one.value, one.note, one.by) for one in seen]
    assert kept == [
        (person, goal, "observation", 3, "Zelf bedacht.", everybody.teacher) for person in two
    ]
    assert {one.source.observer for one in seen} == {person_of(everybody.teacher)}
    assert [line.subject for line in LogLine.objects.filter(verb="observe")] == [f"2 x {goal.pk}"]


def test_an_observer_is_one_source_however_often_it_observes():
    everybody = cast()
    goal = goal_of_dina(everybody)
    first = observe(everybody.teacher, [person_of(everybody.pupil)], [goal], 2)
    second = observe(everybody.teacher, [person_of(everybody.classmate)], [goal], 4)
    assert first[0].source == second[0].source


def test_when_it_was_seen_and_when_it_came_in_are_both_kept():
    everybody = cast()
    yesterday = timezone.now() - timedelta(days=1)
    goal = goal_of_dina(everybody)
    seen = observe(everybody.teacher, [person_of(everybody.pupil)], [goal], 2, at=yesterday)[0]
    assert seen.at == yesterday
    assert seen.received_at - yesterday >= timedelta(days=1)


@pytest.mark.parametrize("who", ["teacher", "care_coordinator"])
def test_who_guides_a_pupil_may_write_down_what_it_sees(who):
    everybody = cast()
    goal = goal_of_dina(everybody)
    assert len(observe(getattr(everybody, who), [person_of(everybody.pupil)], [goal], 1)) == 1


@pytest.mark.parametrize(
    "who", ["colleague", "principal", "administrator", "pupil", "classmate", "guardian", "stranger"]
)
def test_who_does_not_guide_a_pupil_may_not(who):
    everybody = cast()
    goal = goal_of_dina(everybody)
    refusal(observe, getattr(everybody, who), [person_of(everybody.pupil)], [goal], 1)
    refusal(decide, getattr(everybody, who), person_of(everybody.pupil), goal, True, "Gezien.")
    assert Evidence.objects.count() == 0


def test_one_pupil_without_a_relation_refuses_all_and_is_named():
    everybody = cast()
    goal = goal_of_dina(everybody)
    other = make_person(everybody.school, "Karim", "pupil")
    place(other, make_group(everybody.year, "Groep 6", ["6"]), "6")
    people = [person_of(everybody.pupil), other]
    assert refusal(observe, everybody.teacher, people, [goal], 1) == "Je begeleidt Karim niet."
    assert Evidence.objects.count() == 0


def test_a_child_of_another_school_is_refused_without_its_name():
    everybody = cast()
    other = person_of(make_user(everybody.stranger.school, "Wim", "pupil"))
    said = refusal(observe, everybody.care_coordinator, [other], [goal_of_dina(everybody)], 1)
    assert said == "Je begeleidt deze leerling niet."


def test_strange_levels_goals_moments_and_texts_are_refused():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    elsewhere = make_goal(everybody.stranger.school, "Van elders")
    tomorrow = timezone.now() + timedelta(days=1)
    by = everybody.teacher
    assert refusal(observe, by, [dina], [goal], 5) == "Dit niveau bestaat niet."
    assert refusal(observe, by, [], [goal], 1) == "Er is nog geen leerling gekozen."
    assert refusal(observe, by, [dina], [], 1) == "Er is nog geen doel gekozen."
    assert refusal(observe, by, [dina], [elsewhere], 1) == "Dit doel is niet van deze school."
    assert refusal(observe, by, [dina], [goal], 1, at=tomorrow) == "Dit moment moet nog komen."
    said = refusal(observe, by, [dina], [goal], 1, note="x" * 501)
    assert said == "Deze tekst is te lang: 501 tekens."
    assert Evidence.objects.count() == 0


def test_what_a_device_sends_twice_arrives_once():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    first = observe(everybody.teacher, [dina], [goal], 3, device_key=KEY, media=[photo()])
    again = observe(everybody.teacher, [dina], [goal], 3, device_key=KEY, media=[photo()])
    assert again == first
    assert Evidence.objects.count() == EvidenceMedia.objects.count() == 1
    assert LogLine.objects.filter(verb="observe").count() == 1


def test_what_was_taken_back_does_not_come_again_with_a_late_copy():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    withdraw(everybody.teacher, observe(everybody.teacher, [dina], [goal], 3, device_key=KEY))
    observe(everybody.teacher, [dina], [goal], 3, device_key=KEY)
    assert Evidence.objects.get().withdrawn_at is not None


def test_what_somebody_else_wrote_on_a_device_cannot_be_sent_in_my_name():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    observe(everybody.teacher, [dina], [goal], 3, device_key=KEY)
    said = refusal(observe, everybody.care_coordinator, [dina], [goal], 3, device_key=KEY)
    assert said == "Deze waarneming is van iemand anders."


def test_one_photo_belongs_to_every_pupil_it_shows():
    everybody = cast()
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    goal = goal_of_dina(everybody)
    seen = observe(everybody.teacher, two, [goal], 3, media=[photo(), voice()])
    kept = EvidenceMedia.objects.order_by("pk")
    assert [one.kind for one in kept] == ["photo", "voice"]
    assert [one.file.name.rpartition(".")[2] for one in kept] == ["jpg", "webm"]
    assert [list(one.evidence.order_by("pk")) for one in kept] == [seen, seen]


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_written_down():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    for wrong in (photo(b"<html>" + b" " * 20), photo(voice().file.read()), voice(b"MZ" * 20)):
        said = refusal(observe, everybody.teacher, [dina], [goal], 3, media=[photo(), wrong])
        assert said == "Dit is geen foto of geluid dat we kennen."
    assert Evidence.objects.count() == EvidenceMedia.objects.count() == 0


def test_only_who_wrote_it_down_or_the_care_coordinator_takes_it_back():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    seen = observe(everybody.teacher, [dina], [goal], 3)
    refusal(withdraw, everybody.colleague, seen)
    assert Evidence.objects.get().withdrawn_at is None
    withdraw(everybody.care_coordinator, seen)
    withdraw(everybody.teacher, seen)
    assert Evidence.objects.get().withdrawn_at is not None
    assert LogLine.objects.filter(verb="withdraw_evidence").count() == 1


def test_a_stranger_takes_nothing_back():
    everybody = cast()
    seen = observe(everybody.teacher, [person_of(everybody.pupil)], [goal_of_dina(everybody)], 3)
    withdraw(everybody.stranger, seen)
    assert Evidence.objects.get().withdrawn_at is None


def test_a_pupil_says_how_it_goes_and_the_last_word_of_a_day_holds():
    everybody = cast()
    goal = goal_of_dina(everybody)
    assess_self(everybody.pupil, goal, 1)
    assess_self(everybody.pupil, goal, 3)
    said = [
        (one.kind, one.value, one.withdrawn_at is None) for one in Evidence.objects.order_by("pk")
    ]
    assert said == [("self", 1, False), ("self", 3, True)]


def test_a_pupil_says_it_only_of_its_own_goals_in_three_pictures():
    everybody = cast()
    goal = goal_of_dina(everybody)
    assert refusal(assess_self, everybody.pupil, goal, 4) == "Dit plaatje bestaat niet."
    for who in (everybody.classmate, everybody.teacher, everybody.stranger):
        assert refusal(assess_self, who, goal, 3) == "Je werkt nu niet aan dit doel."
    assert Evidence.objects.count() == 0


def test_a_decision_is_kept_with_its_reason_and_needs_one():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    assert refusal(decide, everybody.teacher, dina, goal, True, " ") == (
        "Er staat nog geen reden bij."
    )
    made = decide(everybody.teacher, dina, goal, True, "Liet het drie keer zien.")
    kept = (made.kind, made.value, made.note, made.by)
    assert kept == ("decision", 1, "Liet het drie keer zien.", everybody.teacher)


def test_one_look_at_several_pupils_is_one_line_in_the_log_with_a_level_for_each():
    everybody = cast()
    goal = goal_of_dina(everybody)
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    first = observe_each(everybody.teacher, {dina: 1, emre: 3}, [goal], device_key=KEY)
    again = observe_each(everybody.teacher, {dina: 1, emre: 3}, [goal], device_key=KEY)
    assert [(one.person, one.value) for one in first] == [(dina, 1), (emre, 3)]
    assert again == first
    assert LogLine.objects.filter(verb="observe").count() == 1


def test_a_level_that_does_not_exist_lets_nothing_of_a_look_be_written_down():
    everybody = cast()
    goal = goal_of_dina(everybody)
    levels = {person_of(everybody.pupil): 1, person_of(everybody.classmate): 9}
    assert refusal(observe_each, everybody.teacher, levels, [goal]) == "Dit niveau bestaat niet."
    assert not Evidence.objects.exists()


def test_of_what_could_not_be_written_down_no_photo_stays_behind(monkeypatch, settings, tmp_path):
    everybody, settings.MEDIA_ROOT = cast(), tmp_path
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    observe(everybody.teacher, [dina], [goal], 3, media=[photo()])
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(kept) == 1

    def broken(*_what: object) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(OSError, match="no room"):
        observe(everybody.teacher, [dina], [goal], 3, media=[photo(), voice()])
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == kept
    assert EvidenceMedia.objects.count() == 1
