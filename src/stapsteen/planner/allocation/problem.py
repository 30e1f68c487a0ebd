"""Who wants what, and which seats there are: the question that the dealing answers.

A *session* is one meeting (or a series of them) with seats; what it is about is its *workshop*, which
can be given in more than one session. A *round* is a part of the week in which everybody is in at most
one place. What a pupil *must* (a teacher's invitation) goes before what it *needs* (a goal it is ready
for), and that before what it *wishes*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stapsteen.planner.refusal import Nonsense

RANKED = (100, 85, 70, 55, 40)  # points of a first to fifth wish that was only ranked
MOST_POINTS = 1000
FURTHEST_BEHIND = 100


@dataclass(frozen=True)
class Session:
    """Something with seats in one round, or in several: a series is taken whole.

    ``held`` seats are for who must or needs it. ``ages`` are the youngest and the oldest in years.
    ``after`` names workshops that a pupil did before, or has in an earlier round of this dealing.
    """

    id: str
    rounds: tuple[str, ...]
    seats: int
    workshop: str = ""
    held: int = 0
    ages: tuple[float, float] | None = None
    after: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The workshop it gives; a session of its own when none is named."""
        return self.workshop or self.id


@dataclass(frozen=True)
class Pupil:
    """Somebody to be seated.

    ``wishes`` gives points to workshops; only ranked ones get points by ``ranked``. ``musts`` and
    ``needs`` name workshops or sessions. ``behind`` counts what was lost in earlier rounds, in
    hundredths of an own best week: who is further behind goes first. ``away`` names rounds,
    ``done`` workshops of earlier weeks, ``most`` is the agreed ceiling of sessions.
    """

    id: str
    wishes: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    behind: int = 0
    age: float | None = None
    away: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    most: int | None = None


@dataclass(frozen=True)
class Problem:
    """One dealing: rounds in order of time, sessions, pupils, and who sits with whom.

    ``together`` sit in the same sessions, ``apart`` never do. A session that somebody did not ask for
    is worth ``elsewhere`` points to it; with 0 nobody is seated unasked. Raises ``Nonsense``.
    """

    rounds: tuple[str, ...]
    sessions: tuple[Session, ...]
    pupils: tuple[Pupil, ...]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    elsewhere: int = 0

    def __post_init__(self) -> None:
        if not self.rounds:
            raise Nonsense(["Er is geen ronde. Noem er minstens een."])
        if wrong := [*_doubles(self), *_wrong_sessions(self), *_wrong_pupils(self)]:
            raise Nonsense(wrong)

    @cached_property
    def session_by_id(self) -> dict[str, Session]:
        """Each session by its id."""
        return {one.id: one for one in self.sessions}

    @cached_property
    def pupil_by_id(self) -> dict[str, Pupil]:
        """Each pupil by its id."""
        return {one.id: one for one in self.pupils}


Seats = Mapping[str, tuple[str, ...]]  # of each pupil the ids of its sessions


def ranked(wishes: Iterable[str]) -> dict[str, int]:
    """Points for wishes that stand in order, the dearest first; what comes after the fifth counts least."""
    order = dict.fromkeys(wishes)
    return {wish: RANKED[min(place, len(RANKED) - 1)] for place, wish in enumerate(order)}


def names(session: Session, listed: Iterable[str]) -> bool:
    """Whether a list of workshops or sessions names this one."""
    return bool({session.id, session.about} & set(listed))


def may_sit(problem: Problem, pupil: Pupil, session: Session) -> bool:
    """Whether a pupil can be in a session at all, whoever else is."""
    if session.ages and pupil.age is not None:
        youngest, oldest = session.ages
        if not youngest <= pupil.age <= oldest:
            return False
    asked = names(session, (*pupil.wishes, *pupil.needs, *pupil.musts))
    unasked = problem.elsewhere > 0 and len(session.rounds) == 1  # a series is never a surprise
    return not set(session.rounds) & set(pupil.away) and (asked or unasked)


def points(problem: Problem, pupil: Pupil, session: Session) -> int:
    """What a session is worth to a pupil, needs and invitations aside; a series counts every meeting."""
    return pupil.wishes.get(session.about, problem.elsewhere) * len(session.rounds)


def _doubles(problem: Problem) -> Iterator[str]:
    for what, ids in (
        ("ronde", problem.rounds),
        ("workshop", [one.id for one in problem.sessions]),
        ("leerling", [one.id for one in problem.pupils]),
    ):
        for double, times in Counter(ids).items():
            if times > 1:
                yield f"De {what} {double!r} staat er {times} keer in. Geef elk een eigen naam."


def _wrong_sessions(problem: Problem) -> Iterator[str]:
    for one in problem.sessions:
        if not one.rounds or set(one.rounds) - set(problem.rounds):
            yield f"Workshop {one.id!r} heeft een ronde die er niet is. Kies uit de rondes."
        if not 0 <= one.held <= one.seats:
            yield f"Workshop {one.id!r} houdt {one.held} van {one.seats} plekken vrij. Dat kan niet."


def _wrong_pupils(problem: Problem) -> Iterator[str]:
    known = {one.id for one in problem.sessions} | {one.about for one in problem.sessions}
    pupils = {one.id for one in problem.pupils}
    for one in problem.pupils:
        for wish in set(one.wishes) - {session.about for session in problem.sessions}:
            yield f"Leerling {one.id!r} wenst {wish!r}, en die workshop is er niet."
        for wish in {*one.musts, *one.needs} - known:
            yield f"Leerling {one.id!r} moet naar {wish!r}, en die workshop is er niet."
        if any(not 0 <= worth <= MOST_POINTS for worth in one.wishes.values()):
            yield f"Leerling {one.id!r} geeft punten buiten 0 tot {MOST_POINTS}."
        if not 0 <= one.behind <= FURTHEST_BEHIND:
            yield f"Leerling {one.id!r} loopt {one.behind} achter. Dat is 0 tot {FURTHEST_BEHIND}."
    for pair in (*problem.together, *problem.apart):
        if set(pair) - pupils or len(set(pair)) < 2:
            yield f"Het paar {' en '.join(pair)} kan niet: noem twee leerlingen die er zijn."
    for both in {frozenset(one) for one in problem.together} & {
        frozenset(one) for one in problem.apart
    }:
        yield f"{' en '.join(sorted(both))} zitten bij elkaar en uit elkaar. Kies een van de twee."
