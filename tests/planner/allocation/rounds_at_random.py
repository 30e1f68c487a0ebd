"""Small rounds made by chance, and every dealing there is of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from stapsteen.planner.allocation.evaluate import evaluate
from stapsteen.planner.allocation.problem import Problem, Pupil, Seats, Session
from stapsteen.planner.allocation.solve import best_weeks, question_of

__all__ = ["best_levels", "small_round"]


def small_round(seed: int) -> Problem:
    """A few pupils, two rounds and all that can be asked of a dealing."""
    random = Random(seed)  # noqa: S311 - a fair coin that can be tossed again
    rounds = ("ma", "di")
    sessions = tuple(_session(random, number, rounds) for number in range(random.randint(2, 4)))
    abouts = [one.about for one in sessions]
    pupils = tuple(_pupil(random, number, abouts) for number in range(random.randint(1, 4)))
    pairs = [one for one in combinations([one.id for one in pupils], 2) if random.random() < 0.15]
    together = tuple(pairs[:1]) if random.random() < 0.5 else ()
    apart = () if together else tuple(pairs[:1])
    elsewhere = random.choice((0, 0, 5))
    return Problem(rounds, sessions, pupils, together, apart, elsewhere)


def _session(random: Random, number: int, rounds: tuple[str, ...]) -> Session:
    meets = rounds if random.random() < 0.15 else (random.choice(rounds),)
    seats = random.randint(0, 3)
    return Session(
        f"s{number}",
        meets,
        seats,
        workshop=random.choice(("", "", "w")),
        held=random.randint(0, seats) if random.random() < 0.2 else 0,
        ages=(6, 8) if random.random() < 0.2 else None,
        after=("s0",) if number and random.random() < 0.2 else (),
    )


def _pupil(random: Random, number: int, abouts: list[str]) -> Pupil:
    wished = [about for about in dict.fromkeys(abouts) if random.random() < 0.7]
    return Pupil(
        f"p{number}",
        {about: random.choice((100, 90, 60, 20)) for about in wished},
        needs=tuple(about for about in dict.fromkeys(abouts) if random.random() < 0.15),
        musts=tuple(about for about in dict.fromkeys(abouts) if random.random() < 0.1),
        behind=random.choice((0, 0, 0, 30)),
        age=random.choice((None, 5, 7)),
        away=("di",) if random.random() < 0.1 else (),
        done=("s0",) if random.random() < 0.3 else (),
        most=random.choice((None, None, None, 1)),
    )


def best_levels(problem: Problem) -> tuple[int, ...]:
    """The levels of the best of all dealings, found by looking at every one."""
    question = question_of(problem)
    best = best_weeks(question.table, question.weeks)
    return max(
        found.levels
        for seats in _dealings(problem)
        if not (found := evaluate(problem, seats, best)).broken
    )


def _dealings(problem: Problem) -> Iterator[Seats]:
    ids = [one.id for one in problem.sessions]
    subsets = [one for size in range(3) for one in combinations(ids, size)]
    for chosen in product(subsets, repeat=len(problem.pupils)):
        yield {pupil.id: one for pupil, one in zip(problem.pupils, chosen, strict=True)}
