"""The solver against the referee, and against trying everything."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.questions import answer, lesson, question, rule

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind, Pair
from stapsteen.planner.timetable.solution import Meet, Solution
from stapsteen.planner.timetable.solve import Outcome, solve
from stapsteen.planner.timetable.solve.worker import Worker

MUST = (
    rule(Kind.ASSIGN_TIME, event_groups=("alle",)),
    rule(Kind.ASSIGN_RESOURCE, role="juf", event_groups=("alle",)),
    rule(Kind.AVOID_CLASHES, resources=("klas", "anne", "bob")),
    rule(Kind.SPLIT_EVENTS, event_groups=("alle",), minimum=1, maximum=1),
)
TIMES = range(8)


@st.composite
def questions(draw: st.DrawFn) -> Instance:
    """Two lessons, the basic rules, and some of: absence, order, preferred times and people."""
    events = tuple(lesson(key, draw(st.integers(1, 2))) for key in "ab")
    wishes: list[Constraint] = [
        rule(
            Kind.PREFER_TIMES,
            event_groups=("alle",),
            times=frozenset(draw(st.sets(st.sampled_from(TIMES), min_size=1))),
            required=draw(st.booleans()),
        ),
        rule(
            Kind.AVOID_UNAVAILABLE_TIMES,
            resources=("anne",),
            times=frozenset(draw(st.sets(st.sampled_from(TIMES)))),
        ),
        rule(
            Kind.PREFER_RESOURCES,
            role="juf",
            event_groups=("alle",),
            preferred=frozenset({"anne"}),
            required=False,
            weight=draw(st.integers(1, 3)),
        ),
        rule(Kind.ORDER_EVENTS, pairs=(Pair("b", "a"),)),
    ]
    return question(events, *MUST, *draw(st.lists(st.sampled_from(wishes), unique_by=id)))


def best_of_all(instance: Instance) -> tuple[int, int]:
    """The cost of the best of all plans with every lesson placed and taught."""
    options = [
        [
            (event.id, event.duration, time, who)
            for time in TIMES
            if time + event.duration <= 8
            for who in ("anne", "bob")
        ]
        for event in instance.events
    ]
    return min(evaluate(instance, answer(*meets)).cost for meets in product(*options))


def solved(instance: Instance, **more) -> Outcome:
    """Planned with so much work as proves what can be proven here, however busy the machine is."""
    return solve(instance, seconds=20, workers=1, deterministic_seconds=1, **more)


@given(questions())
@settings(max_examples=40, deadline=None)
def test_a_plan_costs_what_the_referee_says_and_none_is_better_than_what_is_called_best(instance):
    outcome = solved(instance)
    assert evaluate(instance, outcome.solution) == outcome.evaluation
    if outcome.evaluation.infeasibility == 0:
        assert outcome.optimal
        assert outcome.evaluation.cost == best_of_all(instance)


def test_there_is_a_plan_even_where_the_rules_cannot_all_hold():
    nowhere = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0}))
    outcome = solved(question((lesson("a"), lesson("b")), *MUST, nowhere))
    assert isinstance(outcome.solution, Solution)
    assert outcome.evaluation.infeasibility == 1


def test_plans_only_get_better_while_one_looks():
    told: list[tuple[int, int]] = []
    events = tuple(lesson(f"les{number}") for number in range(6))
    early = rule(Kind.PREFER_TIMES, event_groups=("alle",), times=frozenset({0, 1}), required=False)
    solved(
        question(events, *MUST, early),
        on_progress=lambda step: told.append((step.infeasibility, step.objective)),
    )
    assert told == sorted(told, reverse=True)
    assert len(set(told)) == len(told)


def test_a_fixed_time_is_kept_also_where_nothing_else_fits():
    fixed = lesson("a", time=3)
    outcome = solved(question((fixed, lesson("b", time=3)), *MUST))
    assert [meet.time for meet in outcome.solution.meets] == [3, 3]
    assert outcome.evaluation.infeasibility > 0


@pytest.mark.parametrize("workers", [1, 2])
def test_when_a_worker_fails_the_best_plan_is_kept(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_self: Worker) -> None:
        raise MemoryError("too little")

    instance = question((lesson("a"),), *MUST)
    start = Solution((Meet("a", 1, None, ("klas", "anne")),))
    monkeypatch.setattr(Worker, "_work", fails)
    with pytest.warns(RuntimeWarning, match="too little"):
        outcome = solve(instance, seconds=60, workers=workers, start=start)
    assert outcome.solution == start


def test_when_a_worker_fails_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    works = Worker._work

    def fails(self: Worker) -> None:
        if self.duty == "anneal":
            raise MemoryError("too little")
        works(self)

    monkeypatch.setattr(Worker, "_work", fails)
    with pytest.warns(RuntimeWarning, match="too little"):
        outcome = solve(question((lesson("a"),), *MUST), seconds=60)
    assert outcome.optimal
    assert outcome.evaluation.cost == (0, 0)


def test_without_any_plan_what_failed_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Worker) -> None:
        raise MemoryError("too little")

    monkeypatch.setattr(Worker, "_work", fails)
    with pytest.raises(MemoryError, match="too little"):
        solve(question((lesson("a"),), *MUST), seconds=60)
