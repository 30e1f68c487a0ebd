"""Rounds by chance: lists of ten wishes, some workshops far dearer than others, hardly more seats than pupils."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.allocation.problem import Problem, Pupil, Session

LISTED, DEAREST, LESS, ELSEWHERE = 10, 100, 8, 5  # wishes in order: 100, 92, 84 ... points
SPARE = 1.12  # seats for each pupil in each round
SKEW = 0.7  # the n-th most popular workshop is listed 1 / n^0.7 as often as the first
ROUNDS = 4


def set_up(kind: str, seed: int, pupils: int = 240, workshops: int = 30) -> Problem:
    """Four rounds; in set-up ``B`` each workshop is given once, in ``D`` in two rounds."""
    random = np.random.default_rng(seed)
    drawn = random.permutation(1.0 / np.arange(1, workshops + 1) ** SKEW)
    wishes = [_listed(random, drawn / drawn.sum()) for _pupil in range(pupils)]
    given: list[list[int]] = [[] for _round in range(ROUNDS)]
    for one in range(workshops):
        first = one % ROUNDS
        given[first].append(one)
        if kind == "D":
            given[(first + 1 + one // ROUNDS % (ROUNDS - 1)) % ROUNDS].append(one)
    sessions = [
        one
        for place, here in enumerate(given)
        for one in _sessions(f"r{place}", here, round(pupils * SPARE))
    ]
    return Problem(
        tuple(f"r{place}" for place in range(ROUNDS)),
        tuple(sessions),
        tuple(Pupil(f"p{number}", mine) for number, mine in enumerate(wishes)),
        elsewhere=ELSEWHERE,
    )


def _listed(random: np.random.Generator, chances: NDArray[np.float64]) -> dict[str, int]:
    top = random.choice(len(chances), min(LISTED, len(chances)), replace=False, p=chances)
    return {f"w{one}": DEAREST - LESS * place for place, one in enumerate(top.tolist())}


def _sessions(round_: str, here: list[int], seats: int) -> list[Session]:
    """One session of each workshop, the seats of the round shared out evenly."""
    each, over = divmod(seats, len(here))
    return [
        Session(f"w{one}{round_}", (round_,), each + (place < over), f"w{one}")
        for place, one in enumerate(here)
    ]


def one_round(seed: int, pupils: int = 240, workshops: int = 30, seats: int = 9) -> Problem:
    """One round in which everybody ranks every workshop: a place higher is a point more."""
    random = np.random.default_rng(seed)
    chances = random.permutation(1.0 / np.arange(1, workshops + 1) ** SKEW)
    every = tuple(Session(f"w{one}r0", ("r0",), seats, f"w{one}") for one in range(workshops))
    people = []
    for number in range(pupils):
        order = random.choice(workshops, workshops, replace=False, p=chances / chances.sum())
        ranks = {f"w{one}": workshops - place for place, one in enumerate(order.tolist())}
        people.append(Pupil(f"p{number}", ranks))
    return Problem(("r0",), every, tuple(people))


def harder(seed: int, pupils: int = 240, workshops: int = 30) -> Problem:
    """Set-up D with all that can be asked besides: needs, invitations, held seats, series, ages, what
    comes first, friends, who is better apart, absence, and who lost out before.
    """
    plain = set_up("D", seed, pupils, workshops)
    random = Random(seed)  # noqa: S311 - a fair coin that can be tossed again
    sessions = [_stricter(number, one) for number, one in enumerate(plain.sessions)]
    sessions += [Session("s0", ("r0", "r1"), 20, "koor"), Session("s1", ("r2", "r3"), 20, "toneel")]
    people = tuple(_particular(random, one, workshops) for one in plain.pupils)
    drawn = random.sample([one.id for one in people], 24)
    pairs = list(zip(drawn[::2], drawn[1::2], strict=True))
    return replace(
        plain,
        sessions=tuple(sessions),
        pupils=people,
        together=tuple(pairs[:6]),
        apart=tuple(pairs[6:]),
    )


def _stricter(number: int, one: Session) -> Session:
    """Every fifth session holds a quarter of its seats, every seventh workshop is for some ages only,
    and two workshops ask for another before them."""
    workshop = int(one.workshop[1:])
    ages = {3: (4.0, 9.0), 5: (7.0, 12.0)}.get(workshop % 7)
    after = {8: ("w0",), 9: ("w1",)}.get(workshop, ())
    return replace(one, held=one.seats // 4 if number % 5 == 0 else 0, ages=ages, after=after)


def _particular(random: Random, pupil: Pupil, workshops: int) -> Pupil:
    some = [f"w{one}" for one in random.sample(range(workshops), 3)]
    series = {"koor": 60, "toneel": 60} if random.random() < 0.1 else {}
    return replace(
        pupil,
        wishes={**pupil.wishes, **series},
        needs=tuple(some[:1]) if random.random() < 0.25 else (),
        musts=tuple(some[1:2]) if random.random() < 0.05 else (),
        behind=random.randint(1, 30) if random.random() < 0.2 else 0,
        age=random.randint(4, 12),
        away=(random.choice(("r0", "r1", "r2", "r3")),) if random.random() < 0.03 else (),
        done=("w0", "w1") if random.random() < 0.3 else (),
    )
