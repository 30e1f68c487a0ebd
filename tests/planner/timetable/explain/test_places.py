"""Other places for a lesson: their prices are those of the referee, and none that is better is missed."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.timetable.questions import answer, lesson, question, rule

from stapsteen.planner.timetable.evaluate import Around, evaluate
from stapsteen.planner.timetable.explain.places import best_places, holds, place_at_times
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.solution import Solution

EARLY = rule(Kind.PREFER_TIMES, events=("a",), times=frozenset({0, 1}), required=False, weight=3)
WEEK = question(
    (lesson("a", 2), lesson("b", 2), lesson("c", time=7)),
    rule(Kind.ASSIGN_TIME, event_groups=("alle",)),
    rule(Kind.AVOID_CLASHES, resources=("klas", "anne", "bob")),
    rule(Kind.AVOID_UNAVAILABLE_TIMES, resources=("bob",), times=frozenset({4, 5})),
    EARLY,
)
PLAN = answer(("a", 2, 2, "anne"), ("b", 2, 0, "bob"), ("c", 1, 7, "anne"))


def changed(plan: Solution, changes) -> Solution:
    return Solution(tuple(changes.get(index, meet) for index, meet in enumerate(plan.meets)))


def cost_of(instance: Instance, plan: Solution) -> tuple[int, int]:
    return evaluate(instance, plan).cost


def test_every_time_has_the_price_that_the_referee_gives():
    plan = answer(("a", 2, 2, "anne"), ("b", 2, 0, "anne"), ("c", 1, 7, "anne"))
    now = cost_of(WEEK, plan)
    places = place_at_times(Around(WEEK, plan), 1)
    assert list(places) == list(range(7))
    for time, place in places.items():
        options = [
            cost_of(
                WEEK, changed(plan, {1: replace(plan.meets[1], time=time, resources=("klas", who))})
            )
            for who in ("anne", "bob", None)
        ]
        there = min(options)
        assert place.price == (there[0] - now[0], there[1] - now[1]), time


def test_a_lesson_of_which_the_time_is_given_has_no_other_times():
    assert place_at_times(Around(WEEK, PLAN), 2) == {}


def test_an_exchange_is_offered_where_it_is_better_than_the_move():
    best = best_places(Around(WEEK, PLAN), 0)[0]
    assert best.others == (1,)
    assert {index: meet.time for index, meet in best.changes.items()} == {0: 0, 1: 2}
    assert best.price == (0, -6)


def test_the_best_places_are_ordered_by_price_and_each_price_is_true():
    around = Around(WEEK, PLAN)
    found = best_places(around, 0)
    assert [place.price for place in found] == sorted(place.price for place in found)
    now = cost_of(WEEK, PLAN)
    for place in found:
        there = cost_of(WEEK, changed(PLAN, place.changes))
        assert place.price == (there[0] - now[0], there[1] - now[1])


def test_somebody_else_takes_the_lesson_where_that_makes_it_possible():
    plan = answer(("a", 2, 0, "anne"), ("b", 2, 2, "bob"), ("c", 1, 7, "anne"))
    place = next(one for one in best_places(Around(WEEK, plan), 1) if one.changes[1].time == 4)
    assert place.price == (0, 0)
    assert place.changes[1].resources == ("klas", "anne")


def test_a_lesson_with_a_given_time_can_have_somebody_else():
    found = best_places(Around(WEEK, PLAN), 2)
    assert [place.changes[2].resources[1] for place in found] == ["bob", None]


def test_what_holds_a_lesson_are_the_rules_that_make_other_times_worse():
    plan = answer(("a", 2, 0, "anne"), ("b", 2, 2, "bob"), ("c", 1, 7, "anne"))
    found = {
        (hold.broken.constraint.kind, hold.broken.point): hold.times
        for hold in holds(Around(WEEK, plan), 0)
    }
    assert found[Kind.AVOID_CLASHES, "klas"] == (1, 2, 3, 6)
    assert found[Kind.PREFER_TIMES, "a"] == (2, 3, 4, 5, 6)
    assert all(0 not in times for times in found.values())
