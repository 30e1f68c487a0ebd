"""A planned week as a small picture: a column for each group on each day, coloured by band.

One path for each band keeps the picture a few kilobytes, however large the school.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from stapsteen.week.planning.shown import Shown

GAP = 1  # columns of air between two days


@dataclass(frozen=True)
class Picture:
    """Paths in a drawing of ``width`` by ``height`` units, one unit a group and a slot."""

    width: int
    height: int
    paths: tuple[tuple[str, str], ...]
    shares: dict[str, int]


def picture_of(shown: Shown) -> Picture:
    """The picture of a plan, and how many percent of it lies in each band."""
    groups = [group.id for group in shown.plan.groups]
    paths: dict[str, str] = defaultdict(str)
    counts: dict[str, int] = defaultdict(int)
    rows: dict[int, int] = defaultdict(int)
    for slot, piece in enumerate(shown.week.lesson_slots):
        row = rows[piece.weekday]
        rows[piece.weekday] += 1
        left = shown.week.weekdays.index(piece.weekday) * (len(groups) + GAP)
        for place, group in enumerate(groups):
            if lessons := shown.lessons_at[group, slot]:
                band = _band(lessons[0].band, [lesson.band for lesson in lessons])
                paths[band] += f"M{left + place} {row}h1v1h-1z"
                counts[band] += 1
    total = max(1, sum(counts.values()))
    return Picture(
        width=len(shown.week.weekdays) * (len(groups) + GAP) - GAP,
        height=max(rows.values(), default=0),
        paths=tuple((band, paths[band]) for band in ("red", "yellow", "green") if paths[band]),
        shares={band: round(100 * count / total) for band, count in counts.items()},
    )


def _band(first: str, bands: list[str]) -> str:
    """The band that most of the lessons of a group have."""
    return max(bands, key=lambda band: (bands.count(band), band == first))
