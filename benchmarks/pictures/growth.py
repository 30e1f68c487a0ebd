"""The picture of growth: seconds and megabytes against the number of pupils.

It stands on its own light ground, so that it reads the same in dark mode; marks differ in shape as well as in colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10

GROUND, INK, MUTED, LINE = "#fbf8f1", "#2b2a28", "#5f5a52", "#ddd5c6"
FIRST, WHOLE, MEMORY = "#1b6673", "#a0480a", "#5f4388"
TOP, BOTTOM = 78, 318
MARGIN = 60  # pupils beside the largest school, so that its dots are within the plot


@dataclass(frozen=True)
class Point:
    """One plan. ``whole`` is seconds of searching until nothing was impossible, and of dealing out; None
    where something stayed impossible."""

    pupils: int
    first: float
    whole: float | None
    megabytes: float


@dataclass(frozen=True)
class Panel:
    """A plot between two edges of the picture; ``floor`` is the least value of a logarithmic scale."""

    left: float
    right: float
    pupils: int
    highest: float
    floor: float = 0

    def x(self, pupils: float) -> float:
        """Where a number of pupils is, from left to right."""
        return round(self.left + (self.right - self.left) * pupils / self.pupils, 1)

    def y(self, value: float) -> float:
        """Where a value is, from top to bottom."""
        share = value / self.highest
        if self.floor:
            share = log10(max(value, self.floor) / self.floor) / log10(self.highest / self.floor)
        return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def picture(points: Sequence[Point], limit: float) -> str:
    """The whole picture; ``limit`` is how many seconds each plan was searched for."""
    most = max(one.pupils for one in points) + MARGIN
    lines = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 372" role="img" '
            'aria-labelledby="title told" font-family="system-ui, sans-serif" font-size="13.5">'
        ),
        '<title id="title">From 90 to 1,200 pupils: seconds and memory</title>',
        f'<desc id="told">{told(points, limit)}</desc>',
        f'<rect width="800" height="372" rx="10" fill="{GROUND}"/>',
        *seconds(points, Panel(62, 396, most, 100, 0.005), limit),
        *memory(points, Panel(482, 776, most, 300)),
    ]
    return "\n".join([*lines, "</svg>", ""])


def told(points: Sequence[Point], limit: float) -> str:
    """The picture in a few sentences, for who does not see it."""
    small, large = (end(one.pupils for one in points) for end in (min, max))
    slow = {size: max(one.first for one in of(points, size)) for size in (small, large)}
    heavy = {size: max(one.megabytes for one in of(points, size)) for size in (small, large)}
    open_ends = sum(one.whole is None for one in points)
    return (
        f"Each mark is the week of a school under one organisation. The slowest first plan takes "
        f"{slow[small]:.2f} seconds for {small} pupils and {slow[large]:.2f} for {large}. In {open_ends} of "
        f"{len(points)} weeks something was still impossible after {limit:g} seconds. The most memory is "
        f"{heavy[small]:.0f} MB for {small} pupils and {heavy[large]:.0f} MB for {large}."
    )


def of(points: Iterable[Point], pupils: int) -> list[Point]:
    """The plans of one size."""
    return [one for one in points if one.pupils == pupils]


def seconds(points: Sequence[Point], panel: Panel, limit: float) -> Iterator[str]:
    """The first plan and the whole plan, on a scale where each step is ten times as long."""
    yield from frame(panel, "Seconds", (0.01, 0.1, 1, 10, 100), sizes_of(points))
    high = panel.y(limit)
    yield (
        f'<path d="M{panel.left} {high}H{panel.right}" stroke="{WHOLE}" stroke-dasharray="3 4"/>'
    )
    yield from upper_line(panel, [(one.pupils, one.first) for one in points], FIRST)
    for place, one in spread(panel, points):
        yield dot(place, panel.y(one.first), FIRST)
        if one.whole is None:
            yield cross(place, high)
        else:
            yield ring(place, panel.y(one.whole))
    yield from label(panel.x(680), 290, FIRST, "● first plan", "line: the slowest of five")
    cut = f"× not all possible after {limit:g} s"
    yield from label(panel.left + 8, 96, WHOLE, "○ all possible, and dealt out", cut)


def memory(points: Sequence[Point], panel: Panel) -> Iterator[str]:
    """The most memory a process that plans had."""
    yield from frame(panel, "Memory, MB", (0, 100, 200, 300), sizes_of(points))
    yield from upper_line(panel, [(one.pupils, one.megabytes) for one in points], MEMORY)
    for place, one in spread(panel, points):
        yield dot(place, panel.y(one.megabytes), MEMORY)
    yield from label(
        panel.x(300),
        268,
        MEMORY,
        "● peak of the whole process",
        "line: the largest of five",
    )


def label(x: float, y: float, colour: str, mark: str, more: str) -> Iterator[str]:
    """What a mark is, in its own colour, in two lines."""
    yield words(x, y, mark, colour, bold=True)
    yield words(x, y + 17, more, colour)


def sizes_of(points: Sequence[Point]) -> list[int]:
    """The sizes there are, in order."""
    return sorted({one.pupils for one in points})


def frame(panel: Panel, title: str, marks: Sequence[float], sizes: Sequence[int]) -> Iterator[str]:
    """The title, the lines across with their values, and the sizes below."""
    yield words(panel.left - 34, 36, title, INK, bold=True, size=17)
    for mark in marks:
        high = panel.y(mark)
        yield f'<path d="M{panel.left} {high}H{panel.right}" stroke="{LINE}"/>'
        yield words(panel.left - 8, high + 4.5, f"{mark:g}", MUTED, anchor="end")
    for size in sizes:
        yield words(panel.x(size), BOTTOM + 20, f"{size:,}", MUTED, anchor="middle")
    yield words((panel.left + panel.right) / 2, BOTTOM + 40, "pupils", MUTED, anchor="middle")


def upper_line(panel: Panel, values: Sequence[tuple[int, float]], colour: str) -> Iterator[str]:
    """A line through the largest value of each size."""
    largest = {size: max(value for at, value in values if at == size) for size, _value in values}
    path = "L".join(f"{panel.x(size)} {panel.y(value)}" for size, value in sorted(largest.items()))
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'


def spread(panel: Panel, points: Sequence[Point]) -> Iterator[tuple[float, Point]]:
    """The points of one size a little apart, so that none hides another."""
    for size in sizes_of(points):
        same = of(points, size)
        for number, one in enumerate(same):
            yield round(panel.x(size) + 5 * (number - (len(same) - 1) / 2), 1), one


def dot(x: float, y: float, colour: str) -> str:
    """A full dot."""
    return f'<circle cx="{x}" cy="{y}" r="3.4" fill="{colour}"/>'


def ring(x: float, y: float) -> str:
    """An open ring."""
    return (
        f'<circle cx="{x}" cy="{y}" r="3.8" fill="{GROUND}" stroke="{WHOLE}" stroke-width="1.8"/>'
    )


def cross(x: float, y: float) -> str:
    """A small cross."""
    return f'<path d="M{x - 3:.1f} {y - 3:.1f}l6 6m0-6l-6 6" stroke="{WHOLE}" stroke-width="1.8"/>'


def words(
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    size: float | None = None,
) -> str:
    """A piece of text."""
    weight = ' font-weight="600"' if bold else ""
    large = f' font-size="{size:g}"' if size else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    halo = f'stroke="{GROUND}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" {halo}{place}{weight}{large}>{text}</text>'
    )
