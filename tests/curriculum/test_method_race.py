"""Two people who write a method down for the same subject and year group at once: one does, the other is told."""

from __future__ import annotations

import pytest
from tests.cast import cast
from tests.curriculum.methods import sheet
from tests.learning.test_goal_race import twice_at_once

from stapsteen.curriculum.actions.methods import save_method
from stapsteen.curriculum.models import Method


@pytest.mark.django_db(transaction=True)
def test_a_method_is_made_once_and_who_comes_second_is_told():
    everybody = cast()
    for year_group in ("3", "4", "5"):
        one = sheet(everybody, "Tellen", year_group=year_group)
        ends = twice_at_once(lambda one=one: save_method(everybody.principal, one))
        assert ends == ["done", "refused"]
    assert Method.objects.count() == 3
