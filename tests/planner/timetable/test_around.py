"""A change of a few meets: it costs exactly what evaluating everything again would say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.questions import answer, lesson, question, rule
from tests.planner.timetable.small import dice, places, small_instance, small_solution

from stapsteen.planner.timetable.evaluate import Around, Broken, Evaluation, evaluate
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.solution import Meet, Solution

CLASHES = rule(Kind.AVOID_CLASHES, resources=("klas", "anne", "bob"))
TWO = question((lesson("a"), lesson("b")), CLASHES)
APART = answer(("a", 1, 0, "anne"), ("b", 1, 1, "bob"))


def some_change(random: Random, instance: Instance, solution: Solution) -> dict[int, Meet]:
    """One to three meets with another time, another resource, or a part of the duration."""
    events = {event.id: event for event in instance.events}
    amount = random.randint(1, min(3, len(solution.meets)))
    chosen = random.sample(range(len(solution.meets)), amount)
    meets = ((place, solution.meets[place]) for place in chosen)
    return {
        place: random.choice(
            list(places(instance, events[meet.event], random.randint(1, meet.duration)))
        )
        for place, meet in meets
    }


def changed(solution: Solution, change: dict[int, Meet]) -> Solution:
    meets = enumerate(solution.meets)
    return Solution(tuple(change.get(place, meet) for place, meet in meets))


def by_point(evaluation: Evaluation) -> dict[tuple[str, str], Broken]:
    return {(one.constraint.id, one.point): one for one in evaluation.broken}


def deviation(broken: Broken | None) -> int:
    return broken.deviation if broken else 0


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_a_change_costs_what_evaluating_everything_again_would_say(seed: int) -> None:
    random = dice(seed)
    instance = small_instance(random, kinds=16)
    solution = small_solution(random, instance)
    around = Around(instance, solution)
    for _move in range(3):
        before = evaluate(instance, solution)
        change = some_change(random, instance, solution)
        difference = around.change(change)
        assert around.evaluation == before
        solution = changed(solution, change)
        after = evaluate(instance, solution)
        assert difference.infeasibility == after.infeasibility - before.infeasibility
        assert difference.objective == after.objective - before.objective
        was, now = by_point(before), by_point(after)
        worse = {k for k in was | now if deviation(now.get(k)) > deviation(was.get(k))}
        better = {k for k in was | now if deviation(now.get(k)) < deviation(was.get(k))}
        assert set(difference.broken) == {now[k] for k in worse}
        assert set(difference.mended) == {was[k] for k in better}
        around.apply(change)
        assert around.solution == solution
        assert around.evaluation == after


def test_a_lesson_on_top_of_another_breaks_a_rule_and_moving_it_back_mends_it() -> None:
    around = Around(TWO, APART)
    clash = Broken(CLASHES, "klas", 1, 1)
    there = {1: Meet("b", 1, 0, ("klas", "bob"))}
    assert around.change(there).broken == (clash,)
    around.apply(there)
    assert around.change({1: APART.meets[1]}).mended == (clash,)
    assert around.change({1: APART.meets[1]}).cost == (-1, 0)


def test_nothing_changed_costs_nothing() -> None:
    difference = Around(TWO, APART).change({0: APART.meets[0]})
    assert difference.cost == (0, 0)
    assert difference.broken == difference.mended == ()


@pytest.mark.parametrize(
    ("meet", "says"),
    [
        (Meet("a", 2, 1, ("klas", "bob")), "last longer"),
        (Meet("a", 1, 8, ("klas", "bob")), "past the last time"),
        (Meet("b", 1, 1, ("klas", "bob")), "same event"),
        (Meet("a", 1, 1, ("klas", "carla")), "does not exist"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(meet: Meet, says: str) -> None:
    around = Around(TWO, APART)
    with pytest.raises(ValueError, match=says):
        around.change({0: meet})
    assert around.solution == APART
    assert around.evaluation == evaluate(TWO, APART)
    assert around.change({0: Meet("a", 1, 1, ("klas", "anne"))}).cost == (1, 0)
