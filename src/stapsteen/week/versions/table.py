"""A version as a table that one can work in: every lesson is a thing to take and to put down.

Other than the timetable for reading, lessons are not merged over groups, what is in conflict stands
together in one cell, and each cell knows the slot that it is.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.planner.organisation.broken_rules import told
from stapsteen.planner.organisation.calendar import half_days, is_morning
from stapsteen.planner.organisation.compiling import duty_id
from stapsteen.planner.organisation.concerned import concerned
from stapsteen.planner.organisation.draft import Block
from stapsteen.planner.organisation.moving import Movable
from stapsteen.planner.organisation.offered import LEADER, seats_of
from stapsteen.planner.organisation.reading import Placement, placement_of
from stapsteen.week.planning.timetables import day_name
from stapsteen.week.planning.words import kind_name
from stapsteen.week.versions.words import language

PAUSES = frozenset({"break", "lunch"})


@dataclass(frozen=True)
class Card:
    """A lesson, or who has a group for half a day. ``wrong`` says which rules it breaks.

    ``columns`` are those it stands in, ``spoken`` is what is read aloud where it is not seen.
    """

    event: str
    label: str
    columns: tuple[str, ...]
    spoken: str
    note: str = ""
    who: str = ""
    where: str = ""
    kind: str = "duty"
    subject: str = ""
    is_locked: bool = False
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A cell: the lessons that begin at a slot in a column, and ``rows`` slots of height."""

    slot: int
    column: str
    name: str
    cards: tuple[Card, ...] = ()
    rows: int = 1
    text: str = ""


@dataclass(frozen=True)
class Row:
    """One time of the day; None in ``places`` where a lesson from above goes on."""

    starts: str
    ends: str
    kind: str
    note: str
    places: tuple[Place | None, ...]


@dataclass(frozen=True)
class Head:
    """The head of a column, with who has the group in the morning and in the afternoon."""

    name: str
    column: str
    weekday: int
    duties: tuple[Card, ...]


@dataclass(frozen=True)
class Table:
    """The week of one group, or one day of all groups."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


class Cards:
    """Makes the cards of a version, and the tables they stand in."""

    def __init__(self, week: Movable) -> None:
        self.week = week
        self.draft = week.draft
        self.placement: Placement = placement_of(week.draft, week.solution)
        self.rooms = {room.id: room.name for room in self.draft.week.rooms}

    @cached_property
    def wrong(self) -> dict[str, list[str]]:
        """For each event the required rules that do not hold there."""
        found: dict[str, list[str]] = defaultdict(list)
        for broken in self.week.evaluation.broken:
            if broken.constraint.required:
                sentence = told(self.draft, broken).in_language(language())
                for event in concerned(self.week, broken):
                    found[event].append(sentence)
        return found

    @cached_property
    def at(self) -> dict[tuple[str, int], list[Block]]:
        """The blocks that a column has at a slot."""
        found: dict[tuple[str, int], list[Block]] = defaultdict(list)
        for block in self.draft.blocks:
            start = self.placement.starts.get(block.id)
            if start is not None:
                for column in block.columns:
                    for slot in range(start, start + block.length):
                        found[column, slot].append(block)
        return found

    def group_week(self, column: str) -> Table:
        """The week of one group."""
        days = self.draft.week.weekdays
        heads = tuple(self._head(day_name(day), column, day) for day in days)
        return self._table(self.draft.column_by_id[column].name, heads)

    def day(self, weekday: int) -> Table:
        """One day of all groups."""
        heads = tuple(self._head(one.name, one.id, weekday) for one in self.draft.columns)
        return self._table(day_name(weekday), heads)

    def without_place(self, columns: set[str]) -> list[Card]:
        """The lessons of some columns that stand nowhere."""
        return [
            self.card(block)
            for block in self.draft.blocks
            if block.id not in self.placement.starts and not columns.isdisjoint(block.columns)
        ]

    def card(self, block: Block) -> Card:
        """The card of a lesson."""
        found = self.draft.week.subject_by_id.get(block.subject)
        subject = found.in_language(language()) if found else ""
        start = self.placement.starts.get(block.id)
        others = [self.draft.column_by_id[one].name for one in block.columns]
        label = kind_name(block.kind) or subject or _("Les")
        card = Card(
            event=block.id,
            label=label,
            columns=block.columns,
            spoken="",
            note=self._note(block, others),
            who=self._special(block),
            where=self.rooms.get(self.placement.filled(block, "room/") or "", ""),
            kind=block.kind,
            subject=block.subject,
            is_locked=block.id in self.week.locked,
            wrong=tuple(self.wrong.get(block.id, ())),
        )
        by = [] if card.who or block.kind == "workshop" else self._teachers(block, start)
        return _spoken(card, [label, ", ".join(others), self._span(block, start), *by])

    def _note(self, block: Block, others: Sequence[str]) -> str:
        if block.kind == "workshop":
            number = len(seats_of(self.week.meet(block.id)))
            return ngettext("workshop, %(n)s kind", "workshop, %(n)s kinderen", number) % {
                "n": number
            }
        shared = ""
        if len(others) > 1:
            shared = (
                _("samen: %(groups)s") % {"groups": ", ".join(others)}
                if len(others) < len(self.draft.columns)
                else _("alle groepen")
            )
        return " · ".join(filter(None, [block.title, shared]))

    def _special(self, block: Block) -> str:
        """Who gives a lesson, where that is not whoever has the group."""
        special = self.placement.filled(block, "staff/") or self.placement.filled(block, LEADER)
        return self.draft.week.staff_by_id[special].name if special else ""

    def _teachers(self, block: Block, start: int | None) -> list[str]:
        ids = () if start is None else self.placement.teachers(block.columns, start)
        return [self.draft.week.staff_by_id[one].name for one in ids]

    def _span(self, block: Block, start: int | None) -> str:
        if start is None:
            return _("nog geen plek")
        slots = self.draft.week.lesson_slots
        first, last = slots[start], slots[start + block.length - 1]
        return _("%(day)s %(starts)s tot %(ends)s") % {
            "day": day_name(first.weekday), "starts": first.starts, "ends": last.ends,
        }  # fmt: skip

    def _head(self, name: str, column: str, weekday: int) -> Head:
        slots = self.draft.week.lesson_slots
        mine = [one for one in half_days(self.draft.week) if slots[one.start].weekday == weekday]
        return Head(name, column, weekday, tuple(self._duty(column, one) for one in mine))

    def _duty(self, column: str, half_day: range) -> Card:
        event = duty_id(column, half_day)
        part = _("ochtend") if is_morning(self.draft.week, half_day.start) else _("middag")
        ids = self.placement.teacher(column, half_day.start)
        who = ", ".join(self.draft.week.staff_by_id[one].name for one in ids) or _("niemand")
        card = Card(
            event, part, (column,), "", who=who, is_locked=event in self.week.locked,
            wrong=tuple(self.wrong.get(event, ())),
        )  # fmt: skip
        day = day_name(self.draft.week.lesson_slots[half_day.start].weekday)
        name = self.draft.column_by_id[column].name
        return _spoken(card, [_("Wie heeft de groep"), name, f"{day} {part}"])

    def _table(self, title: str, heads: tuple[Head, ...]) -> Table:
        days = {head.weekday for head in heads}
        slots = self.draft.week.slots
        times = sorted({(s.starts, s.ends, s.kind) for s in slots if s.weekday in days})
        columns = [list(self._places(head, times)) for head in heads]
        rows = tuple(
            Row(starts, ends, kind, _pause(kind), tuple(column[n] for column in columns))
            for n, (starts, ends, kind) in enumerate(times)
        )
        return Table(title, heads, rows)

    def _places(self, head: Head, times: Sequence[tuple[str, str, str]]) -> Iterator[Place | None]:
        """The cells of a column from top to bottom."""
        numbers = {
            (slot.starts, slot.ends): index
            for index, slot in enumerate(self.draft.week.lesson_slots)
            if slot.weekday == head.weekday
        }
        covered = 0
        for starts, ends, kind in times:
            slot = None if kind in PAUSES else numbers.get((starts, ends))
            if covered or slot is None:
                covered = max(0, covered - 1)
                yield None
                continue
            place = self._place(head, slot, starts)
            covered = place.rows - 1
            yield place

    def _place(self, head: Head, slot: int, starts: str) -> Place:
        column = head.column
        blocks = self.at.get((column, slot), [])
        begun = [block for block in blocks if self.placement.starts[block.id] == slot]
        rows = 1
        if len(blocks) == 1 and begun and self._is_alone(column, begun[0], slot):
            rows = begun[0].length
        name = f"{day_name(head.weekday)} {starts}, {self.draft.column_by_id[column].name}"
        going_on = [self.card(block).label for block in blocks if block not in begun]
        text = _("%(what)s gaat door") % {"what": ", ".join(going_on)} if going_on else ""
        if not blocks:
            own = self.draft.organisation == "personal"
            text = _("Workshops") if own else _("Eigen werk")
        return Place(slot, column, name, tuple(map(self.card, begun)), rows, text)

    def _is_alone(self, column: str, block: Block, slot: int) -> bool:
        """Whether a lesson has all of its slots to itself, without a pause between them."""
        whole = range(slot, slot + block.length)
        slots = self.draft.week.lesson_slots[slot : slot + block.length]
        joined = all(
            one.ends == other.starts and one.weekday == other.weekday
            for one, other in itertools.pairwise(slots)
        )
        return joined and all(self.at.get((column, one)) == [block] for one in whole)


def _pause(kind: str) -> str:
    return {"break": _("Pauze"), "lunch": _("Lunch")}.get(kind, "")


def _spoken(card: Card, parts: Sequence[str]) -> Card:
    """The card with the sentence for who does not see it."""
    state = [_("staat vast")] if card.is_locked else []
    state += [_("kan niet: %(why)s") % {"why": " ".join(card.wrong)}] if card.wrong else []
    told = [*parts, card.who, card.where, *state]
    return replace(card, spoken=", ".join(part for part in told if part))
