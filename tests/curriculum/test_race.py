"""Two people who split the same goal at the same moment: one does, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.cast import cast
from tests.curriculum.changed import words
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.actions.goals import split_goal
from stapsteen.curriculum.models import Goal, GoalSuccession
from stapsteen.kit.refused import Refused

TIMES = 5


@pytest.mark.django_db(transaction=True)
def test_a_goal_is_split_once_whoever_is_first():
    everybody = cast()
    goals = [make_goal(everybody.school, f"Doel {number}") for number in range(TIMES)]
    start = Barrier(2)

    def split_all(who: str) -> int:
        refused = 0
        try:
            for goal in goals:
                start.wait(20)
                mine = Goal.objects.get(pk=goal.pk)
                start.wait(20)
                try:
                    split_goal(getattr(everybody, who), mine, [words("a"), words("b")])
                except Refused:
                    refused += 1
        finally:
            connection.close()
        return refused

    with ThreadPoolExecutor(2) as pool:
        refused = list(pool.map(split_all, ("principal", "care_coordinator")))
    assert sum(refused) == TIMES
    assert GoalSuccession.objects.count() == 2 * TIMES
