"""A newer file puts goals with another subject: what was seen of them goes along, and back."""

from __future__ import annotations

import pytest
from tests.cast import cast, person_of
from tests.curriculum.changed import everything, words
from tests.curriculum.files import file, goal

from stapsteen.curriculum.models import Goal, GoalImport
from stapsteen.learning.actions.changed_goals import split_goal
from stapsteen.learning.actions.coming_goals import bring_in, take_back
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.following.replaying import start_of
from stapsteen.learning.following.scale import years_of
from stapsteen.learning.models import MasteryState
from stapsteen.learning.queries.mastery import shown_for
from stapsteen.mastery.evidence import Kind
from stapsteen.mastery.state import PupilState

pytestmark = pytest.mark.django_db


def test_what_was_seen_goes_along_to_another_subject_and_back():
    everybody = cast()
    school, dina = everybody.school, person_of(everybody.pupil)
    bring_in(None, school, file(goal("a"), goal("b")), "doelen.json")
    first, second = Goal.objects.order_by("key")
    observe(everybody.teacher, [dina], [first, second], 4)
    before = everything()
    bring_in(None, school, file(goal("a", subject="language"), goal("b")), "doelen.json")
    first.refresh_from_db()
    assert first.subject.key == "language"
    shown = shown_for(dina)
    assert {one: shown[one].pieces[Kind.JUDGEMENT] for one in shown} == {first.pk: 1, second.pk: 1}
    after = everything()
    pairs = MasteryState.objects.values_list("person", "subject")
    make_again(school, list(pairs))
    assert everything() == after
    take_back(None, GoalImport.objects.latest("pk"))
    left = MasteryState.objects.get(subject__key="language")
    start = PupilState({left.subject_id: start_of(years_of({dina.pk}).get(dina.pk, []))})
    assert (left.state, left.evidence_until) == (start.to_dict(), None)
    left.delete()  # it says what is believed of who was never seen
    assert everything() == before


def test_what_is_seen_while_a_file_moves_a_goal_is_of_the_new_subject():
    everybody = cast()
    school, dina = everybody.school, person_of(everybody.pupil)
    bring_in(None, school, file(goal("a")), "doelen.json")
    as_it_was = Goal.objects.select_related("subject").get()
    bring_in(None, school, file(goal("a", subject="language")), "doelen.json")
    observe(everybody.teacher, [dina], [as_it_was], 4)
    assert list(MasteryState.objects.values_list("subject__key", flat=True)) == ["language"]
    kept = everything()
    make_again(school, list(MasteryState.objects.values_list("person", "subject")))
    assert everything() == kept


def test_a_goal_that_was_split_stays_with_its_subject_whatever_a_file_says():
    everybody = cast()
    bring_in(None, everybody.school, file(goal("a")), "doelen.json")
    first = Goal.objects.get()
    split_goal(everybody.principal, first, [words("een"), words("twee")])
    done = bring_in(None, everybody.school, file(goal("a", subject="language")), "doelen.json")
    assert set(Goal.objects.values_list("subject__key", flat=True)) == {"arithmetic"}
    assert done.counts["goals"]["kept"] == 1
