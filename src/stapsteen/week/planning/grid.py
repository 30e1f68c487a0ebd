"""A plan laid out as schools draw it: columns side by side, the hours of the day below each other.

A column is a group on one day, or one day of a group, a member of staff, a pupil or a room. What
lasts longer than one slot, or holds for neighbouring groups together, is one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from stapsteen.planner.organisation.offered import ROUND, is_workshop
from stapsteen.planner.organisation.plan import Lesson
from stapsteen.planner.organisation.school_week import Slot
from stapsteen.week.planning.shown import Shown
from stapsteen.week.planning.words import (
    label_of,
    label_of_many,
    note_of_many,
    part_of,
    where,
    who,
)

TOGETHER = {"theme", "level", "unit"}


@dataclass(frozen=True)
class Cell:
    """What stands in one place: ``rows`` slots high and ``columns`` wide.

    ``parts`` has a line for each lesson when a group is spread over several. ``aligned`` says that
    another group of the unit has the same subject at that time. ``event`` is what the planner placed
    here, where it was the planner: workshops are dealt out afterwards. ``changed`` says that it goes
    otherwise than planned in this week. ``heads`` are the names of the columns it stands in.
    """

    label: str
    kind: str
    subject: str
    band: str
    note: str = ""
    who: str = ""
    where: str = ""
    parts: tuple[str, ...] = ()
    block: str = ""
    event: str = ""
    aligned: bool = False
    changed: bool = False
    rows: int = 1
    columns: int = 1
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One slot of the day. ``cells`` holds None where a cell from above or from the left goes on."""

    starts: str
    ends: str
    kind: str
    note: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Column:
    """A column with its heading, its day, and how its lessons are found."""

    name: str
    weekday: int
    find: Callable[[int], Sequence[Lesson]]
    key: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of a timetable."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def lay_out(shown: Shown, title: str, columns: Sequence[Column]) -> Grid:
    """The table of some columns."""
    weekdays = {column.weekday for column in columns}
    times = sorted({(s.starts, s.ends, s.kind) for s in shown.week.slots if s.weekday in weekdays})
    placed = [_column_cells(shown, column, times) for column in columns]
    wide = under_heads(columns, merge_neighbours(placed))
    rows = [
        Row(starts, ends, kind, _note(shown, starts, kind, weekdays), tuple(c[n] for c in wide))
        for n, (starts, ends, kind) in enumerate(times)
    ]
    return Grid(title, tuple(columns), tuple(rows))


Times = Sequence[tuple[str, str, str]]
Cells = list[Cell | None]


def _column_cells(shown: Shown, column: Column, times: Times) -> Cells:
    """The cells of one column, one for each time; None below a cell that goes on."""
    slots = {
        (slot.starts, slot.ends): index
        for index, slot in enumerate(shown.week.lesson_slots)
        if slot.weekday == column.weekday
    }
    cells: Cells = []
    for starts, ends, kind in times:
        index = slots.get((starts, ends)) if kind not in {"break", "lunch"} else None
        cells.append(None if index is None else _cell(shown, column, index))
    return _merge_down(cells)


def _cell(shown: Shown, column: Column, slot: int) -> Cell:
    lessons = column.find(slot)
    if not lessons:
        return Cell("", "free", "", "")
    aligned = (column.key, slot) in shown.aligned
    changed = shown.is_changed(lessons, column.key, slot)
    first = lessons[0]
    if len(lessons) == 1:
        return Cell(
            label=label_of(shown, first),
            kind=first.kind,
            subject=first.subject,
            band=first.band,
            note=first.title,
            who=who(shown, first),
            where=where(shown, first),
            block=first.block or f"{first.kind}/{first.slot}",
            event=_event(first),
            aligned=aligned,
            changed=changed,
        )
    return _many(shown, lessons, aligned=aligned, changed=changed)


def _many(shown: Shown, lessons: Sequence[Lesson], *, aligned: bool, changed: bool) -> Cell:
    taught = [lesson for lesson in lessons if lesson.kind != "independent"] or list(lessons)
    first = taught[0]
    return Cell(
        label=label_of_many(shown, lessons),
        kind=first.kind,
        subject="" if first.kind == "workshop" else first.subject,
        band=first.band,
        note=note_of_many(lessons),
        parts=tuple(part_of(shown, lesson) for lesson in lessons),
        block=first.block if first.kind != "workshop" else "",
        event="" if first.kind == "workshop" else _event(first),
        aligned=aligned,
        changed=changed,
    )


def _event(lesson: Lesson) -> str:
    dealt = lesson.block.startswith(ROUND) and not is_workshop(lesson.block)
    return "" if dealt else lesson.block


def _merge_down(cells: Cells) -> Cells:
    """Let equal cells that follow each other be one."""
    merged: Cells = []
    head = -1
    for place, cell in enumerate(cells):
        above = merged[head] if head >= 0 else None
        if cell and cell.block and above and replace(above, rows=1) == cell:
            merged[head] = replace(above, rows=above.rows + 1)
            merged.append(None)
        else:
            merged.append(cell)
            head = place if cell else -1
    return merged


def merge_neighbours(columns: list[Cells]) -> list[Cells]:
    """Let what neighbouring columns do together be one cell."""
    merged = [list(column) for column in columns]
    for left in range(len(merged) - 1, 0, -1):
        for row, cell in enumerate(merged[left]):
            before = merged[left - 1][row]
            if cell and before and _is_together(before, cell):
                merged[left - 1][row] = replace(before, columns=cell.columns + 1)
                merged[left][row] = None
    return merged


def under_heads(columns: Sequence[Column], placed: list[Cells]) -> list[Cells]:
    """Tell every cell the names of the columns that it stands in."""
    names = [column.name for column in columns]
    return [
        [cell and replace(cell, heads=tuple(names[at : at + cell.columns])) for cell in cells]
        for at, cells in enumerate(placed)
    ]


def _is_together(one: Cell, other: Cell) -> bool:
    return (
        one.kind in TOGETHER
        and bool(one.block)
        and replace(one, columns=1) == replace(other, columns=1)
    )


def _note(shown: Shown, starts: str, kind: str, weekdays: set[int]) -> str:
    """Who watches over a pause, where the table shows one day."""
    if kind not in {"break", "lunch"}:
        return ""
    name = _("Pauze") if kind == "break" else _("Lunch")
    if len(weekdays) > 1:
        return name
    names = [
        shown.staff_name(staff)
        for duty in shown.plan.supervision
        if _is_at(shown.week.pauses[duty.pause], starts, weekdays)
        for staff in duty.staff
    ]
    return f"{name}: {', '.join(names)}" if names else name


def _is_at(pause: Slot, starts: str, weekdays: set[int]) -> bool:
    return pause.starts == starts and pause.weekday in weekdays
