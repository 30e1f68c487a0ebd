"""The page of what was seen of a pupil: also what is old, and what was seen on a goal of before."""

from __future__ import annotations

import pytest
from tests.cast import person_of
from tests.curriculum.changed import made_by, words
from tests.web.test_evidence import begun

from stapsteen.learning.actions.changed_goals import split_goal
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.queries import evidence as reads

pytestmark = pytest.mark.django_db


def test_what_was_seen_stands_with_what_the_goal_became_and_tells_where_it_came_from():
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    observe(everybody.teacher, [dina], [goal], 3)
    parts = made_by(split_goal(everybody.principal, goal, [words("Deel een"), words("Deel twee")]))
    page = client.get(f"/zien/leerling/{dina.pk}/")
    shown = {one.goal: [row.came_from for row in one.rows] for one in page.context["goals"]}
    assert shown == {part: [goal] for part in parts}
    assert "Gezien bij “Telt tot twintig”" in page.content.decode()


def test_all_that_was_seen_can_be_reached_however_much_it_is(monkeypatch):
    monkeypatch.setattr(reads, "AT_A_TIME", 2)
    everybody, goal, client = begun()
    dina = person_of(everybody.pupil)
    made = [observe(everybody.teacher, [dina], [goal], 3)[0].pk for _number in range(5)]
    found, address, query = [], f"/zien/leerling/{dina.pk}/", ""
    for _page in range(3):
        page = client.get(address + query)
        found.append([row.one.pk for one in page.context["goals"] for row in one.rows])
        query = f"?blad={page.context['earlier']}"
        assert (query in page.content.decode()) is bool(page.context["earlier"])
    assert found == [made[:2:-1], made[2:0:-1], made[:1]]
    assert query == "?blad=0"
