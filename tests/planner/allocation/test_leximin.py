"""No dealing does better for who comes off worst, nor for the next, nor for anybody after."""

from __future__ import annotations

from math import ceil

import pytest
from tests.planner.allocation.rounds_at_random import best_levels, small_round

from stapsteen.planner.allocation.problem import Problem, Pupil, Session, ranked
from stapsteen.planner.allocation.solve import deal, question_of
from stapsteen.planner.allocation.solve.columns import TINY, Program, pool_of


@pytest.mark.parametrize("seed", range(8))
def test_what_is_dealt_breaks_no_rule_and_nothing_is_better(seed):
    problem = small_round(seed)
    outcome = deal(problem)
    assert outcome.evaluation.broken == ()
    assert outcome.evaluation.levels == best_levels(problem)
    assert outcome.proof.shown == len(problem.pupils)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8, 60))
def test_what_is_dealt_breaks_no_rule_and_nothing_is_better_more_often(seed):
    test_what_is_dealt_breaks_no_rule_and_nothing_is_better(seed)


def week(pupils: int, sessions: int = 12, rounds: int = 3) -> Problem:
    """Everybody wants the same five things most, in another order."""
    every = tuple(
        Session(f"s{one}", (f"r{one % rounds}",), max(1, pupils * rounds // sessions))
        for one in range(sessions)
    )
    wishing = tuple(
        Pupil(f"p{one}", ranked(f"s{(one * 7 + step * step) % 8}" for step in range(5)))
        for one in range(pupils)
    )
    return Problem(tuple(f"r{one}" for one in range(rounds)), every, wishing)


def test_the_same_round_and_seed_give_the_same_seats():
    assert deal(week(30), seed=3).seats == deal(week(30), seed=3).seats


def test_who_stands_first_in_the_list_gains_nothing_by_that():
    one_seat = (Session("brug", ("r",), 1),)
    pupils = tuple(Pupil(name, {"brug": 100}) for name in ("a", "b", "c"))
    winners = {
        next(pupil for pupil, mine in deal(problem, seed=seed).seats.items() if mine)
        for seed in range(12)
        for problem in (Problem(("r",), one_seat, pupils),)
    }
    assert winners == {"a", "b", "c"}


def test_a_search_that_is_stopped_at_once_still_deals():
    outcome = deal(week(30), should_stop=lambda: True)
    assert outcome.evaluation.broken == ()
    assert all(outcome.seats.values())


def test_a_start_is_never_made_worse():
    first = deal(week(30), seed=1, should_stop=lambda: True)
    then = deal(week(30), seed=2, start=first.seats)
    assert then.evaluation.levels >= first.evaluation.levels


def test_every_better_dealing_is_told_on_the_way():
    steps: list[int] = []
    outcome = deal(week(30), on_progress=lambda step: steps.append(step.lowest))
    assert steps == sorted(steps)
    assert steps[-1] == outcome.evaluation.levels[0]


def test_what_was_shown_grows_on_the_way_until_it_is_everybody():
    steps: list[int] = []
    outcome = deal(week(30), on_progress=lambda step: steps.append(step.shown))
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] == outcome.proof.shown == 30


def test_a_program_that_went_on_from_another_level_finds_the_same_bound():
    question = question_of(week(30))
    went_on, bounds = Program(pool_of(question, 0)), []
    went_on.add(went_on.pool.starts.tolist())  # nobody has anything
    for level in (60, 75, 90):
        fresh = Program(went_on.pool)
        went_on.aim(went_on.pool.below(level))
        fresh.aim(went_on.pool.below(level))
        for earlier, most in bounds:
            fresh.limit(went_on.pool.below(earlier), most)
        fresh.add(went_on.weights)
        found = went_on.bound(99, lambda: False)[0]
        assert fresh.bound(99, lambda: False)[0] == pytest.approx(found)
        bounds.append((level, ceil(found - TINY)))
        went_on.limit(went_on.pool.below(level), ceil(found - TINY))
    assert [most for _level, most in bounds] == [2, 12, 12]
