"""Who sees what somebody learns, and who opens a photo."""

from __future__ import annotations

import pytest
from tests.cast import Cast, cares_for, cast, give, person_of
from tests.learning.seen import goal_of_dina, photo

from stapsteen.accounts.reading import choose_screen
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import (
    evidence_for,
    guided_learning_for,
    may_record,
    may_see_learning,
    media_for,
)
from stapsteen.learning.actions.evidence import observe, withdraw

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "principal", "administrator", "care_coordinator", "teacher", "colleague", "assistant",
    "pupil", "classmate", "guardian", "stranger",
)  # fmt: skip


def who_may(everybody: Cast, may) -> set[str]:
    dina = person_of(everybody.pupil)
    return {name for name in EVERYBODY if may(getattr(everybody, name), dina)}


def test_who_sees_what_a_pupil_learns():
    assert who_may(cast(), may_see_learning) == {
        "principal", "care_coordinator", "teacher", "pupil", "guardian",
    }  # fmt: skip


def test_who_writes_down_what_a_pupil_does():
    assert who_may(cast(), may_record) == {"care_coordinator", "teacher"}


def test_a_guardian_who_may_not_look_along_sees_nothing():
    everybody = cast()
    person_of(everybody.guardian).children_held.update(may_see=False)
    assert not may_see_learning(everybody.guardian, person_of(everybody.pupil))


def test_withdrawn_evidence_is_shown_to_nobody():
    everybody = cast()
    dina = person_of(everybody.pupil)
    seen = observe(everybody.teacher, [dina], [goal_of_dina(everybody)], 3, media=[photo()])
    assert list(evidence_for(everybody.teacher, dina)) == seen
    assert list(evidence_for(everybody.colleague, dina)) == []
    withdraw(everybody.teacher, seen)
    assert list(evidence_for(everybody.teacher, dina)) == []
    assert list(media_for(everybody.teacher)) == []


def opened_by(everybody: Cast) -> set[str]:
    return {name for name in EVERYBODY if media_for(getattr(everybody, name)).exists()}


def test_a_photo_of_one_child_is_for_the_child_its_parents_and_who_guides_it():
    everybody = cast()
    goal = goal_of_dina(everybody)
    observe(everybody.teacher, [person_of(everybody.pupil)], [goal], 3, media=[photo()])
    assert opened_by(everybody) == {
        "principal", "care_coordinator", "teacher", "pupil", "guardian",
    }  # fmt: skip


def test_a_photo_of_two_children_is_for_the_team_alone():
    everybody = cast()
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    observe(everybody.teacher, two, [goal_of_dina(everybody)], 3, media=[photo()])
    assert opened_by(everybody) == {"principal", "care_coordinator", "teacher"}


def sees_as_team(viewer, person) -> bool:
    return guided_learning_for(viewer).filter(pk=person.pk).exists()


def test_who_sees_a_pupil_as_one_of_the_team():
    everybody = cast()
    assert who_may(everybody, sees_as_team) == {"principal", "care_coordinator", "teacher"}


def test_who_works_here_sees_the_own_child_as_parents_do_until_guiding_it_too():
    everybody = cast()
    father, dina = everybody.colleague, person_of(everybody.pupil)
    cares_for(person_of(father), dina)
    assert (may_see_learning(father, dina), sees_as_team(father, dina)) == (True, False)
    give(person_of(father), everybody.group)
    assert sees_as_team(father, dina)


def test_a_photo_of_two_children_is_not_for_a_parent_who_works_here():
    everybody = cast()
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    goal = goal_of_dina(everybody)
    cares_for(person_of(everybody.colleague), dina)
    observe(everybody.teacher, [dina, emre], [goal], 3, media=[photo()])
    assert list(media_for(everybody.colleague)) == []
    observe(everybody.teacher, [dina], [goal], 3, media=[photo(b"\xff\xd8\xff\xe0 of Dina")])
    assert media_for(everybody.colleague).count() == 1


def test_a_parent_who_works_here_does_not_set_the_screen_of_the_own_child():
    everybody = cast()
    cares_for(person_of(everybody.colleague), person_of(everybody.pupil))
    with pytest.raises(Refused):
        choose_screen(everybody.colleague, person_of(everybody.pupil), "text", few_at_once=False)
    choose_screen(everybody.teacher, person_of(everybody.pupil), "text", few_at_once=False)
