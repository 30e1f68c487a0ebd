"""A smallest set of rules that cannot hold together, against trying every plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.questions import rule

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.explain.conflict import Question, find_conflicts, points_within
from stapsteen.planner.timetable.explain.points import At, Points, without
from stapsteen.planner.timetable.explain.smallest import smallest
from stapsteen.planner.timetable.instance import (
    Bounds,
    Constraint,
    Event,
    Instance,
    Kind,
    Need,
    Pair,
    Resource,
    TimeGroup,
)
from stapsteen.planner.timetable.solution import Meet, Solution

TIMES = 4
DAYS = (TimeGroup("ma", "maandag", (0, 1)), TimeGroup("di", "dinsdag", (2, 3)))
HALVES = tuple(Bounds(day.times, 0, 1, day.name) for day in DAYS)
RESOURCES = (
    Resource("klas", "Klas", "column"),
    Resource("anne", "Anne", "staff", frozenset({"team"})),
    Resource("bob", "Bob", "staff", frozenset({"team"})),
)
NEEDS = (Need(resource="klas"), Need(role="juf", type="staff"))
WHOLE = frozenset({"alle"})
KINDS = (*Kind,)


def draw_rule(draw: st.DrawFn, kind: Kind, number: int) -> Constraint:
    """A rule of a kind with limits that often bite."""
    times = frozenset(draw(st.sets(st.integers(0, TIMES - 1), max_size=3)))
    low = draw(st.integers(0, 2))
    high = low + draw(st.integers(0, 1))
    bounds = tuple(
        Bounds(one.times, draw(st.integers(0, 1)), draw(st.integers(1, 2)), one.name)
        for one in HALVES
    )
    more: dict = {
        Kind.ASSIGN_TIME: {"event_groups": ("alle",)},
        Kind.ASSIGN_RESOURCE: {"event_groups": ("alle",), "role": "juf"},
        Kind.PREFER_TIMES: {"event_groups": ("alle",), "times": times},
        Kind.PREFER_RESOURCES: {
            "event_groups": ("alle",),
            "role": "juf",
            "preferred": frozenset({draw(st.sampled_from(("anne", "bob")))}),
        },
        Kind.SPLIT_EVENTS: {"events": ("b",), "minimum": low, "maximum": high},
        Kind.DISTRIBUTE_SPLIT_EVENTS: {
            "events": ("b",),
            "duration": 1,
            "minimum": low,
            "maximum": high,
        },
        Kind.AVOID_SPLIT_ASSIGNMENTS: {"event_groups": ("alle",), "role": "juf"},
        Kind.SPREAD_EVENTS: {"event_groups": ("alle",), "bounds": bounds},
        Kind.LINK_EVENTS: {"event_groups": ("alle",)},
        Kind.ORDER_EVENTS: {
            "pairs": (
                Pair("a", "b", draw(st.integers(0, 1)), draw(st.sampled_from((None, 1)))),
                Pair("b", "a"),
            )
        },
        Kind.AVOID_CLASHES: {"resources": ("klas",), "resource_groups": ("team",)},
        Kind.AVOID_UNAVAILABLE_TIMES: {"resources": ("klas", "anne"), "times": times},
    }.get(
        kind,
        {
            "resources": ("klas",),
            "resource_groups": ("team",),
            "bounds": HALVES,
            "minimum": low,
            "maximum": high,
        },
    )
    return Constraint(f"{kind.value}/{number}", kind.value, kind, **more)


@st.composite
def questions(draw: st.DrawFn) -> Instance:
    """Two events, one of which may fall apart, and up to six rules of any kind."""
    fixed = draw(st.sampled_from((None, None, 1)))
    events = (
        Event("a", "a", draw(st.integers(1, 2)), NEEDS, fixed, groups=WHOLE),
        Event("b", "b", 2, NEEDS, workload=draw(st.sampled_from((None, 3))), groups=WHOLE),
    )
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=6))
    rules = tuple(draw_rule(draw, kind, number) for number, kind in enumerate(kinds))
    names = tuple(f"t{number}" for number in range(TIMES))
    return Instance("vraag", "vraag", names, DAYS, RESOURCES, events, rules)


def cuts(event: Event, divisible: bool) -> list[tuple[int, ...]]:
    return [(event.duration,), (1,) * event.duration][
        : 2 if divisible and event.duration > 1 else 1
    ]


def placings(event: Event, divisible: bool) -> Iterator[tuple[Meet, ...]]:
    """Every way to place an event; the pieces of one event never overlap."""
    for lengths in cuts(event, divisible):
        options = [
            [
                Meet(event.id, long, time, ("klas", who))
                for time in (
                    (event.time,) if event.time is not None else (None, *range(TIMES - long + 1))
                )
                for who in ("anne", "bob", None)
            ]
            for long in lengths
        ]
        for meets in product(*options):
            times = [time for meet in meets for time in meet.span]
            if len(times) == len(set(times)):
                yield meets


def all_broken(instance: Instance) -> set[frozenset[At]]:
    """For every plan there is, the rules at points that it breaks."""
    apart = {
        event
        for one in instance.constraints
        if one.kind in {Kind.SPLIT_EVENTS, Kind.DISTRIBUTE_SPLIT_EVENTS}
        and not (one.kind is Kind.SPLIT_EVENTS and one.maximum == 1)
        for event in one.events
    }
    ways = [list(placings(event, event.id in apart)) for event in instance.events]
    return {
        frozenset(At(one.constraint.id, one.point) for one in evaluate(instance, plan).broken)
        for plan in (Solution((*first, *second)) for first, second in product(*ways))
    }


def can_hold(broken: set[frozenset[At]], members: frozenset[At]) -> bool:
    return any(members.isdisjoint(one) for one in broken)


@pytest.mark.slow
@given(questions())
@settings(max_examples=150, deadline=None)
def test_a_conflict_cannot_hold_and_without_any_one_of_its_rules_it_can(instance):
    broken = all_broken(instance)
    found = find_conflicts(instance)
    assert bool(found) != can_hold(broken, frozenset(Points(instance).required))
    for conflict in found:
        members = frozenset(conflict.members)
        assert conflict.sure
        assert not can_hold(broken, members)
        for one in members:
            assert can_hold(broken, members - {one}), one


@given(questions())
@settings(max_examples=12, deadline=None)
def test_the_model_says_the_same_as_trying_every_plan(instance):
    broken = all_broken(instance)
    points = Points(instance)
    for size in (1, len(points.required) - 1, len(points.required)):
        for members in list(combinations(points.required, size))[:8]:
            asked = Question(points, 10**9).too_much(members)
            assert asked != can_hold(broken, frozenset(members)), members


@given(st.lists(st.sets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=4))
def test_leaving_out_finds_a_smallest_part(too_much_sets):
    def too_much(pieces) -> bool:
        return any(one <= set(pieces) for one in too_much_sets)

    found = smallest(range(10), too_much)
    assert too_much(found)
    for one in found:
        assert not too_much([other for other in found if other != one])


def test_giving_up_a_rule_at_one_point_leaves_the_others():
    events = tuple(Event(key, key, 1, NEEDS, groups=WHOLE) for key in "ab")
    one = rule(Kind.ASSIGN_TIME, event_groups=("alle",))
    two = rule(Kind.ORDER_EVENTS, pairs=(Pair("a", "b"), Pair("b", "a")))
    instance = Instance("v", "v", ("t0", "t1"), DAYS[:1], RESOURCES, events, (one, two))
    (conflict,) = find_conflicts(instance)
    assert set(conflict.members) == {
        At(one.id, "a"),
        At(one.id, "b"),
        At(two.id, "a > b"),
        At(two.id, "b > a"),
    }
    left = without(instance, {At(one.id, "a"), At(two.id, "b > a")})
    assert left.constraints[0].events == ("b",)
    assert left.constraints[1].pairs == (Pair("a", "b"),)
    assert find_conflicts(left) == ()


def test_who_no_event_asks_for_stands_in_nobodys_way():
    event = Event("a", "a", 1, (Need(resource="klas"),), groups=WHOLE)
    clashes = rule(Kind.AVOID_CLASHES, resources=("klas", "bob"))
    instance = Instance("v", "v", ("t0",), DAYS[:1], RESOURCES, (event,), (clashes,))
    assert points_within(Points(instance), {"a"}) == [At(clashes.id, "klas")]


def test_work_that_nobody_can_be_asked_for_stands_in_the_way():
    event = Event("a", "a", 1, (Need(resource="klas"),), groups=WHOLE)
    busy = rule(Kind.LIMIT_WORKLOAD, resources=("bob",), minimum=1, maximum=9)
    instance = Instance("v", "v", ("t0",), DAYS[:1], RESOURCES, (event,), (busy,))
    assert [one.members for one in find_conflicts(instance)] == [(At(busy.id, "bob"),)]
