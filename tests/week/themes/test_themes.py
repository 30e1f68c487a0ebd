"""Themes: questions of pupils, activities with goals of several subjects, and evidence on each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.cast import cast, person_of
from tests.curriculum.goals import make_goal
from tests.week.themes.theme import activity_of, plan, theme_of

from stapsteen.kit.refused import Refused
from stapsteen.learning.levels import Level
from stapsteen.learning.models import Evidence, MasteryState
from stapsteen.school.models import Person
from stapsteen.week.models import Theme
from stapsteen.week.themes.access import themes_for
from stapsteen.week.themes.actions import (
    answer,
    ask,
    carry,
    change_theme,
    make_theme,
    see,
    withdraw_activity,
    withdraw_question,
    withdraw_theme,
)
from stapsteen.week.themes.queries import listed_themes, opened_theme

pytestmark = pytest.mark.django_db


def test_what_is_seen_in_an_activity_lands_on_each_of_its_goals_in_every_subject():
    everybody = cast()
    activity = activity_of(theme_of(everybody), everybody)
    both = [person_of(everybody.pupil), person_of(everybody.classmate)]
    see(activity, both, Level.ALONE, by=everybody.teacher)
    found = Evidence.objects.values_list("person__given_name", "goal__title", "value", "note")
    note = "Water: Een dam bouwen"
    assert sorted(found) == [
        ("Dina", "Meet met liters", 3, note),
        ("Dina", "Vertelt wat het zag", 3, note),
        ("Emre", "Meet met liters", 3, note),
        ("Emre", "Vertelt wat het zag", 3, note),
    ]
    assert MasteryState.objects.count() == 4


def test_an_old_form_for_another_child_or_after_undo_is_written_down_all_the_same(client):
    everybody = cast()
    activity = activity_of(theme_of(everybody), everybody)
    dina, emre = person_of(everybody.pupil), person_of(everybody.classmate)
    client.force_login(everybody.teacher)
    key = "1d0f3e52-5f0e-4c7e-9a53-6f2b8d1f5a10"

    def send(pupil: Person) -> list[str]:
        sent = {"pupil": pupil.pk, "level": Level.ALONE, "key": key}
        client.post(reverse("themes:see", args=[activity.pk]), sent)
        stands = Evidence.objects.filter(withdrawn_at=None)
        return list(stands.order_by("pk").values_list("person__given_name", flat=True))

    assert send(dina) == send(dina) == ["Dina"] * 2  # tapped twice, on two goals
    client.post(reverse("evidence:take_back", args=[key]))
    assert send(emre) == ["Emre"] * 2
    assert send(dina) == ["Emre"] * 2 + ["Dina"] * 2


def test_the_team_sees_of_how_many_something_was_seen_and_pupils_do_not():
    everybody = cast()
    theme = theme_of(everybody)
    see(
        activity_of(theme, everybody),
        [person_of(everybody.pupil)],
        Level.ALONE,
        by=everybody.teacher,
    )
    seen = {
        who: [one.seen for one in opened_theme(theme, getattr(everybody, who)).activities]
        for who in ("teacher", "pupil", "colleague")
    }
    assert seen == {"teacher": [1], "pupil": [0], "colleague": [0]}


def test_an_activity_without_goals_says_so_and_so_does_one_about_pupils_of_others():
    everybody = cast()
    activity = activity_of(theme_of(everybody), everybody)
    with pytest.raises(Refused, match="begeleidt Dina niet"):
        see(activity, [person_of(everybody.pupil)], Level.ALONE, by=everybody.colleague)
    activity.goals.clear()
    with pytest.raises(Refused, match="nog geen doelen"):
        see(activity, [person_of(everybody.pupil)], Level.ALONE, by=everybody.teacher)
    assert not Evidence.objects.exists()


def test_a_pupil_asks_in_a_theme_of_its_group_and_says_when_it_was_answered():
    everybody = cast()
    theme = theme_of(everybody)
    question = ask(theme, " Waarom is de zee zout? ", by=everybody.pupil)
    answer(question, answered=True, by=everybody.pupil)
    with pytest.raises(Refused, match="iemand anders"):
        answer(question, answered=False, by=everybody.classmate)
    answer(question, answered=False, by=everybody.teacher)
    with pytest.raises(Refused, match="iemand anders"):
        withdraw_question(question, by=everybody.classmate)
    (told,) = opened_theme(theme, everybody.classmate).questions
    assert (told.text, told.asked_by, told.answered_at) == (
        "Waarom is de zee zout?", person_of(everybody.pupil), None,
    )  # fmt: skip
    withdraw_question(question, by=everybody.pupil)
    assert opened_theme(theme, everybody.classmate).questions == ()


def test_what_the_team_took_away_its_pupil_does_not_bring_back():
    everybody = cast()
    theme = theme_of(everybody)
    question = ask(theme, "Waarom is Emre zo dom?", by=everybody.pupil)
    withdraw_question(question, by=everybody.teacher)
    for withdrawn in (False, True):  # also not by taking it away oneself first
        with pytest.raises(Refused, match="weggehaald"):
            withdraw_question(question, withdrawn=withdrawn, by=everybody.pupil)
    assert opened_theme(theme, everybody.classmate).questions == ()
    withdraw_question(question, withdrawn=False, by=everybody.teacher)
    assert opened_theme(theme, everybody.classmate).questions == (question,)
    withdraw_question(question, by=everybody.pupil)
    withdraw_question(question, withdrawn=False, by=everybody.pupil)
    assert opened_theme(theme, everybody.classmate).questions == (question,)


def test_themes_are_seen_by_the_team_and_by_whom_they_are_for():
    everybody = cast()
    theme = theme_of(everybody)
    sees = {
        who
        for who in ("teacher", "assistant", "principal", "pupil", "guardian", "stranger")
        if themes_for(getattr(everybody, who)).exists()
    }
    assert sees == {"teacher", "assistant", "principal", "pupil", "guardian"}
    theme.groups.clear()
    assert not themes_for(everybody.pupil).exists()
    with pytest.raises(Refused, match="niet van jouw groep"):
        ask(theme, "Mag ik?", by=everybody.pupil)


@pytest.mark.parametrize("who", ["assistant", "administrator", "pupil", "guardian", "stranger"])
def test_others_make_no_themes(who):
    everybody = cast()
    theme = theme_of(everybody)
    with pytest.raises(Refused, match="geen thema"):
        change_theme(theme, plan(everybody, "Vuur"), by=getattr(everybody, who))
    assert Theme.objects.get().title == "Water"


def test_a_theme_is_changed_taken_away_and_brought_back():
    everybody = cast()
    theme = theme_of(everybody)
    change_theme(
        theme, replace(plan(everybody, "Vuur"), materials=["", " Hout "]), by=everybody.teacher
    )
    withdraw_theme(theme, by=everybody.teacher)
    assert (listed_themes(everybody.teacher), list(themes_for(everybody.pupil))) == ([], [])
    withdraw_theme(theme, withdrawn=False, by=everybody.teacher)
    (listed,) = listed_themes(everybody.pupil)
    assert (listed.theme.title, listed.theme.materials, listed.when) == ("Vuur", ["Hout"], "now")


def test_days_outside_the_school_year_and_goals_of_another_school_are_refused():
    everybody = cast()
    late = replace(plan(everybody), ends=everybody.year.ends + timedelta(days=1))
    with pytest.raises(Refused, match="dagen kloppen niet"):
        make_theme(everybody.year, late, by=everybody.teacher)
    activity = activity_of(theme_of(everybody), everybody)
    elsewhere = make_goal(everybody.stranger.school, "Van een ander")
    with pytest.raises(Refused, match="andere school"):
        carry(activity, elsewhere, carries=True, by=everybody.teacher)


def test_in_an_activity_or_a_theme_that_was_taken_away_nothing_is_written_down():
    everybody = cast()
    theme = theme_of(everybody)
    activity = activity_of(theme, everybody)
    dina = [person_of(everybody.pupil)]
    withdraw_activity(activity, by=everybody.teacher)
    with pytest.raises(Refused, match="weggehaald"):
        see(activity, dina, Level.ALONE, by=everybody.teacher)
    withdraw_activity(activity, withdrawn=False, by=everybody.teacher)
    withdraw_theme(theme, by=everybody.teacher)
    activity.refresh_from_db()
    with pytest.raises(Refused, match="weggehaald"):
        see(activity, dina, Level.ALONE, by=everybody.teacher)
    assert not Evidence.objects.exists()
