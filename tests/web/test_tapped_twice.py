"""A form that is sent twice, by a double tap or a slow line, is written down once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import cast, person_of
from tests.web.test_permissions import logged_in
from tests.week.instruction.block import block_of, twelve
from tests.week.themes.theme import activity_of, theme_of

from stapsteen.learning.models import Evidence

pytestmark = pytest.mark.django_db


def key_on(client: Client, page: str) -> str:
    """The key in the form of a page."""
    return re.findall(r'name="key" value="([^"]+)"', client.get(page).text)[0]


def twice(client: Client, page: str, asked: dict[str, object]) -> int:
    """How many observations there are after a form was sent two times."""
    for _time in range(2):
        assert client.post(page, asked).status_code == 302
    return Evidence.objects.filter(kind="observation").count()


def test_how_an_activity_went():
    everybody = cast()
    activity = activity_of(theme_of(everybody), everybody)
    teacher, page = logged_in(everybody.teacher), f"/themas/activiteit/{activity.pk}/"
    asked = {"pupil": person_of(everybody.pupil).pk, "level": 3, "key": key_on(teacher, page)}
    assert twice(teacher, f"{page}zien/", asked) == 2  # one pupil, on both goals of the activity
    assert twice(teacher, f"{page}zien/", asked | {"key": key_on(teacher, page)}) == 4


def test_five_minutes_of_looking_before_groups_are_made():
    everybody = cast()
    people = [*twelve(everybody), person_of(everybody.pupil)]  # of Dina nothing was seen
    teacher, page = logged_in(everybody.teacher), f"/instructie/{block_of(everybody, people).pk}/"
    (check,) = teacher.get(page).context["board"].checks
    asked = {"goal": check.goal.pk, "key": key_on(teacher, page)}
    levels = {f"level-{people[0].pk}": 1, f"level-{people[-1].pk}": 3}
    assert twice(teacher, f"{page}kijk/", asked | levels) == 2
