"""First come first served, written for the comparison: who comes first takes the best week there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from stapsteen.planner.allocation.problem import Problem, Seats, Session, may_sit, names, points


def first_come(problem: Problem, seed: int) -> Seats:
    """Deal in an order by chance; each takes its musts, its needs, and then what it likes best.

    Friends come together and take what all of them can have. Who cannot have what comes first of all
    does without.
    """
    units = _friends(problem)
    Random(seed).shuffle(units)  # noqa: S311 - a fair coin that can be tossed again
    seats: dict[str, tuple[str, ...]] = {}
    for unit in units:
        mine: list[Session] = []
        for one in sorted(problem.sessions, key=lambda session: _dearness(problem, unit, session)):
            if _can_have(problem, seats, unit, mine, one):
                mine.append(one)
        seats |= dict.fromkeys(unit, tuple(one.id for one in mine))
    return seats


def _friends(problem: Problem) -> list[list[str]]:
    of = {one.id: [one.id] for one in problem.pupils}
    for one, other in problem.together:
        if of[one] is not of[other]:
            both = of[one] + of[other]
            of |= dict.fromkeys(both, both)
    return list({id(unit): unit for unit in of.values()}.values())


def _dearness(problem: Problem, unit: Iterable[str], session: Session) -> tuple[int, ...]:
    pupils = [problem.pupil_by_id[one] for one in unit]
    return (
        len(session.after),  # what asks for another is chosen once that one is there
        -sum(names(session, one.musts) for one in pupils),
        -sum(names(session, one.needs) for one in pupils),
        -sum(points(problem, one, session) for one in pupils),
    )


def _can_have(
    problem: Problem, seats: Seats, unit: list[str], mine: list[Session], session: Session
) -> bool:
    if any(set(one.rounds) & set(session.rounds) or one.about == session.about for one in mine):
        return False
    return _suits(problem, unit, mine, session) and _has_room(problem, seats, unit, session)


def _suits(problem: Problem, unit: list[str], mine: list[Session], session: Session) -> bool:
    """Whether everybody in a unit may sit in a session, on top of what they have."""
    order = {one: place for place, one in enumerate(problem.rounds)}
    begins = min(order[one] for one in session.rounds)
    before = {one.about for one in mine if max(order[each] for each in one.rounds) < begins}
    for pupil in (problem.pupil_by_id[one] for one in unit):
        enough = pupil.most is not None and len(mine) >= pupil.most
        ready = set(session.after) <= before | set(pupil.done)
        if enough or not ready or not may_sit(problem, pupil, session):
            return False
    return True


def _has_room(problem: Problem, seats: Seats, unit: list[str], session: Session) -> bool:
    there = [one for one, taken in seats.items() if session.id in taken]
    kept_away = {frozenset(pair) for pair in problem.apart}
    if any(frozenset((one, other)) in kept_away for one in unit for other in (*there, *unit)):
        return False
    kinds = Counter(_needed(problem, one, session) for one in (*there, *unit))
    return kinds.total() <= session.seats and kinds[False] <= session.seats - session.held


def _needed(problem: Problem, one: str, session: Session) -> bool:
    pupil = problem.pupil_by_id[one]
    return names(session, (*pupil.needs, *pupil.musts))
