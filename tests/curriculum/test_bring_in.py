"""A school begins with the starter set, once, and what it changed afterwards stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from tests.cast import cast, make_school
from tests.curriculum.goals import make_subject

from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import CoreObjective, Goal, Prerequisite, Progression
from stapsteen.curriculum.queries import graph_of
from stapsteen.curriculum.starter_set import starter_goals
from stapsteen.kit.refused import Refused
from stapsteen.school.actions import assume_defaults
from stapsteen.school.models import LogLine

pytestmark = pytest.mark.django_db


def test_all_goals_come_with_their_words_lines_needs_and_core_objectives():
    school = make_school()
    assert bring_in_starter(None, school) == len(starter_goals()) == Goal.objects.count()
    goal = Goal.objects.get(key="arithmetic.number.count-10")
    assert (goal.subject.name, str(goal.progression), goal.step) == ("Rekenen", "Getallen", 2)
    assert (goal.pupil_title, goal.pupil_title_en) == (
        "Ik kan tien dingen tellen.",
        "I can count ten things.",
    )
    assert goal.pictogram == "hand"
    assert goal.quick_check.startswith("Strooi tien kastanjes uit")
    assert [one.needed.key for one in goal.needs.all()] == ["arithmetic.number.count-5"]
    assert [(one.edition, one.code) for one in goal.objectives.all()] == [
        ("2006", "26"),
        ("2025", "10A"),
    ]
    assert CoreObjective.objects.get(edition="2025", code="10A").parent == (
        CoreObjective.objects.get(edition="2025", code="10")
    )


def test_a_core_objective_says_in_our_words_what_it_is_about_until_a_file_brings_its_own():
    school = make_school()
    bring_in_starter(None, school)
    dutch, english = (
        ("Schatten", "Rekenen en wiskunde"),
        ("Estimating", "Arithmetic and mathematics"),
    )
    once_given = {"title": "Schatten", "heading": "Rekenen en wiskunde"}
    of_slo = {"title": "Leren schatten.", "uri": "https://opendata.slo.nl/uuid/1"}
    for written in ({}, once_given, of_slo):
        CoreObjective.objects.filter(code="28", edition="2006").update(**written)
        one = CoreObjective.objects.get(code="28", edition="2006")
        for language, ours in (("nl", dutch), ("en", english)):
            with override(language):
                wanted = (one.title, one.heading) if one.uri else ours
                assert (one.name, one.part) == wanted


def test_what_came_in_has_no_cycle_and_no_goal_that_waits_for_nothing():
    school = make_school()
    bring_in_starter(None, school)
    graph = graph_of(school)
    assert (graph.cycles, graph.missing) == ([], [])
    assert len(graph.links) == sum(len(goal.needs) for goal in starter_goals())


def test_doing_it_again_changes_nothing_and_keeps_what_the_school_changed():
    everybody = cast()
    bring_in_starter(everybody.principal, everybody.school)
    goal = Goal.objects.get(key="arithmetic.number.count-10")
    Goal.objects.filter(pk=goal.pk).update(title="Telt tien knopen", retired_on=date(2026, 9, 1))
    Prerequisite.objects.filter(goal=goal).delete()
    before = (Goal.objects.count(), Prerequisite.objects.count(), Progression.objects.count())
    assert bring_in_starter(everybody.principal, everybody.school) == 0
    after = (Goal.objects.count(), Prerequisite.objects.count(), Progression.objects.count())
    goal.refresh_from_db()
    assert (after, goal.title, goal.retired_on) == (before, "Telt tien knopen", date(2026, 9, 1))
    assert LogLine.objects.filter(verb="bring_in_starter").count() == 1


def test_a_goal_that_a_newer_version_brings_is_added_with_its_links():
    school = make_school()
    bring_in_starter(None, school)
    Goal.objects.get(key="arithmetic.number.count-10").delete()
    assert bring_in_starter(None, school) == 1
    came = Goal.objects.get(key="arithmetic.number.count-10")
    assert came.needs.count() == came.objectives.count() - 1 == 1


def test_subjects_that_the_school_has_are_kept_and_missing_ones_made():
    school = make_school()
    mine = make_subject(school, "arithmetic", "Rekenen en wiskunde")
    bring_in_starter(None, school)
    keys = ["reading", "arithmetic", "language", "spelling", "personal"]
    assert sorted(school.subjects.values_list("key", flat=True)) == sorted(keys)
    assert mine.goals.count() == 144


def test_the_subjects_of_the_week_can_still_be_filled_in_afterwards():
    everybody = cast()
    bring_in_starter(everybody.principal, everybody.school)
    assume_defaults(everybody.year, everybody.principal)
    subjects = everybody.school.subjects
    assert subjects.count() == 11
    assert not subjects.get(key="personal").minutes.exists()
    assert subjects.get(key="gym").minutes.exists()


@pytest.mark.parametrize("who", ["teacher", "pupil", "guardian", "stranger"])
def test_only_who_answers_for_the_school_brings_goals_in(who):
    everybody = cast()
    with pytest.raises(Refused, match="hele school"):
        bring_in_starter(getattr(everybody, who), everybody.school)
    assert not Goal.objects.exists()
