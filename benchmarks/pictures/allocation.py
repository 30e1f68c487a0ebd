"""The picture of dealing seats: seconds against pupils, until the worst and until everybody is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.pictures.growth import (
    FIRST,
    GROUND,
    WHOLE,
    Panel,
    cross,
    dot,
    frame,
    label,
    ring,
    upper_line,
)

MARGIN = 100  # pupils beside the largest round, so that its dots are within the plot


@dataclass(frozen=True)
class Dealt:
    """A dealing: seconds until the lowest level was shown best, and until all were; None if not."""

    pupils: int
    lowest: float | None
    everybody: float | None


def picture(rounds: Sequence[Dealt], limit: float) -> str:
    """The whole picture; ``limit`` is how many seconds each round could take."""
    panel = Panel(62, 560, max(one.pupils for one in rounds) + MARGIN, 100, 0.1)
    sizes = [one.pupils for one in rounds]
    lines = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 372" role="img" '
            'aria-labelledby="title told" font-family="system-ui, sans-serif" font-size="13.5">'
        ),
        f'<title id="title">From {min(sizes)} to {max(sizes):,} pupils: dealing seats</title>',
        f'<desc id="told">{told(rounds, limit)}</desc>',
        f'<rect width="800" height="372" rx="10" fill="{GROUND}"/>',
        *frame(panel, "Seconds of the processor", (0.1, 1, 10, 100), sizes),
        *marks(panel, rounds, limit),
        *label(590, 120, FIRST, "● the worst shown", "nobody can help it more"),
        *label(590, 180, WHOLE, "○ everybody shown", "level after level"),
        *label(590, 240, WHOLE, f"× not all of it in {limit:g} s", "dashed: when it was stopped"),
    ]
    return "\n".join([*lines, "</svg>", ""])


def told(rounds: Sequence[Dealt], limit: float) -> str:
    """The picture in sentences, for who does not see it."""
    return " ".join(
        f"{one.pupils:,} pupils: the worst is shown {_when(one.lowest, limit)}, "
        f"everybody {_when(one.everybody, limit)}."
        for one in rounds
    )


def _when(seconds: float | None, limit: float) -> str:
    return f"not in {limit:g} seconds" if seconds is None else f"after {seconds:.1f} seconds"


def marks(panel: Panel, rounds: Sequence[Dealt], limit: float) -> Iterator[str]:
    """A line and dots for each, and where the search was stopped."""
    high = panel.y(limit)
    yield (
        f'<path d="M{panel.left} {high}H{panel.right}" stroke="{WHOLE}" stroke-dasharray="3 4"/>'
    )
    for value, colour in (("lowest", FIRST), ("everybody", WHOLE)):
        there = [(one.pupils, getattr(one, value)) for one in rounds]
        done = [(pupils, seconds) for pupils, seconds in there if seconds is not None]
        if done:
            yield from upper_line(panel, done, colour)
    for one in rounds:
        place = panel.x(one.pupils)
        yield (cross(place, high) if one.everybody is None else ring(place, panel.y(one.everybody)))
        if one.lowest is not None:
            yield dot(place, panel.y(one.lowest), FIRST)
