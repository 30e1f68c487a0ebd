"""A solution: where every event was put. What was decided and nothing more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meet:
    """A part of an event that runs without a pause (XHSTT: a sub-event).

    ``time`` is its first time, None while it has none. ``resources`` stand in the order of the
    event's needs; None where nobody was found. Preassigned resources are filled in.
    """

    event: str
    duration: int
    time: int | None
    resources: tuple[str | None, ...]

    @property
    def span(self) -> range:
        """The times it covers; empty without a time."""
        return range(0) if self.time is None else range(self.time, self.time + self.duration)


@dataclass(frozen=True)
class Solution:
    """All meets of all events."""

    meets: tuple[Meet, ...]
