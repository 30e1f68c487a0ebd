"""The picture of the learning lines: every goal has a place of its own, in its line and at its step."""

from __future__ import annotations

import itertools

import pytest
from tests.cast import make_school
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.queries import goals_in_use, needs_among
from stapsteen.web.curriculum.picture import COLUMN, STONE, picture_of

pytestmark = pytest.mark.django_db


def test_no_two_stones_of_the_starter_set_touch_and_each_lies_in_its_row_and_column():
    school = make_school()
    bring_in_starter(None, school)
    for subject in school.subjects.all():
        goals = list(goals_in_use(school).filter(subject=subject))
        picture = picture_of(goals, needs_among(goals), None, "Zonder leerlijn")
        rows = {row.name: row for row in picture.rows}
        assert len(picture.stones) == len(goals)
        for one in picture.stones:
            row = rows[str(one.goal.progression)]
            assert row.y <= one.above
            assert one.above + STONE <= row.y + row.height
            assert (one.goal.step - 1) * COLUMN <= one.left
            assert one.left + STONE <= one.goal.step * COLUMN
        for one, other in itertools.combinations(picture.stones, 2):
            assert abs(one.x - other.x) >= STONE or abs(one.y - other.y) >= STONE


def test_a_chosen_goal_lights_what_comes_right_before_and_after_it():
    school = make_school()
    first = make_goal(school, "Telt", step=1, line="Getallen")
    second = make_goal(school, "Splitst", first, step=2, line="Getallen")
    third = make_goal(school, "Telt op", second, step=3, line="Optellen")
    last = make_goal(school, "Telt op tot 20", third, step=4)
    goals = list(goals_in_use(school))
    picture = picture_of(goals, needs_among(goals), second, "Zonder leerlijn")
    assert {one.goal: one.lit for one in picture.stones} == {
        first: "before", second: "chosen", third: "after", last: "",
    }  # fmt: skip
    assert [(way.first, way.then, way.lit, way.across) for way in picture.ways] == [
        (third.pk, last.pk, False, True),
        (second.pk, third.pk, True, True),
        (first.pk, second.pk, True, False),
    ]
    assert [row.name for row in picture.rows] == ["Getallen", "Optellen", "Zonder leerlijn"]
