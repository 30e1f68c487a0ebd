"""Why a pupil sits where it sits, and what would have to change for another seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from stapsteen.planner.allocation.evaluate import Evaluation
from stapsteen.planner.allocation.problem import Problem, Pupil, Seats, Session, may_sit, names
from stapsteen.planner.allocation.solve import Outcome, deal

Why = Literal["must", "need", "wish", "elsewhere"]
WhyNot = Literal["full", "clash", "not_for_you", "first", "enough", "apart", "better"]


@dataclass(frozen=True)
class Seat:
    """A seat and why: a must, a need, a wish (``rank`` 1 is the dearest), or what was left."""

    session: str
    why: Why
    rank: int = 0


@dataclass(frozen=True)
class Missed:
    """Something asked for and not given.

    ``full``: no seat was left; ``clash``: it runs beside ``instead``, which the pupil has;
    ``not_for_you``: age or absence; ``first``: something else comes before it; ``enough``: the agreed
    ceiling; ``apart``: somebody is there with whom the pupil does not sit; ``better``: all together
    are better off so.
    """

    workshop: str
    why: WhyNot
    instead: str = ""


@dataclass(frozen=True)
class Reason:
    """All about one pupil: what it has, what it missed, and how far it is behind the next time."""

    seats: tuple[Seat, ...]
    missed: tuple[Missed, ...]
    behind_next: int


@dataclass(frozen=True)
class Price:
    """What one seat would take.

    ``worse`` gives for every pupil who would stand lower the level now and then; ``one_more_seat``
    is whether one seat more in the session would be enough by itself.
    """

    possible: bool
    one_more_seat: bool
    worse: Mapping[str, tuple[int, int]]
    seats: Seats


def reasons(problem: Problem, seats: Seats, evaluation: Evaluation) -> dict[str, Reason]:
    """The reason of every pupil."""
    taken = Counter(one for mine in seats.values() for one in mine)
    behind = carried(evaluation)
    return {
        pupil.id: Reason(
            tuple(_seat(problem, pupil, one) for one in seats.get(pupil.id, ())),
            tuple(_missed(problem, seats, taken, pupil)),
            behind[pupil.id],
        )
        for pupil in problem.pupils
    }


def carried(evaluation: Evaluation) -> dict[str, int]:
    """How far everybody is behind the next time, in hundredths of an own best week.

    What was lost against all pupils' average is added to half of what stood from before, so that an
    old loss fades and nobody is ahead by a debt.
    """
    shares = [one.share for one in evaluation.standings.values()]
    average = sum(shares) // max(1, len(shares))
    return {
        pupil: min(100, max(0, (one.behind + 1) // 2 + average - one.share))
        for pupil, one in evaluation.standings.items()
    }


def price_of(problem: Problem, outcome: Outcome, pupil: str, session: str) -> Price:
    """What would have to change to give one pupil one seat."""
    wanted = problem.session_by_id[session]
    who = problem.pupil_by_id[pupil]
    roomier = replace(wanted, seats=wanted.seats + 1)
    larger = _with_session(problem, roomier)
    if not may_sit(problem, replace(who, wishes={**who.wishes, wanted.about: 1}), wanted):
        return Price(possible=False, one_more_seat=False, worse={}, seats=outcome.seats)
    asked = replace(who, musts=(*who.musts, session))
    forced = deal(_with_pupil(problem, asked), start=outcome.seats)
    with_room = deal(_with_pupil(larger, asked), start=outcome.seats)
    return Price(
        session in forced.seats[pupil],
        not _worse(outcome, with_room, pupil),
        _worse(outcome, forced, pupil),
        forced.seats,
    )


def _worse(before: Outcome, after: Outcome, aside: str) -> dict[str, tuple[int, int]]:
    now, then = before.evaluation.standings, after.evaluation.standings
    return {
        one: (now[one].level, then[one].level)
        for one in now
        if one != aside and then[one].level < now[one].level
    }


def _with_session(problem: Problem, session: Session) -> Problem:
    sessions = tuple(session if one.id == session.id else one for one in problem.sessions)
    return replace(problem, sessions=sessions)


def _with_pupil(problem: Problem, pupil: Pupil) -> Problem:
    return replace(
        problem, pupils=tuple(pupil if one.id == pupil.id else one for one in problem.pupils)
    )


def _seat(problem: Problem, pupil: Pupil, one: str) -> Seat:
    session = problem.session_by_id[one]
    if names(session, pupil.musts):
        return Seat(one, "must")
    if names(session, pupil.needs):
        return Seat(one, "need")
    if session.about in pupil.wishes:
        return Seat(one, "wish", _rank(pupil, session.about))
    return Seat(one, "elsewhere")


def _rank(pupil: Pupil, about: str) -> int:
    """Which wish it is: 1 more than how many are dearer."""
    return 1 + sum(worth > pupil.wishes[about] for worth in pupil.wishes.values())


def _missed(problem: Problem, seats: Seats, taken: Counter[str], pupil: Pupil) -> list[Missed]:
    """What a pupil asked for and has not: its musts, needs, and wishes dearer than what it has."""
    mine = [problem.session_by_id[one] for one in seats.get(pupil.id, ())]
    least = min((pupil.wishes.get(one.about, 0) for one in mine), default=-1)
    dearer = [
        about for about in sorted(pupil.wishes, key=_dear(pupil)) if pupil.wishes[about] > least
    ]
    asked = dict.fromkeys((*pupil.musts, *pupil.needs, *dearer))
    missed = [about for about in asked if not any(names(one, (about,)) for one in mine)]
    return [_why_not(problem, seats, taken, pupil, about) for about in missed]


def _dear(pupil: Pupil) -> Callable[[str], int]:
    return lambda about: -pupil.wishes[about]


def _why_not(
    problem: Problem, seats: Seats, taken: Counter[str], pupil: Pupil, about: str
) -> Missed:
    """The nearest reason: of all sessions that give it the one where least stood in the way."""
    mine = [problem.session_by_id[one] for one in seats.get(pupil.id, ())]
    offered = [one for one in problem.sessions if names(one, (about,))]
    ways = [_obstacle(problem, seats, taken, pupil, mine, one) for one in offered]
    why, instead = min(ways, key=lambda way: ORDER.index(way[0]))
    return Missed(about, why, instead)


ORDER: tuple[WhyNot, ...] = ("better", "full", "clash", "enough", "apart", "first", "not_for_you")


def _obstacle(
    problem: Problem,
    seats: Seats,
    taken: Counter[str],
    pupil: Pupil,
    mine: list[Session],
    session: Session,
) -> tuple[WhyNot, str]:
    if not may_sit(problem, pupil, session):
        return "not_for_you", ""
    if missing := set(session.after) - set(pupil.done) - {one.about for one in mine}:
        return "first", min(missing)
    if any(session.id in seats.get(other, ()) for other in _apart_from(problem, pupil)):
        return "apart", ""
    held = 0 if names(session, (*pupil.musts, *pupil.needs)) else session.held
    if taken[session.id] >= session.seats - held:
        return "full", ""
    if beside := next((one for one in mine if set(one.rounds) & set(session.rounds)), None):
        return "clash", beside.id
    if pupil.most is not None and len(mine) >= pupil.most:
        return "enough", ""
    return "better", ""


def _apart_from(problem: Problem, pupil: Pupil) -> set[str]:
    pairs = [set(pair) for pair in problem.apart if pupil.id in pair]
    return set().union(*pairs) - {pupil.id}
