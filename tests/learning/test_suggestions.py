"""What is suggested: what a pupil is ready for, does not have yet, and the pace allows."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, make_group, make_user, person_of, place
from tests.curriculum.goals import make_goal, make_subject
from tests.curriculum.methods import kept
from tests.learning.policy import runs
from tests.learning.seen import works_on

from stapsteen.curriculum.actions.methods import say_place
from stapsteen.curriculum.lesson_lines import LessonLine
from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import decide, observe
from stapsteen.learning.actions.goals import choose
from stapsteen.learning.queries.suggestions import Suggestion, suggestions_for
from stapsteen.mastery.readiness import Step
from stapsteen.school.models import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    everybody = cast()
    runs(everybody, goals="pupil", content="own", pace="own_line")
    return everybody


def titles(everybody: Cast) -> list[str]:
    return [one.goal.title for one in suggestions_for(person_of(everybody.pupil))]


def seen(everybody: Cast, goal: Goal, level: int, times: int = 6) -> None:
    for _time in range(times):
        observe(everybody.teacher, [person_of(everybody.pupil)], [goal], level)


def of_subject(everybody: Cast, goal: Goal, key: str) -> Goal:
    goal.subject = make_subject(everybody.school, key, key.title())
    goal.save()
    return goal


def test_what_comes_after_what_a_pupil_can_do_is_suggested_with_the_reason(everybody):
    counts = make_goal(everybody.school, "Telt tot twintig", step=7)
    adds = make_goal(everybody.school, "Telt op tot twintig", counts, step=8)
    seen(everybody, counts, 4)
    first = suggestions_for(person_of(everybody.pupil))[0]
    assert first == Suggestion(adds, Step.GOAL, counts)
    assert first.reason == "Dit komt na: Ik kan: telt tot twintig."
    assert first.reason_for_team == "Dit komt na: Telt tot twintig"


def test_when_it_is_unsure_what_comes_before_the_check_is_suggested(everybody):
    counts = make_goal(everybody.school, "Telt tot twintig", step=9)
    adds = make_goal(everybody.school, "Telt op tot twintig", counts, step=10)
    works_on(person_of(everybody.pupil), counts)
    seen(everybody, counts, 1)
    assert suggestions_for(person_of(everybody.pupil)) == [Suggestion(adds, Step.CHECK, counts)]
    assert suggestions_for(person_of(everybody.pupil))[0].reason == (
        "Kijk eerst of dit lukt: Ik kan: telt tot twintig."
    )


def test_what_needs_nothing_first_is_a_beginning_and_waits_for_its_year_group(everybody):
    make_goal(everybody.school, "Breuken", step=11)
    make_goal(everybody.school, "Klokkijken", step=10)
    assert titles(everybody) == ["Klokkijken"]
    assert suggestions_for(person_of(everybody.pupil))[0].reason == "Hier begint iets nieuws."


@pytest.mark.parametrize(
    ("pace", "found"), [("convergent", []), ("divergent", ["6"]), ("own_line", ["6", "7"])]
)
def test_the_pace_says_how_far_ahead(everybody, pace, found):
    runs(everybody, goals="pupil", content="own", pace=pace)
    base = make_goal(everybody.school, "Basis", step=9)
    works_on(person_of(everybody.pupil), base)
    seen(everybody, base, 4)
    make_goal(everybody.school, "6", base, step=12)
    make_goal(everybody.school, "7", base, step=14)
    assert sorted(titles(everybody)) == found


def test_what_a_pupil_has_or_a_teacher_decided_on_is_not_suggested(everybody):
    dina = person_of(everybody.pupil)
    has, mastered, decided, left = (make_goal(everybody.school, name) for name in "ABFC")
    choose(everybody.pupil, dina, has)
    seen(everybody, mastered, 4, times=20)
    decide(everybody.teacher, dina, decided, mastered=True, reason="Laat het elke dag zien.")
    retired = make_goal(everybody.school, "D")
    retired.retired_on = timezone.localdate()
    retired.save()
    make_goal(everybody.stranger.school, "E")
    assert titles(everybody) == [left.title]


def test_three_of_three_subjects_when_there_are(everybody):
    for number in range(4):
        make_goal(everybody.school, f"Rekenen {number}", step=10)
    assert len(titles(everybody)) == 3
    of_subject(everybody, make_goal(everybody.school, "Lezen", step=9), "reading")
    of_subject(everybody, make_goal(everybody.school, "Taal", step=9), "language")
    assert sorted(titles(everybody)) == ["Lezen", "Rekenen 0", "Taal"]


def test_it_takes_as_many_queries_for_many_goals_as_for_few(everybody, django_assert_num_queries):
    base = make_goal(everybody.school, "Basis", step=9)
    seen(everybody, base, 4, times=1)
    with django_assert_num_queries(16):
        suggestions_for(person_of(everybody.pupil))
    for number in range(30):
        make_goal(everybody.school, f"Doel {number}", base, step=10)
    with django_assert_num_queries(16):
        assert len(suggestions_for(person_of(everybody.pupil))) == 3


def follows_a_method(everybody: Cast, **policy: str) -> dict[str, Goal]:
    """The group of the cast follows five lessons, two a week, each with a goal of the same name."""
    runs(everybody, **{"goals": "together", "content": "method", **policy})
    names = ("Tellen", "Meten", "Wegen", "Kijken", "Delen")
    goals = {name: make_goal(everybody.school, name, step=9) for name in names}
    lines = [LessonLine(name, (name,)) for name in goals]
    method = kept(everybody, lessons=lines, lessons_a_week=2)
    assert say_place(everybody.teacher, method, everybody.group, 2) is not None
    return goals


def test_where_the_method_leads_it_sets_out_what_the_group_is_at(everybody):
    make_goal(everybody.school, "Aaien", step=9)
    goals = follows_a_method(everybody)
    found = suggestions_for(person_of(everybody.pupil))
    assert [(one.goal, one.reason) for one in found] == [
        (goals["Meten"], "Je groep is bij: Meten"),
        (goals["Wegen"], "Dit komt nu in je groep: Wegen"),
        (goals["Kijken"], "Dit komt nu in je groep: Kijken"),
    ]
    assert found[0].reason_for_team == "De groep is bij: Meten"


def test_a_method_that_is_a_quarry_sets_nothing_out(everybody):
    goals = follows_a_method(everybody, content="lines")
    seen(everybody, goals["Tellen"], 4, times=20)
    reasons = {one.reason for one in suggestions_for(person_of(everybody.pupil))}
    assert reasons == {"Hier begint iets nieuws."}


def test_what_the_method_set_out_and_a_pupil_has_gives_way_to_what_is_next(everybody):
    goals = follows_a_method(everybody)
    choose(everybody.pupil, person_of(everybody.pupil), goals["Meten"])
    seen(everybody, goals["Wegen"], 4, times=20)
    assert suggestions_for(person_of(everybody.pupil))[0].goal == goals["Kijken"]


def test_a_pupil_takes_what_the_method_set_out_and_looks_no_further(everybody):
    goals = follows_a_method(everybody)
    held = choose(everybody.pupil, person_of(everybody.pupil), goals["Wegen"])
    assert held.state == "open"
    with pytest.raises(Refused, match="nog niet aan de beurt"):
        choose(everybody.pupil, person_of(everybody.pupil), goals["Delen"])


def test_the_method_of_another_group_sets_nothing_out(everybody):
    follows_a_method(everybody)
    other = make_user(everybody.school, "Noor", RoleKind.PUPIL)
    place(person_of(other), make_group(everybody.year, "Groep 6", ["6"]), "6")
    assert {one.set_out for one in suggestions_for(person_of(other))} == {None}


def test_the_method_costs_three_queries_however_many_lessons(everybody, django_assert_num_queries):
    follows_a_method(everybody)
    with django_assert_num_queries(18):
        suggestions_for(person_of(everybody.pupil))
