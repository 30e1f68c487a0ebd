"""The referee of a dealing: what is broken, and how well off everybody is. It knows no solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stapsteen.planner.allocation.problem import (
    Problem,
    Pupil,
    Seats,
    Session,
    may_sit,
    names,
    points,
)

NEED, MUST = 1_000, 100_000  # a need missed weighs more than any wish, a must more than any need


@dataclass(frozen=True)
class Standing:
    """How well off one pupil is.

    ``share`` is what its sessions are worth to it in hundredths of its own best week, at most 100.
    Missing are only those musts and needs that the best week alone would have given.
    """

    points: int
    share: int
    musts_missed: int
    needs_missed: int
    behind: int

    @property
    def level(self) -> int:
        """One number to compare pupils by: who stands lowest is helped first."""
        missed = MUST * self.musts_missed + NEED * self.needs_missed
        return self.share - self.behind - missed


@dataclass(frozen=True)
class Worth:
    """What a week gives a pupil: first the musts, then the needs, then points."""

    musts: int
    needs: int
    points: int

    def __lt__(self, other: Worth) -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, int]:
        return self.musts, self.needs, self.points


@dataclass(frozen=True)
class Evaluation:
    """What a dealing is worth. ``broken`` says in sentences which rules it breaks; none when valid."""

    broken: tuple[str, ...]
    standings: Mapping[str, Standing]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of all pupils, the lowest first: the higher in this order, the better."""
        return tuple(sorted(one.level for one in self.standings.values()))

    @property
    def total(self) -> int:
        """All points together."""
        return sum(one.points for one in self.standings.values())


def worth(problem: Problem, pupil: Pupil, sessions: tuple[Session, ...]) -> Worth:
    """What some sessions are worth to a pupil; each must and each need counts once."""
    return Worth(
        _met(pupil.musts, sessions),
        _met(pupil.needs, sessions),
        sum(points(problem, pupil, one) for one in sessions),
    )


def standing(pupil: Pupil, got: Worth, best: Worth) -> Standing:
    """How well off a pupil is with what it got, against its own best week."""
    share = min(100, got.points * 100 // best.points) if best.points else 100
    return Standing(
        got.points,
        share,
        max(0, best.musts - got.musts),
        max(0, best.needs - got.needs),
        pupil.behind,
    )


def evaluate(problem: Problem, seats: Seats, best: Mapping[str, Worth]) -> Evaluation:
    """Look a dealing over; ``best`` is the own best week of each pupil (``solve.best_weeks``)."""
    standings = {}
    for pupil in problem.pupils:
        sessions = tuple(problem.session_by_id[one] for one in seats.get(pupil.id, ()))
        standings[pupil.id] = standing(pupil, worth(problem, pupil, sessions), best[pupil.id])
    return Evaluation(tuple(broken(problem, seats)), standings)


def broken(problem: Problem, seats: Seats) -> Iterator[str]:
    """Which rules a dealing breaks."""
    for pupil in problem.pupils:
        sessions = [problem.session_by_id[one] for one in seats.get(pupil.id, ())]
        yield from _broken_of(problem, pupil, sessions)
    yield from _too_full(problem, seats)
    for one, other in problem.together:
        if set(seats.get(one, ())) != set(seats.get(other, ())):
            yield f"{one} en {other} zitten niet bij elkaar."
    for one, other in problem.apart:
        if set(seats.get(one, ())) & set(seats.get(other, ())):
            yield f"{one} en {other} zitten bij elkaar."


def envy(problem: Problem, seats: Seats, best: Mapping[str, Worth]) -> int:
    """The most that somebody would rather have the week of another, in hundredths of its best week."""
    given = [
        tuple(problem.session_by_id[one] for one in seats.get(pupil.id, ()))
        for pupil in problem.pupils
    ]
    most = 0
    for pupil, own in zip(problem.pupils, given, strict=True):
        if best[pupil.id].points:
            mine = worth(problem, pupil, own).points
            theirs = max(worth(problem, pupil, other).points for other in given)
            most = max(most, (theirs - mine) * 100 // best[pupil.id].points)
    return most


def _met(listed: tuple[str, ...], sessions: tuple[Session, ...]) -> int:
    return sum(any(names(one, (wanted,)) for one in sessions) for wanted in set(listed))


def _broken_of(problem: Problem, pupil: Pupil, sessions: list[Session]) -> Iterator[str]:
    order = {one: place for place, one in enumerate(problem.rounds)}
    for round_, times in Counter(one for each in sessions for one in each.rounds).items():
        if times > 1:
            yield f"{pupil.id} is in ronde {round_} op {times} plaatsen."
    for about, times in Counter(one.about for one in sessions).items():
        if times > 1:
            yield f"{pupil.id} heeft {about} {times} keer."
    if pupil.most is not None and len(sessions) > pupil.most:
        yield f"{pupil.id} heeft {len(sessions)} workshops; afgesproken is {pupil.most}."
    for one in sessions:
        if not may_sit(problem, pupil, one):
            yield f"{pupil.id} kan niet bij {one.id} zitten."
        begins = min(order[each] for each in one.rounds)
        earlier = {
            other.about for other in sessions if max(order[each] for each in other.rounds) < begins
        }
        for missing in set(one.after) - earlier - set(pupil.done):
            yield f"{pupil.id} zit bij {one.id} zonder eerst {missing}."


def _too_full(problem: Problem, seats: Seats) -> Iterator[str]:
    taken, unheld = Counter[str](), Counter[str]()
    for pupil in problem.pupils:
        for one in seats.get(pupil.id, ()):
            session = problem.session_by_id[one]
            taken[one] += 1
            unheld[one] += not names(session, (*pupil.needs, *pupil.musts))
    for session in problem.sessions:
        if taken[session.id] > session.seats:
            yield f"{session.id} heeft {taken[session.id]} kinderen op {session.seats} plekken."
        elif unheld[session.id] > session.seats - session.held:
            yield f"{session.id} heeft kinderen op plekken die vrij gehouden zijn."
