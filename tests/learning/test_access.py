"""Who sees what somebody learns, and who opens a photo."""

from __future__ import annotations

import pytest
from tests.cast import Cast, cast, person_of
from tests.learning.seen import goal_of_dina, photo

from stapsteen.learning.access import evidence_for, may_record, may_see_learning, media_for
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
