"""When blocks come next, and who and what is not there then: somebody ill, a room that is shut."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils import timezone

from stapsteen.planner.organisation.school_week import DayPart, WorkingDay
from stapsteen.school.access import Viewer
from stapsteen.week.changes.queries import absent_in
from stapsteen.week.instruction.access import own_seats
from stapsteen.week.instruction.taken import When, when_of
from stapsteen.week.models import DayChange, InstructionBlock, InstructionGroup, InstructionSeat
from stapsteen.week.year_plan.days import year_plan_of


@dataclass(frozen=True)
class Moment:
    """A date of a block; ``people`` and ``rooms`` are the numbers of those that are not there then."""

    day: date
    people: frozenset[int]
    rooms: frozenset[int]

    def without_leader(self, group: InstructionGroup) -> bool:
        """Whether the one who leads a group is not there."""
        return group.leader_id in self.people

    def without_room(self, group: InstructionGroup) -> bool:
        """Whether the room of a group is shut."""
        return group.room_id in self.rooms


@dataclass(frozen=True)
class Gap:
    """That a group lacks its leader (``who`` is a person) or its room on a date."""

    day: date
    group: InstructionGroup
    who: bool


@dataclass(frozen=True)
class Mine:
    """The group in which a pupil is taught next, and when."""

    seat: InstructionSeat
    moment: Moment

    @property
    def is_uncertain(self) -> bool:
        """Whether who leads it, or the room, is not there."""
        group = self.seat.group
        return self.moment.without_leader(group) or self.moment.without_room(group)


def moments_of(blocks: Sequence[InstructionBlock]) -> dict[int, list[Moment]]:
    """The dates, from today on, of some blocks of one year; not those on which there is no school.

    Six queries, and none for no blocks.
    """
    if not blocks:
        return {}
    year, today = blocks[0].year, timezone.localdate()
    plan = year_plan_of(year)
    days = {
        block.pk: [day for day in when_of(block).days() if day >= today and not plan.is_free(day)]
        for block in blocks
    }
    away = absent_in(year, {day for listed in days.values() for day in listed})
    return {
        block.pk: [_moment(day, when_of(block), away[day]) for day in days[block.pk]]
        for block in blocks
    }


def _moment(day: date, when: When, away: Collection[DayChange]) -> Moment:
    gone = [
        one
        for one in away
        if WorkingDay(when.piece.weekday, cast(DayPart, one.part)).covers(when.piece)
    ]
    people = frozenset(one.person_id for one in gone if one.person_id)
    return Moment(day, people, frozenset(one.room_id for one in gone if one.room_id))


def gaps_in(block: InstructionBlock, groups: Collection[InstructionGroup]) -> list[Gap]:
    """Which groups of a block lack their leader or their room, and on which of the coming dates."""
    found = []
    for moment in moments_of([block])[block.pk]:
        found += [Gap(moment.day, one, who=True) for one in groups if moment.without_leader(one)]
        found += [Gap(moment.day, one, who=False) for one in groups if moment.without_room(one)]
    return found


def instruction_of(viewer: Viewer) -> list[Mine]:
    """The groups in which a pupil is taught itself, the first first; one query, or seven.

    Not what is over already today: then it is the time after that.
    """
    seats, now = list(own_seats(viewer)), timezone.localtime()
    moments = moments_of([one.group.block for one in seats])
    mine = []
    for seat in seats:
        block = seat.group.block
        to_come = (
            one for one in moments[block.pk] if (one.day, block.ends) > (now.date(), now.time())
        )
        if moment := next(to_come, None):
            mine.append(Mine(seat, moment))
    return sorted(mine, key=lambda one: (one.moment.day, one.seat.group.block.starts))
