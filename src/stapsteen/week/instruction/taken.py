"""Who and what is not free at the time of a block, by the timetables that run while it holds.

A lesson in which pupils of the block sit is no obstacle: the block is a part of that lesson, and its
teacher and room are the usual ones for it. Days that go otherwise (illness) are not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import cast

from django.utils.translation import gettext as _

from stapsteen.planner.organisation.plan import Lesson, covered
from stapsteen.planner.organisation.school_week import DayPart, Slot, WorkingDay
from stapsteen.school.access import on
from stapsteen.school.models import Membership, Person, Room, SchoolYear
from stapsteen.school.queries import terms_now
from stapsteen.week.changes.workshops import sessions_otherwise, standing_on
from stapsteen.week.models import InstructionBlock, InstructionGroup, Plan
from stapsteen.week.planning.export import group_id, number_of, person_id
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.planning.timetables import place_of
from stapsteen.week.planning.words import label_of
from stapsteen.week.year_plan.days import year_plan_of


@dataclass(frozen=True)
class When:
    """A piece of a weekday (1 is Monday), each week from one day to another."""

    weekday: int
    starts: time
    ends: time
    begins_on: date
    expires_on: date

    @property
    def piece(self) -> Slot:
        """The same in the terms of the planner."""
        return Slot(self.weekday, f"{self.starts:%H:%M}", f"{self.ends:%H:%M}")

    def days(self) -> Iterator[date]:
        """The dates."""
        day = self.begins_on + timedelta(days=(self.weekday - self.begins_on.isoweekday()) % 7)
        while day <= self.expires_on:
            yield day
            day += timedelta(days=7)


@dataclass
class Taken:
    """For people and rooms (numbers in the database): what they are taken by."""

    staff: dict[int, str] = field(default_factory=dict)
    rooms: dict[int, str] = field(default_factory=dict)
    pupils: dict[int, str] = field(default_factory=dict)


def when_of(block: InstructionBlock) -> When:
    """The time of a block that is there already."""
    return When(block.weekday, block.starts, block.ends, block.begins_on, block.expires_on)


def taken_during(
    year: SchoolYear, when: When, pupils: Collection[int], but: InstructionBlock | None = None
) -> Taken:
    """What is taken at a time for a block with these pupils, other than by the block ``but``."""
    taken = Taken()
    plan = year_plan_of(year)
    days = [day for day in when.days() if not plan.is_free(day)]
    numbers = {plan.plan_on(day) for day in days}
    for running in Plan.objects.select_related("run").filter(
        pk__in=[one for one in numbers if one]
    ):
        _by_lessons(taken, shown(running), when, pupils)
    _by_workshops(taken, year, when, days)
    _by_blocks(taken, year, when, but)
    return taken


def _by_lessons(taken: Taken, told: Shown, when: When, pupils: Collection[int]) -> None:
    piece, mine = when.piece, {person_id(one) for one in pupils}
    theirs = _groups_of(pupils)
    for lesson in told.plan.lessons:
        if not _during(told, lesson, piece) or mine & set(told.plan.pupils_in(lesson)):
            continue
        if not lesson.pupils and theirs & set(lesson.groups):
            continue
        what = _named(told, lesson)
        taken.staff |= {number_of(one): what for one in lesson.staff}
        if room := place_of(told, lesson):
            taken.rooms[number_of(room)] = what
    for duty in told.plan.supervision:
        if _overlap(told.week.pauses[duty.pause], piece):
            taken.staff |= {number_of(one): _("toezicht in de pauze") for one in duty.staff}


def _groups_of(pupils: Collection[int]) -> set[str]:
    """The groups in which pupils are by now: who came after the timetable was made is not named in it."""
    rows = Membership.objects.filter(on(), person__in=pupils).values_list("group", flat=True)
    return {group_id(one) for one in rows}


def _during(told: Shown, lesson: Lesson, piece: Slot) -> bool:
    return any(_overlap(told.week.lesson_slots[slot], piece) for slot in covered(lesson))


def _overlap(one: Slot, other: Slot) -> bool:
    same = one.weekday == other.weekday
    return same and one.starts < other.ends and other.starts < one.ends


def _named(told: Shown, lesson: Lesson) -> str:
    groups = ", ".join(told.column(one).name for one in lesson.groups[:2])
    return f"{label_of(told, lesson)} ({groups})" if groups else label_of(told, lesson)


def _by_workshops(taken: Taken, year: SchoolYear, when: When, days: Iterable[date]) -> None:
    for one in standing_on(year, days, sessions_otherwise(year)):
        if one.round.starts < when.ends and when.starts < one.round.ends:
            taken.staff[one.leader] = taken.rooms[one.room] = one.session.title


def _by_blocks(taken: Taken, year: SchoolYear, when: When, but: InstructionBlock | None) -> None:
    others = InstructionBlock.objects.filter(
        year=year, withdrawn_at__isnull=True, weekday=when.weekday,
        starts__lt=when.ends, ends__gt=when.starts,
        begins_on__lte=when.expires_on, expires_on__gte=when.begins_on,
    )  # fmt: skip
    if but is not None:
        others = others.exclude(pk=but.pk)
    for group in InstructionGroup.objects.filter(block__in=others).select_related("block"):
        if group.leader_id and group.room_id:
            taken.staff[group.leader_id] = taken.rooms[group.room_id] = group.block.name
    for block in others.prefetch_related("pupils"):
        taken.pupils |= {pupil.pk: block.name for pupil in block.pupils.all()}


def does_not_work(when: When, people: Iterable[Person]) -> list[Person]:
    """Those of some people whose agreed days do not cover the time; who agreed on none always does."""
    listed = list(people)
    days = {
        terms.person_id: [
            WorkingDay(one.weekday, cast(DayPart, one.part)) for one in terms.days.all()
        ]
        for terms in terms_now().filter(person__in=listed)
    }
    piece = when.piece
    return [
        one
        for one in listed
        if days.get(one.pk) and not any(day.covers(piece) for day in days[one.pk])
    ]


def closed(when: When, rooms: Iterable[Room]) -> list[Room]:
    """Those of some rooms that have times of opening, none of which covers the time."""
    return [room for room in rooms if not _is_open(room, when)]


def _is_open(room: Room, when: When) -> bool:
    openings = list(room.openings.all())
    return not openings or any(
        one.weekday == when.weekday and one.starts <= when.starts and when.ends <= one.ends
        for one in openings
    )
