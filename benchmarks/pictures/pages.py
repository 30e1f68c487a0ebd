"""The picture of what pages cost as the school grows: milliseconds against pupils, both on scales of tens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log10

from benchmarks.pictures.growth import GROUND, INK, LINE, MUTED

LEFT, RIGHT, TOP, BOTTOM = 70, 540, 60, 320
LEAST, MOST = 10, 10_000  # milliseconds
FEWEST, LARGEST = 50, 8000  # pupils
STYLES = (
    ("#1b6673", "circle"), ("#a0480a", "square"), ("#5f4388", "triangle"), ("#3d6b2f", "cross"),
    ("#8a2453", "diamond"),
)  # fmt: skip
LIMIT = 100


def picture(rows: Sequence[str]) -> str:
    """The picture of the rows of the table (Markdown); rows in seconds are no part of it."""
    lines = lines_of(rows)
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 372" role="img" '
            'aria-labelledby="title told" font-family="system-ui, sans-serif" font-size="13.5">'
        ),
        f'<title id="title">{_title(lines)}</title>',
        f'<desc id="told">{told(lines)}</desc>',
        f'<rect width="800" height="372" rx="10" fill="{GROUND}"/>',
        f'<text x="{LEFT}" y="34" fill="{INK}" font-weight="600">Milliseconds, 95th of a hundred asks</text>',
        *_frame(),
    ]
    for number, (what, points) in enumerate(lines.items()):
        parts += _line(what, points, *STYLES[number % len(STYLES)], 90 + 44 * number)
    return "\n".join([*parts, "</svg>", ""])


def lines_of(rows: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """For each page how many pupils and how many milliseconds."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if cells[5].endswith(" ms"):
            found[cells[3]].append((int(cells[0]), int(cells[5].removesuffix(" ms"))))
    return dict(found)


def _title(lines: dict[str, list[tuple[int, int]]]) -> str:
    sizes = sorted({pupils for points in lines.values() for pupils, _value in points})
    return f"From {sizes[0]:,} to {sizes[-1]:,} pupils: what pages cost"


def told(lines: dict[str, list[tuple[int, int]]]) -> str:
    """The picture in sentences, for who does not see it."""
    return " ".join(
        f"{what.capitalize()}: {points[0][1]} milliseconds at {points[0][0]} pupils, "
        f"{points[-1][1]} at {points[-1][0]}."
        for what, points in lines.items()
    )


def _x(pupils: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * log10(pupils / FEWEST) / log10(LARGEST / FEWEST), 1)


def _y(milliseconds: float) -> float:
    share = log10(max(milliseconds, LEAST) / LEAST) / log10(MOST / LEAST)
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _frame() -> Iterator[str]:
    for value in (10, 30, 100, 300, 1000, 3000, 10_000):
        dash = ' stroke-dasharray="3 4"' if value == LIMIT else ""
        ink = INK if value == LIMIT else LINE
        yield f'<path d="M{LEFT} {_y(value)}H{RIGHT}" stroke="{ink}"{dash}/>'
        yield f'<text x="{LEFT - 10}" y="{_y(value) + 5}" text-anchor="end" fill="{MUTED}">{value}</text>'
    for pupils in (60, 200, 600, 2000, 6000):
        yield f'<text x="{_x(pupils)}" y="{BOTTOM + 22}" text-anchor="middle" fill="{MUTED}">{pupils}</text>'
    yield f'<text x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 42}" text-anchor="middle" fill="{MUTED}">pupils</text>'


def _line(
    what: str, points: list[tuple[int, int]], ink: str, shape: str, label: int
) -> Iterator[str]:
    way = " ".join(f"{_x(pupils)},{_y(value)}" for pupils, value in points)
    yield f'<polyline points="{way}" fill="none" stroke="{ink}" stroke-width="2"/>'
    for pupils, value in points:
        yield _mark(shape, _x(pupils), _y(value), ink)
    yield _mark(shape, RIGHT + 26, label - 5, ink)
    yield f'<text x="{RIGHT + 40}" y="{label}" fill="{INK}">{what.removeprefix("observation of ")}</text>'


def _mark(shape: str, x: float, y: float, ink: str) -> str:
    shapes = {
        "circle": f'<circle cx="{x}" cy="{y}" r="5" fill="{ink}"/>',
        "square": f'<rect x="{x - 4.5}" y="{y - 4.5}" width="9" height="9" fill="{ink}"/>',
        "triangle": f'<path d="M{x} {y - 6}l6 11h-12z" fill="{ink}"/>',
        "diamond": f'<path d="M{x} {y - 7}l6 7l-6 7l-6 -7z" fill="{ink}"/>',
        "cross": f'<path d="M{x - 5} {y - 5}l10 10m0-10l-10 10" stroke="{ink}" stroke-width="3"/>',
    }
    return shapes[shape]
