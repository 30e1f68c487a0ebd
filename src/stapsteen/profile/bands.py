"""Three bands: how far a position frees pupils from the frame of the year-class system."""

from __future__ import annotations

from typing import Literal

from stapsteen.profile.source import read

Band = Literal["red", "yellow", "green"]


def band_of(position: int) -> Band:
    """Red: inside the frame. Yellow: more room. Green: the obstacles in the structure are gone."""
    starts = read()["bands"]
    if position >= starts["green"]:
        return "green"
    return "yellow" if position >= starts["yellow"] else "red"
