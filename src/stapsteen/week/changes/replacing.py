"""Finding how a workshop can go on: somebody else, another room, another round; else not at all.

What was told before stays where it still can, so that the fewest people hear something new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from stapsteen.planner.organisation.changed.day import (
    DayPlan,
    Disturbance,
    is_away,
    is_closed,
)
from stapsteen.planner.organisation.school_week import SchoolWeek, Slot, Staff
from stapsteen.school.models import Room, SchoolYear
from stapsteen.week.changes.workshops import (
    HELD,
    SessionChange,
    Standing,
    lessons_during,
    overlap,
    piece_of,
    standing_on,
)
from stapsteen.week.models import Enrolment, Round, Session
from stapsteen.week.planning.export import number_of, person_id, room_id

LATER = timedelta(days=14)  # within how many days a workshop that cannot go on is moved to

Otherwise = Callable[[date], Disturbance]


@dataclass(frozen=True)
class Day:
    """A date with its planned lessons as they were and as they go, and who is not there.

    ``before`` is how sessions went before this; ``otherwise`` tells for any date who is away then.
    """

    year: SchoolYear
    date: date
    week: SchoolWeek
    planned: DayPlan
    goes: DayPlan
    before: Mapping[int, SessionChange]
    otherwise: Otherwise
    planned_week: SchoolWeek | None = None  # where the lessons were planned for another week

    def changes(self) -> tuple[SessionChange, ...]:
        """The sessions of this date that go otherwise."""
        found = dict(self.before)
        for session in self._offered:
            found.pop(session.pk, None)
            if change := self._change(session, found):
                found[session.pk] = change
        mine = {session.pk for session in self._offered}
        return tuple(change for number, change in found.items() if number in mine)

    @cached_property
    def _offered(self) -> list[Session]:
        found = Session.objects.filter(
            round__year=self.year, round__date=self.date, withdrawn_at__isnull=True
        )
        related = found.select_related("round", "leader", "room", "goal__subject")
        return list(related.order_by("round__starts", "pk"))

    def _change(
        self, session: Session, others: Mapping[int, SessionChange]
    ) -> SessionChange | None:
        """How one session goes; None for as it was offered."""
        now = self.before.get(session.pk)
        if now and now.round != session.round_id and not self._fits(session):
            moved_to = Round.objects.get(pk=now.round)
            if self._is_free(session, moved_to, others):
                return now  # told and arranged: it is not moved again
        standing = [
            one for one in standing_on(self.year, [self.date], others) if one.session != session
        ]
        leader = self._leader(session, standing, now)
        room = self._room(session, standing, now)
        if leader is None or room is None:
            later = self._later(session, others)
            kind = "moved" if later else "cancelled"
            number = later.pk if later else session.round_id
            return _changed(session, kind, session.leader_id, session.room_id, number)
        if (leader, room) == (session.leader_id, session.room_id):
            return None
        kind = "taken_over" if leader != session.leader_id else "moved"
        return _changed(session, kind, leader, room, session.round_id)

    def _fits(self, session: Session) -> bool:
        """Whether leader and room are there as they were offered."""
        return self._is_here(session.leader_id, session.round) and self._is_open(
            session.room_id, session.round
        )

    def _is_here(self, person: int, round_: Round) -> bool:
        return not is_away(self.otherwise(round_.date), person_id(person), piece_of(round_))

    def _is_open(self, room: int, round_: Round) -> bool:
        return not is_closed(self.otherwise(round_.date), room_id(room), piece_of(round_))

    def _leader(
        self, session: Session, standing: list[Standing], now: SessionChange | None
    ) -> int | None:
        """Who leads it: who offered it, else who was told before, else the first who is free."""
        if self._is_here(session.leader_id, session.round):
            return session.leader_id
        taken = {one.leader for one in standing if overlap(one.round, session.round)}
        able = [one for one in self._able(session) if number_of(one.id) not in taken]
        subject = session.goal.subject.key if session.goal else ""
        told = person_id(now.leader) if now and now.kind == "taken_over" else ""
        best = min(
            able,
            key=lambda one: (
                one.id != told,
                not self._busy(one, session),
                subject not in one.subjects,
                one.id,
            ),
            default=None,
        )
        return number_of(best.id) if best else None

    def _able(self, session: Session) -> Iterator[Staff]:
        """Who may lead, is there, and has no group then but that of who offered it."""
        piece, leader = piece_of(session.round), person_id(session.leader_id)
        planned = self.planned_week or self.week
        own = {
            group
            for one in lessons_during(self.planned, planned, piece)
            if leader in one.staff
            for group in one.groups
        }
        for member in self.week.staff:
            works = member.may_lead_alone and member.works_during(piece)
            here = works and self._is_here(number_of(member.id), session.round)
            if here and self._groups(member, piece) <= own:
                yield member

    def _busy(self, member: Staff, session: Session) -> bool:
        """Whether somebody has the group then of who offered the session: that goes together."""
        return bool(self._groups(member, piece_of(session.round)))

    def _groups(self, member: Staff, piece: Slot) -> set[str]:
        """The groups that somebody has during a piece of the day, as it goes."""
        lessons = lessons_during(self.goes, self.week, piece)
        return {group for one in lessons if member.id in one.staff for group in one.groups}

    def _room(
        self, session: Session, standing: list[Standing], now: SessionChange | None
    ) -> int | None:
        """Where it is: the room it was offered in, else the one told before, else the smallest free."""
        if self._is_open(session.room_id, session.round):
            return session.room_id
        piece = piece_of(session.round)
        taken = {one.room for one in standing if overlap(one.round, session.round)}
        lessons = lessons_during(self.goes, self.week, piece)
        taken |= {number_of(one.room) for one in lessons if one.room}
        rooms = Room.objects.filter(school=self.year.school_id, capacity__gte=session.taken)
        free = [
            room
            for room in rooms.exclude(kind__in=("gym", "outside")).order_by("capacity", "pk")
            if room.pk not in taken and self._is_open(room.pk, session.round)
        ]
        told = [room.pk for room in free if now and room.pk == now.room]
        return next(iter([*told, *(room.pk for room in free)]), None)

    def _later(self, session: Session, others: Mapping[int, SessionChange]) -> Round | None:
        """The next round in which its leader, its room and all of its pupils are free."""
        rounds = Round.objects.filter(
            year=self.year, date__gte=self.date, date__lte=self.date + LATER
        ).exclude(pk=session.round_id)
        for round_ in rounds.order_by("date", "starts"):
            after = (round_.date, round_.starts) > (session.round.date, session.round.ends)
            if after and self._is_free(session, round_, others):
                return round_
        return None

    def _is_free(
        self, session: Session, round_: Round, others: Mapping[int, SessionChange]
    ) -> bool:
        there = [
            one
            for one in standing_on(self.year, [round_.date], others)
            if overlap(one.round, round_) and one.session != session
        ]
        member = self.week.staff_by_id.get(person_id(session.leader_id))
        return bool(
            member
            and member.works_during(piece_of(round_))
            and self._is_here(session.leader_id, round_)
            and self._is_open(session.room_id, round_)
            and session.leader_id not in {one.leader for one in there}
            and session.room_id not in {one.room for one in there}
            and not _pupils([session]) & _pupils(one.session for one in there)
        )


def _pupils(sessions: Iterable[Session]) -> set[int]:
    held = Enrolment.objects.filter(session__in=list(sessions), state__in=HELD)
    return set(held.values_list("pupil", flat=True))


def _changed(session: Session, kind: str, leader: int, room: int, round_: int) -> SessionChange:
    return SessionChange(session.pk, kind, leader, room, round_)  # type: ignore[arg-type]
