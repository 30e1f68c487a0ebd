"""What could be offered in a week, by whom and where, and who is ready for it or asked for it.

A *round* is a part of the week; in a round every adult leads one thing at most, every room holds one
thing, and every pupil is in one place. From the workshops that could be, an *offer* chooses sessions:
which workshop, when, by whom and where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stapsteen.planner.allocation.problem import Session
from stapsteen.planner.refusal import Nonsense

NEED, ASKED, FIRST, SESSION = 100, 40, 150, 5


@dataclass(frozen=True)
class Workshop:
    """Something that could be offered, to at most ``seats`` pupils at once.

    ``leaders`` can give it, it fits in ``rooms``, and with fewer than ``least`` pupils it is not
    offered. It is offered at most ``most`` times.
    """

    id: str
    seats: int
    leaders: tuple[str, ...]
    rooms: tuple[str, ...]
    least: int = 1
    most: int = 99


@dataclass(frozen=True)
class Free:
    """An adult or a room, and the rounds in which it is free; a room has ``seats``."""

    id: str
    rounds: tuple[str, ...]
    seats: int = 999


@dataclass(frozen=True)
class Wanting:
    """A pupil: the workshops it is ready for, those it asked for, when it is away, and its ceiling."""

    id: str
    ready: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    most: int | None = None


@dataclass(frozen=True)
class Held:
    """A session of the offer: a workshop in a round, with who leads it and where."""

    workshop: str
    round: str
    leader: str
    room: str

    @property
    def id(self) -> str:
        """A name that tells it from the others of the week."""
        return f"{self.round}/{self.leader}"


@dataclass(frozen=True)
class OfferProblem:
    """All that an offer is made from; ``fixed`` sessions are in it whatever they bring.

    Raises ``Nonsense`` when it contradicts itself.
    """

    rounds: tuple[str, ...]
    workshops: tuple[Workshop, ...]
    leaders: tuple[Free, ...]
    rooms: tuple[Free, ...]
    pupils: tuple[Wanting, ...]
    fixed: tuple[Held, ...] = ()

    def __post_init__(self) -> None:
        wrong = [*_wrong_names(self)] or [*broken(self, self.fixed, {})]
        if wrong:
            raise Nonsense(dict.fromkeys(wrong))

    @cached_property
    def workshop_by_id(self) -> dict[str, Workshop]:
        """Each workshop by its id."""
        return {one.id: one for one in self.workshops}

    @cached_property
    def room_by_id(self) -> dict[str, Free]:
        """Each room by its id."""
        return {one.id: one for one in self.rooms}

    @cached_property
    def leader_by_id(self) -> dict[str, Free]:
        """Each adult by its id."""
        return {one.id: one for one in self.leaders}

    @cached_property
    def pupil_by_id(self) -> dict[str, Wanting]:
        """Each pupil by its id."""
        return {one.id: one for one in self.pupils}

    def seats(self, held: Held) -> int:
        """How many pupils fit: what the workshop allows, and the room."""
        return min(self.workshop_by_id[held.workshop].seats, self.room_by_id[held.room].seats)


@dataclass(frozen=True)
class Offer:
    """The sessions, who could be in which (of each pupil its sessions' ids), and a bound on the worth.

    The seats show that the offer can be used as meant; they are dealt for good by the wishes
    (``solve.deal``). ``worth_at_most`` holds for every offer that could be made of the problem.
    """

    held: tuple[Held, ...]
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    worth_at_most: int = 0
    seconds: float = 0.0

    def sessions(self, problem: OfferProblem) -> tuple[Session, ...]:
        """The sessions as a dealing takes them."""
        return tuple(
            Session(one.id, (one.round,), problem.seats(one), workshop=one.workshop)
            for one in self.held
        )


def weight(pupil: Wanting, workshop: str) -> int:
    """What it is worth that a pupil gets a workshop; 0 when it neither needs nor asked for it."""
    return NEED * (workshop in pupil.ready) + ASKED * (workshop in pupil.asked)


def worth(problem: OfferProblem, offer: Offer) -> int:
    """What an offer is worth: needs before what was asked, everybody something, few sessions."""
    about = {one.id: one.workshop for one in offer.held}
    total = -SESSION * len(offer.held)
    for pupil, mine in offer.seats.items():
        got = [weight(problem.pupil_by_id[pupil], about[one]) for one in mine]
        total += sum(got) + (FIRST if any(got) else 0)
    return total


def broken(
    problem: OfferProblem, held: tuple[Held, ...], seats: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Which rules an offer and its seats break, in sentences."""
    yield from _doubles(held)
    for one in held:
        workshop = problem.workshop_by_id[one.workshop]
        leader, room = problem.leader_by_id[one.leader], problem.room_by_id[one.room]
        if one.leader not in workshop.leaders or one.round not in leader.rounds:
            yield f"{one.leader} kan {one.workshop} in {one.round} niet geven."
        if one.room not in workshop.rooms or one.round not in room.rounds:
            yield f"{one.workshop} kan in {one.round} niet in {one.room}."
    for about, times in Counter(one.workshop for one in held).items():
        if times > problem.workshop_by_id[about].most:
            yield f"{about} wordt {times} keer gegeven."
    yield from _broken_seats(problem, held, seats)


def _doubles(held: tuple[Held, ...]) -> Iterator[str]:
    for kind in ("leader", "room"):
        for (round_, who), times in Counter(
            (one.round, getattr(one, kind)) for one in held
        ).items():
            if times > 1:
                yield f"{who} is in {round_} {times} keer bezet."


def _broken_seats(
    problem: OfferProblem, held: tuple[Held, ...], seats: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    of = {one.id: one for one in held}
    for session, taken in Counter(one for mine in seats.values() for one in mine).items():
        if taken > problem.seats(of[session]):
            yield f"{session} heeft {taken} kinderen op {problem.seats(of[session])} plekken."
    for name, mine in seats.items():
        pupil, sessions = problem.pupil_by_id[name], [of[one] for one in mine]
        rounds, abouts = [one.round for one in sessions], [one.workshop for one in sessions]
        if len(set(rounds)) < len(rounds) or set(rounds) & set(pupil.away):
            yield f"{name} kan niet overal tegelijk zijn."
        if len(set(abouts)) < len(abouts):
            yield f"{name} heeft een workshop twee keer."
        if pupil.most is not None and len(mine) > pupil.most:
            yield f"{name} heeft meer dan afgesproken."


def _wrong_names(problem: OfferProblem) -> Iterator[str]:
    for what, ids in (
        ("ronde", problem.rounds),
        ("workshop", [one.id for one in problem.workshops]),
        ("begeleider", [one.id for one in problem.leaders]),
        ("ruimte", [one.id for one in problem.rooms]),
        ("leerling", [one.id for one in problem.pupils]),
    ):
        for double, times in Counter(ids).items():
            if times > 1:
                yield f"De {what} {double!r} staat er {times} keer in."
    leaders, rooms = set(problem.leader_by_id), set(problem.room_by_id)
    for one in problem.workshops:
        for missing in {*one.leaders} - leaders | {*one.rooms} - rooms:
            yield f"Workshop {one.id!r} noemt {missing!r}, en dat is er niet."
    for held in problem.fixed:
        known = {*problem.workshop_by_id, *leaders, *rooms, *problem.rounds}
        for missing in {held.workshop, held.leader, held.room, held.round} - known:
            yield f"Een vaste workshop noemt {missing!r}, en dat is er niet."
    for pupil in problem.pupils:
        for missing in {*pupil.ready, *pupil.asked} - set(problem.workshop_by_id):
            yield f"Leerling {pupil.id!r} noemt {missing!r}, en die workshop is er niet."
