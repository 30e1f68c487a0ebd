"""The learning lines of a subject as a picture: a row for each line, a column for each step.

Everything is placed here, in units of the drawing, so that the page needs no script to show it and
prints as it is seen. Each goal is a stepping stone; a line in the water leads from what comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from stapsteen.curriculum.models import Goal, Progression

STEPS = 16
COLUMN = 62  # wide enough for a stone and a stroke of water beside it
STONE = 46  # at least what a finger needs, in pixels of the screen
GAP = 10
TOP = 44  # the heads of the columns
EDGE = 16
LABEL = 13  # how many signs fit in a line beside a row
TALL = 19


@dataclass(frozen=True)
class Stone:
    """A goal with the middle of its stone. ``lit`` is "" or what it is to the chosen goal."""

    goal: Goal
    x: int
    y: int
    lit: str

    @property
    def left(self) -> int:
        """Where the target begins."""
        return self.x - STONE // 2

    @property
    def above(self) -> int:
        """Where the target begins."""
        return self.y - STONE // 2


@dataclass(frozen=True)
class Way:
    """A line from what comes first to what it leads to."""

    path: str
    first: int
    then: int
    lit: bool
    across: bool  # from one line to another


@dataclass(frozen=True)
class Row:
    """A learning line: its name in pieces that fit, and the band it takes."""

    name: str
    pieces: tuple[tuple[str, int], ...]
    y: int
    height: int
    odd: bool


@dataclass(frozen=True)
class Head:
    """The head of a year group: two columns."""

    year_group: int
    x: int
    middle: int


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn."""

    rows: tuple[Row, ...]
    stones: tuple[Stone, ...]
    ways: tuple[Way, ...]
    height: int
    width: int = STEPS * COLUMN
    label_width: int = 124
    stone: int = STONE
    heads: tuple[Head, ...] = tuple(
        Head(group, 2 * COLUMN * (group - 1), 2 * COLUMN * (group - 1) + COLUMN)
        for group in range(1, 9)
    )
    band: int = 2 * COLUMN


def picture_of(
    goals: Sequence[Goal], needs: Collection[tuple[int, int]], chosen: Goal | None, other: str
) -> Picture:
    """Draw goals that are in use. ``other`` is the name of the row for goals without a line."""
    rows: list[Row] = []
    stones: dict[int, Stone] = {}
    lit = _lit(needs, chosen)
    y = TOP
    for line, members in _by_line(goals):
        cells: dict[int, list[Goal]] = defaultdict(list)
        for goal in members:
            cells[goal.step].append(goal)
        height = max(map(len, cells.values())) * (STONE + GAP) + EDGE
        name = line.label if line else other
        rows.append(Row(name, _pieces(name, y + height // 2), y, height, len(rows) % 2 == 1))
        for step, some in cells.items():
            stones |= {one.goal.pk: one for one in _cell(some, step, y + height // 2, lit)}
        y += height
    ways = [_way(stones[first], stones[then], chosen) for then, first in needs]
    ways.sort(key=lambda way: (way.lit, not way.across))  # what is lit lies on top
    return Picture(tuple(rows), tuple(stones.values()), tuple(ways), y)


def _by_line(goals: Iterable[Goal]) -> list[tuple[Progression | None, list[Goal]]]:
    """The goals of each line, lines in their order and goals without one last."""
    found: dict[Progression | None, list[Goal]] = defaultdict(list)
    for goal in goals:
        found[goal.progression].append(goal)
    return sorted(
        found.items(), key=lambda item: (item[0] is None, item[0].position if item[0] else 0)
    )


def _cell(goals: Sequence[Goal], step: int, middle: int, lit: dict[int, str]) -> Iterable[Stone]:
    first = middle - (len(goals) - 1) * (STONE + GAP) // 2
    for number, goal in enumerate(goals):
        x, y = step * COLUMN - COLUMN // 2, first + number * (STONE + GAP)
        yield Stone(goal, x, y, lit.get(goal.pk, ""))


def _lit(needs: Iterable[tuple[int, int]], chosen: Goal | None) -> dict[int, str]:
    if chosen is None:
        return {}
    lit = {chosen.pk: "chosen"}
    for then, first in needs:
        if then == chosen.pk:
            lit[first] = "before"
        elif first == chosen.pk:
            lit[then] = "after"
    return lit


def _way(first: Stone, then: Stone, chosen: Goal | None) -> Way:
    lit = chosen is not None and chosen.pk in (first.goal.pk, then.goal.pk)
    if first.x == then.x:  # the same step: around the stones between them
        side = first.x + STONE // 2 + 8
        path = f"M{first.x} {first.y}C{side} {first.y} {side} {then.y} {then.x} {then.y}"
    else:
        bend = (first.x + then.x) // 2
        path = f"M{first.x} {first.y}C{bend} {first.y} {bend} {then.y} {then.x} {then.y}"
    across = first.goal.progression_id != then.goal.progression_id
    return Way(path, first.goal.pk, then.goal.pk, lit, across)


def _pieces(name: str, middle: int) -> tuple[tuple[str, int], ...]:
    """A name in lines that fit beside the row, each with its height."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LABEL:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    top = middle - (len(lines) - 1) * TALL // 2 + 5
    return tuple((text, top + number * TALL) for number, text in enumerate(lines))
