"""Who learns what together, and why; what a pupil is ready for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from stapsteen.mastery.dealing import LEFT_OUT, Sizes, deal
from stapsteen.mastery.grouping import Before, Why, propose
from stapsteen.mastery.readiness import Step, ready, suggestions

MASTERED = {"count": 0.95, "add": 0.9, "take": 0.4, "times": 0.1, "split": 0.05}
NEEDS = {"add": ["count"], "take": ["count"], "times": ["add"], "split": ["add", "take"]}


def test_ready_is_the_weakest_prerequisite_times_not_mastered() -> None:
    assert ready("split", MASTERED, NEEDS) == (pytest.approx(0.4 * 0.95), "take")


def test_three_suggestions_with_the_weakest_prerequisite() -> None:
    found = suggestions(MASTERED, MASTERED, NEEDS)
    assert [(one.goal, one.weakest, one.step) for one in found] == [
        ("times", "add", Step.GOAL),
        ("take", "count", Step.GOAL),
        ("split", "take", Step.CHECK),
    ]


def test_what_is_mastered_is_not_suggested() -> None:
    assert "add" not in {one.goal for one in suggestions(MASTERED, MASTERED, NEEDS, count=9)}


@pytest.mark.parametrize("seed", range(20))
def test_no_other_dealing_is_worth_more(seed: int) -> None:
    worth = np.random.default_rng(seed).random((6, 2))
    sizes = Sizes(2, 3)
    places = deal(worth, sizes)

    def total(dealt: tuple[int, ...] | list[int]) -> float:
        return sum(worth[pupil, group] for pupil, group in enumerate(dealt) if group != LEFT_OUT)

    allowed = [
        dealt
        for dealt in itertools.product((LEFT_OUT, 0, 1), repeat=6)
        if all(2 <= dealt.count(group) <= 3 for group in (0, 1))
    ]
    assert tuple(places) in allowed
    assert total(places) == pytest.approx(max(map(total, allowed)), abs=1e-4)


def test_groups_take_the_goals_that_most_are_ready_for() -> None:
    chances = np.array([[0.8, 0.1, 0.3]] * 4 + [[0.1, 0.1, 0.9]] * 4)
    made = propose(range(8), ["a", "b", "c"], chances, 2)
    assert [group.goal for group in made.groups] == ["a", "c"]
    assert [placed.pupil for placed in made.groups[0].pupils] == [0, 1, 2, 3]
    assert {placed.why for group in made.groups for placed in group.pupils} == {Why.READY}


def test_a_group_is_never_larger_than_it_may_be() -> None:
    made = propose(range(20), ["a", "b"], np.full((20, 2), 0.7), 2)
    assert [len(group.pupils) for group in made.groups] == [8, 8]
    assert {placed.why for placed in made.left_out} == {Why.FULL}


def test_who_was_left_out_three_times_comes_first() -> None:
    chances = np.full((9, 1), 0.9)
    chances[4] = 0.3
    before = Before(left_out={4: 3})
    (group,) = propose(range(9), ["a"], chances, 1, before=before).groups
    assert {placed.pupil: placed.why for placed in group.pupils}[4] is Why.TURN
    (other,) = propose(range(9), ["a"], chances, 1, before=Before(left_out={4: 2})).groups
    assert 4 not in {placed.pupil for placed in other.pupils}


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="chances"):
        propose(range(2), ["a"], np.zeros((3, 1)), 1)
