"""Nine scales below each other, with the school and a variant on each: a picture with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from stapsteen.profile.bands import Band, band_of
from stapsteen.profile.dimensions import DIMENSIONS, LOWEST, SCALE, Dimension, Positions
from stapsteen.profile.variants import Variant

WIDTH, STEP, ROW = 320, 40, 34
LEFT = 20


@dataclass(frozen=True)
class Scale:
    """One dimension in the picture; ``x`` and ``other_x`` in a drawing of 320 units wide."""

    dimension: Dimension
    position: int
    other: int
    band: Band
    x: int
    other_x: int
    y: int

    @property
    def marks(self) -> range:
        """The positions of the scale."""
        return SCALE


@dataclass(frozen=True)
class ProfilePicture:
    """All scales, with the line through the school and the line through the variant."""

    scales: tuple[Scale, ...]
    height: int
    line: str
    other_line: str
    marks: tuple[tuple[int, int], ...]


def picture_of(positions: Positions, variant: Variant) -> ProfilePicture:
    """Draw positions beside those of a variant."""
    scales = tuple(
        Scale(
            dimension,
            positions[dimension.key],
            variant.positions[dimension.key],
            band_of(positions[dimension.key]),
            _x(positions[dimension.key]),
            _x(variant.positions[dimension.key]),
            number * ROW + ROW // 2,
        )
        for number, dimension in enumerate(DIMENSIONS)
    )
    return ProfilePicture(
        scales,
        ROW * len(scales),
        " ".join(f"{one.x},{one.y}" for one in scales),
        " ".join(f"{one.other_x},{one.y}" for one in scales),
        tuple((mark, _x(mark)) for mark in SCALE),
    )


def _x(position: int) -> int:
    return LEFT + (position - LOWEST) * STEP
