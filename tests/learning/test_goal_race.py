"""Who chooses the same goal from two places at once has it once, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.cast import cast, person_of
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.goals import choose, claim, set_own
from stapsteen.learning.models import GoalStep, PersonalGoal


def twice_at_once(act: Callable[[], object]) -> list[str]:
    """Do it from two places at the same time, and tell how each ended."""
    start = Barrier(2)

    def place(_number: int) -> str:
        try:
            start.wait(20)
            act()
            return "done"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(place, range(2)))


@pytest.mark.django_db(transaction=True)
def test_a_goal_is_chosen_set_and_claimed_once():
    everybody = cast()
    runs(everybody, goals="pupil", content="own")
    dina, goal = person_of(everybody.pupil), make_goal(everybody.school, "Telt tot twintig")
    assert twice_at_once(lambda: choose(everybody.pupil, dina, goal)) == ["done", "refused"]
    assert twice_at_once(lambda: set_own(everybody.pupil, dina, "Een hut")) == ["done", "refused"]
    held = PersonalGoal.objects.get(goal=goal)
    assert twice_at_once(lambda: claim(everybody.pupil, held)) == ["done", "refused"]
    assert PersonalGoal.objects.count() == 2
    states = GoalStep.objects.filter(personal_goal=held).values_list("state", flat=True)
    assert list(states) == ["chosen", "claimed"]
