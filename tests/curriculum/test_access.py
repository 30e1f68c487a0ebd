"""Who may see and change what there is to learn, and what the graph of a school holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.cast import cast
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.access import goals_for, may_change_goal, may_make_goals
from stapsteen.curriculum.models import Framework, Goal
from stapsteen.curriculum.queries import goals_in_use, graph_of

pytestmark = pytest.mark.django_db


def test_everybody_sees_the_goals_of_the_own_school_only() -> None:
    here = cast()
    goal = make_goal(here.school, "Telt tot tien")
    for viewer in (here.pupil, here.guardian, here.teacher, here.principal):
        assert list(goals_for(viewer)) == [goal]
    assert list(goals_for(here.stranger)) == []


def test_a_teacher_changes_the_schools_own_goals_and_no_others() -> None:
    here = cast()
    starter = make_goal(here.school, "Telt tot tien")
    own = make_goal(here.school, "Kent het bos", source=Framework.Source.OWN)
    for viewer in (here.principal, here.care_coordinator, here.administrator):
        assert may_change_goal(viewer, starter)
    assert may_change_goal(here.teacher, own)
    assert not may_change_goal(here.teacher, starter)
    for viewer in (here.pupil, here.guardian, here.assistant):
        assert not may_make_goals(viewer)
        assert not may_change_goal(viewer, own)
    assert not may_change_goal(here.stranger, own)


def test_the_graph_of_a_school_holds_what_is_in_use_in_two_queries() -> None:
    here = cast()
    count = make_goal(here.school, "Telt tot tien", step=1)
    old = make_goal(here.school, "Telt met stokjes", count, step=2)
    add = make_goal(here.school, "Telt op", count, old, step=3)
    old.retired_on = timezone.localdate()
    old.save()
    with CaptureQueriesContext(connection) as asked:
        graph = graph_of(here.school)
    assert len(asked) == 2
    assert [goal.key for goal in graph.goals] == [count.pk, add.pk]
    assert graph.needs(add.pk) == (count.pk,)
    assert list(goals_in_use(here.school)) == [count, add]


def test_a_goal_is_read_in_the_language_of_the_reader() -> None:
    goal = Goal(title="Telt", title_en="Counts", pupil_title="Ik kan tellen.", step=9)
    assert (goal.name, goal.pupil_name, goal.year_group) == ("Telt", "Ik kan tellen.", 5)
    with translation.override("en"):
        assert goal.name == "Counts"
        assert goal.pupil_name == "Ik kan tellen."  # nobody put it into English yet
