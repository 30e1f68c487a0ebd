"""Reads about instruction groups that deserve a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.mastery.grouping import Before
from stapsteen.school.access import Viewer
from stapsteen.school.models import Person, SchoolYear
from stapsteen.week.instruction.access import blocks_for, may_know_why
from stapsteen.week.instruction.reasons import goals_named, reason_of
from stapsteen.week.models import InstructionBlock, InstructionGroup, InstructionSeat

LOOKED_BACK = 12  # blocks of the subject in which is looked how often somebody was left out


@dataclass(frozen=True)
class Place:
    """A pupil in a group as a viewer sees it; ``why`` is empty where that is not the viewer's to know."""

    seat: InstructionSeat
    why: str
    check: Goal | None

    @property
    def pupil(self) -> Person:
        """Who it is."""
        return self.seat.pupil


@dataclass(frozen=True)
class Table:
    """A group with its pupils. ``often`` are those who have been with the first goal time after time."""

    group: InstructionGroup
    places: tuple[Place, ...]

    @property
    def is_alone(self) -> bool:
        """Whether it is those who work on their own: nobody leads it."""
        return self.group.leader_id is None

    @property
    def is_full(self) -> bool:
        """Whether no more pupils fit in the room."""
        room = self.group.room
        return room is not None and len(self.places) >= room.capacity


@dataclass(frozen=True)
class Check:
    """What to look at for five minutes, and with whom."""

    goal: Goal
    pupils: tuple[Person, ...]


@dataclass(frozen=True)
class Board:
    """A block with its groups, and what to look at first."""

    block: InstructionBlock
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    often_lowest: tuple[Person, ...]

    @property
    def is_over(self) -> bool:
        """Whether the groups hold no longer."""
        return self.block.expires_on < timezone.localdate()

    @property
    def doubtful(self) -> int:
        """How many pupils there are to look at first."""
        return sum(len(one.pupils) for one in self.checks)


def seats_now(blocks: Iterable[InstructionBlock] | None = None) -> QuerySet[InstructionSeat]:
    """The seats that hold, of these blocks (all without)."""
    seats = InstructionSeat.objects.filter(left_at__isnull=True).select_related("pupil")
    return seats if blocks is None else seats.filter(group__block__in=blocks)


def taught_on(year: SchoolYear, day: date) -> list[tuple[int, Goal]]:
    """The pupils who sit in an instruction group that holds on a day, with its goal. One query."""
    seats = seats_now().filter(
        group__goal__isnull=False, group__block__year=year, group__block__withdrawn_at=None,
        group__block__begins_on__lte=day, group__block__expires_on__gte=day,
    ).select_related("group__goal__subject").order_by("group__block__begins_on", "pk")  # fmt: skip
    return [(seat.pupil_id, seat.group.goal) for seat in seats if seat.group.goal is not None]


def as_it_is(block: InstructionBlock) -> dict[str, dict[str, object]]:
    """The goals of the groups of a block, and its seats that hold with whether a teacher gave them."""
    goals, seats = block.groups.values_list("pk", "goal"), seats_now([block])
    return {
        "goals": {str(group): goal for group, goal in goals},
        "seats": {str(seat): hand for seat, hand in seats.values_list("pk", "by_hand")},
    }


def listed_blocks(viewer: Viewer) -> list[InstructionBlock]:
    """The blocks of this year that the viewer has to do with, those that hold first. Three queries."""
    groups = InstructionGroup.objects.select_related("leader", "room", "goal").annotate(
        many=Count("seats", filter=Q(seats__left_at__isnull=True))
    )
    found = blocks_for(viewer).filter(withdrawn_at__isnull=True, year__state="open")
    found = found.select_related("subject", "year").prefetch_related(Prefetch("groups", groups))
    today = timezone.localdate()
    return sorted(found, key=lambda one: (one.expires_on < today, -one.begins_on.toordinal()))


def board_of(block: InstructionBlock, viewer: Viewer) -> Board:
    """A block as the viewer sees it; five queries, however many pupils."""
    groups = list(block.groups.select_related("leader", "room", "goal"))
    seats = list(seats_now([block]).order_by("pupil__given_name", "pupil__family_name"))
    of = {group.pk: group for group in groups}
    for seat in seats:
        seat.group = of[seat.group_id]
    known = may_know_why(viewer, seats)
    goals = Goal.objects.in_bulk({one for seat in seats for one in goals_named(seat)})
    places = defaultdict(list)
    for seat in seats:
        places[seat.group_id].append(_place(seat, goals, told=seat.pupil_id in known))
    tables = [Table(group, tuple(places[group.pk])) for group in groups]
    often = [one.pupil for one in seats if one.reason.get("often_lowest") and one.pupil_id in known]
    return Board(block, tuple(tables), tuple(_checks(tables)), tuple(often))


def _place(seat: InstructionSeat, goals: dict[int, Goal], *, told: bool) -> Place:
    check = goals.get(seat.reason.get("check", 0)) if seat.check_first else None
    return Place(seat, reason_of(seat, goals), check) if told else Place(seat, "", None)


def _checks(tables: Iterable[Table]) -> list[Check]:
    found: dict[Goal, list[Person]] = defaultdict(list)
    for table in tables:
        for place in table.places:
            if place.check is not None:
                found[place.check].append(place.pupil)
    checks = [Check(goal, tuple(pupils)) for goal, pupils in found.items()]
    return sorted(checks, key=lambda one: (-len(one.pupils), one.goal.step))


def before_of(block: InstructionBlock, pupils: Collection[int]) -> Before:
    """How many times in a row pupils were left out, or with the first goal, up to this block. Two queries."""
    blocks = InstructionBlock.objects.filter(
        year__school=block.year.school_id, subject=block.subject_id, withdrawn_at__isnull=True,
        begins_on__lte=block.begins_on,
    ).exclude(pk=block.pk).order_by("-begins_on", "-pk")[:LOOKED_BACK]  # fmt: skip
    order = [one.pk for one in blocks]
    seats = seats_now().filter(group__block__in=order).select_related("group__goal")
    by_block: dict[int, list[InstructionSeat]] = defaultdict(list)
    for seat in seats:
        by_block[seat.group.block_id].append(seat)
    left_out: dict[int, list[bool]] = defaultdict(list)
    lowest: dict[int, list[bool]] = defaultdict(list)
    for number in order:
        first = _first_goal(by_block[number])
        for seat in by_block[number]:
            left_out[seat.pupil_id].append(seat.group.goal_id is None)
            lowest[seat.pupil_id].append(first is not None and seat.group.goal_id == first)
    wanted = set(pupils)
    return Before(
        {one: _in_a_row(times) for one, times in left_out.items() if one in wanted},
        {one: _in_a_row(times) for one, times in lowest.items() if one in wanted},
    )


def _first_goal(seats: Iterable[InstructionSeat]) -> int | None:
    """The goal that comes first, where a block has several."""
    goals = {seat.group.goal for seat in seats if seat.group.goal is not None}
    first = min(goals, key=lambda one: (one.step, one.position, one.pk), default=None)
    return first.pk if first is not None and len(goals) > 1 else None


def _in_a_row(times: list[bool]) -> int:
    return times.index(False) if False in times else len(times)
