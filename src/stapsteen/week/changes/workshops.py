"""Workshops of a day that goes otherwise: who takes one over, when and where it is now, or that it is not.

What was offered and who has a seat are facts and stay as they are. How a workshop goes now is kept with
the changed day (or week) that made it so, and holds as long as that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils import timezone
from pydantic import TypeAdapter

from stapsteen.planner.organisation.changed.day import DayPlan
from stapsteen.planner.organisation.plan import Lesson, covered
from stapsteen.planner.organisation.school_week import SchoolWeek, Slot
from stapsteen.school.access import on
from stapsteen.school.models import School, SchoolYear
from stapsteen.week.models import ChangedDay, Enrolment, Round, Session, WeekChange

HELD = (Enrolment.State.SEATED, Enrolment.State.ASKED)  # who has a seat, or asked for one
Kind = Literal["taken_over", "moved", "cancelled"]


@dataclass(frozen=True)
class SessionChange:
    """How one session goes: led by ``leader``, in ``room``, in ``round`` (numbers in the database).

    ``moved`` is another room or another round; ``cancelled`` is not at all.
    """

    session: int
    kind: Kind
    leader: int
    room: int
    round: int


CHANGES: TypeAdapter[tuple[SessionChange, ...]] = TypeAdapter(tuple[SessionChange, ...])


@dataclass(frozen=True)
class Standing:
    """A session that takes place, with how it goes now."""

    session: Session
    leader: int
    room: int
    round: Round


def plain(changes: Iterable[SessionChange]) -> list[dict[str, Any]]:
    """Changes as they are written into the database."""
    found: list[dict[str, Any]] = CHANGES.dump_python(tuple(changes), mode="json")
    return found


def piece_of(round_: Round) -> Slot:
    """The time of a round in the terms of the planner."""
    return Slot(round_.date.isoweekday(), f"{round_.starts:%H:%M}", f"{round_.ends:%H:%M}")


def lessons_during(day: DayPlan, week: SchoolWeek, piece: Slot) -> Iterator[Lesson]:
    """The lessons of a day that are going on during a piece of it."""
    for one in day.lessons:
        slots = (week.lesson_slots[index] for index in covered(one.lesson))
        if any(slot.starts < piece.ends and piece.starts < slot.ends for slot in slots):
            yield one.lesson


def read_changes(written: Any) -> tuple[SessionChange, ...]:
    """Changes as they were written down."""
    return CHANGES.validate_python(written)


def sessions_otherwise(year: SchoolYear) -> dict[int, SessionChange]:
    """How sessions from today on go, of those that go otherwise than offered; two queries.

    Of a date the newest accepted changed day tells; before that, the adjusted week in force.
    """
    return sessions_of_school(year.school)


def sessions_of_school(school: School) -> dict[int, SessionChange]:
    """The same for all years of a school."""
    today = timezone.localdate()
    weeks = WeekChange.objects.filter(
        on(today, prefix="plan__times_in_force__"), run__year__school=school
    )
    told = [
        one
        for listed in weeks.order_by("asked_at").values_list("sessions", flat=True)
        for one in listed
    ]
    days = ChangedDay.objects.filter(
        change__year__school=school, date__gte=today,
        change__accepted_at__isnull=False, change__taken_back_at__isnull=True,
    ).order_by("change__accepted_at", "change_id")  # fmt: skip
    newest = dict(days.values_list("date", "sessions"))
    told += [one for listed in newest.values() for one in listed]
    return {one.session: one for one in read_changes(told)}


def standing_on(
    year: SchoolYear, days: Iterable[date], changes: Mapping[int, SessionChange]
) -> list[Standing]:
    """The sessions that take place on some dates, as they go now."""
    moved_in = {one.session for one in changes.values()}
    wanted = set(days)
    offered = Session.objects.filter(round__year=year, withdrawn_at__isnull=True)
    found = offered.filter(round__date__in=wanted) | offered.filter(pk__in=moved_in)
    rounds = Round.objects.in_bulk({one.round for one in changes.values()})
    standing = []
    for session in found.select_related("round", "leader", "room", "goal__subject").order_by(
        "round__date", "round__starts", "pk"
    ):
        one = changes.get(session.pk)
        round_ = rounds[one.round] if one else session.round
        if round_.date in wanted and not (one and one.kind == "cancelled"):
            leader, room = (one.leader, one.room) if one else (session.leader_id, session.room_id)
            standing.append(Standing(session, leader, room, round_))
    return standing


def overlap(one: Round, other: Round) -> bool:
    """Whether two rounds are at the same time."""
    return one.date == other.date and one.starts < other.ends and other.starts < one.ends


def sessions_in(round_: Round, changes: Mapping[int, SessionChange]) -> set[int]:
    """The sessions in which a seat counts as one in this round, as they go now."""
    gone = {one.session for one in changes.values() if not _is_in(one, round_)}
    own = Session.objects.filter(round=round_, withdrawn_at__isnull=True).values_list(
        "pk", flat=True
    )
    come = {one.session for one in changes.values() if _is_in(one, round_)}
    return set(own) - gone | come


def round_of(session: Session, changes: Mapping[int, SessionChange]) -> Round:
    """The round in which a session takes place, as it goes now."""
    change = changes.get(session.pk)
    if change is None or change.round == session.round_id:
        return session.round
    return Round.objects.get(pk=change.round)


def _is_in(change: SessionChange, round_: Round) -> bool:
    return change.kind != "cancelled" and change.round == round_.pk
