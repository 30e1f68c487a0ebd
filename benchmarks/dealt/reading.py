"""Wishes of real pupils and students: rankings in the form of PrefLib (SOC), and course bids in JSON.

AGH: course selection of 2003 and 2004, donated to PrefLib by Piotr Faliszewski (Skowron, Faliszewski and
Slinko, AAMAS 2013). Ariel: bids of computer science students in the year 5783, of the project fairpyx.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from stapsteen.planner.allocation.problem import Problem, Pupil, Session

WANTED, SPARE = 3, 1.1  # courses for everybody, and seats for each of these
DEAREST, LESS = 100, 10  # points of a first wish, and how much less each next one gives


def rankings(file: Path) -> list[list[str]]:
    """Everybody's ranking in a SOC file, the dearest first."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            times, order = line.split(":")
            found += [order.strip().split(",")] * int(times)
    return found


def courses(file: Path) -> Problem:
    """A SOC file as a dealing of three courses each, every course a round of its own.

    What is first on most lists is compulsory and left out; the file has no seats, so there are
    1.1 for every course that is wanted.
    """
    lists = rankings(file)
    compulsory = Counter(one[0] for one in lists).most_common(1)[0][0]
    names = sorted(set(lists[0]) - {compulsory})
    seats = round(SPARE * len(lists) * WANTED / len(names))
    pupils = []
    for number, order in enumerate(lists):
        wishes = [one for one in order if one != compulsory]
        worth = {one: DEAREST - LESS * place for place, one in enumerate(wishes)}
        pupils.append(Pupil(f"p{number}", worth, most=WANTED))
    sessions = tuple(Session(one, (one,), seats) for one in names)
    return Problem(tuple(names), sessions, tuple(pupils))


def bids(file: Path) -> Problem:
    """Course bids: two courses that clash share a round, every other course has one of its own.

    A series counts every meeting, so a course in two rounds, because it clashes with two others, has
    its points halved (rounded up).
    """
    data = json.loads(file.read_text(encoding="utf-8"))
    rounds = _rounds_of(list(data["item_capacities"]), data["item_conflicts"])
    sessions = tuple(
        Session(one, rounds[one], seats) for one, seats in data["item_capacities"].items()
    )
    pupils = tuple(
        Pupil(
            student,
            {
                one: -(-value // len(rounds[one]))
                for one, value in worth.items()
                if value and one not in data["agent_conflicts"].get(student, ())
            },
            most=data["agent_capacities"][student],
        )
        for student, worth in data["valuations"].items()
    )
    every = tuple(dict.fromkeys(one for mine in rounds.values() for one in mine))
    return Problem(every, sessions, pupils)


def _rounds_of(names: list[str], clashes: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    pairs = sorted({tuple(sorted((one, other))) for one in clashes for other in clashes[one]})
    found = {
        one: tuple(f"{first} / {second}" for first, second in pairs if one in (first, second))
        for one in names
    }
    return {one: rounds or (one,) for one, rounds in found.items()}
