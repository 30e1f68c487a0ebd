"""Goals are split and merged that are planned: what is to come goes on, what is over stays, and all of it goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.curriculum.changed import made_by, words
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.models import Goal
from stapsteen.week.changed_goals import merge_goals, split_goal, undo_change
from stapsteen.week.models import (
    InstructionBlock,
    InstructionGroup,
    Round,
    Session,
    Theme,
    ThemeActivity,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture
def goals(everybody: Cast) -> list[Goal]:
    return [make_goal(everybody.school, title) for title in ("Tafels van 2 en 5", "Tafel van 10")]


def planned(everybody: Cast, goal: Goal, days: int) -> None:
    """A workshop, an instruction group and an activity with a goal, that end so many days from now."""
    day, now = timezone.localdate() + timedelta(days=days), timezone.now()
    begins = day - timedelta(days=7)
    at = {"starts": "09:00", "ends": "10:00"}
    turn = Round.objects.create(year=everybody.year, name="Ronde", date=day, opens=now,
                                closes=now + timedelta(days=1), **at)  # fmt: skip
    Session.objects.create(round=turn, title="Workshop", goal=goal, capacity=9,
                           leader=person_of(everybody.teacher), room=everybody.room)  # fmt: skip
    block = InstructionBlock.objects.create(
        year=everybody.year, subject=goal.subject, name="Blok", weekday=1,
        begins_on=begins, expires_on=day, **at,
    )  # fmt: skip
    InstructionGroup.objects.create(block=block, goal=goal)
    theme = Theme.objects.create(year=everybody.year, title="Markt", starts=begins, ends=day)
    ThemeActivity.objects.create(theme=theme, title="Kraam").goals.set([goal])


def carried() -> list[list[str]]:
    """The titles of the goals of workshops, of instruction groups and of activities, in order."""
    rows = (Session.objects, InstructionGroup.objects)
    return [
        *(list(one.order_by("pk").values_list("goal__title", flat=True)) for one in rows),
        [", ".join(sorted(goal.title for goal in one.goals.all()))
         for one in ThemeActivity.objects.order_by("pk")],
    ]  # fmt: skip


def test_what_is_to_come_goes_on_with_the_parts_and_what_is_over_stays(everybody, goals):
    planned(everybody, goals[0], days=0)
    planned(everybody, goals[0], days=-1)
    before = carried()
    change = split_goal(everybody.principal, goals[0], [words("Van 2"), words("Van 5")])
    old = "Tafels van 2 en 5"
    assert carried() == [["Van 2", old], ["Van 2", old], ["Van 2, Van 5", old]]
    undo_change(everybody.principal, change)
    assert carried() == before


def test_what_carried_several_goals_carries_the_one_they_became_once(everybody, goals):
    for goal in goals:
        planned(everybody, goal, days=3)
    ThemeActivity.objects.order_by("pk")[0].goals.set(goals)
    before = carried()
    change = merge_goals(everybody.principal, goals, words("De tafels"))
    assert carried() == [["De tafels"] * 2] * 3
    undo_change(everybody.principal, change)
    assert carried() == before


def test_what_was_given_another_goal_since_keeps_that(everybody, goals):
    for _number in range(2):
        planned(everybody, goals[0], days=3)
    change = split_goal(everybody.principal, goals[0], [words("Van 2"), words("Van 5")])
    Session.objects.filter(pk=Session.objects.earliest("pk").pk).update(goal=goals[1])
    InstructionGroup.objects.earliest("pk").delete()
    ThemeActivity.objects.order_by("pk")[0].goals.set([goals[1]])
    undo_change(everybody.principal, change)
    old = "Tafels van 2 en 5"
    assert carried() == [["Tafel van 10", old], [old], ["Tafel van 10", old]]
    assert made_by(change) == []
