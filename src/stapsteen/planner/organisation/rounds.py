"""The grid of rounds of a personal week: what lies between the start and the end of each day."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.planner.organisation.calendar import segments, slot_minutes
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.together import moments_together

ROUND_MINUTES = 45


def rounds_of(week: SchoolWeek) -> list[range]:
    """The rounds, as ranges of lesson slots: about three quarters of an hour each, never across a pause.

    The first and the last lesson slot of a day belong to the base group.
    """
    fixed = set(moments_together(week, always=True))
    usual = max(1, ROUND_MINUTES // slot_minutes(week))
    return [
        round_
        for part in segments(week)
        for free in _without(part, fixed)
        for round_ in _pieces(free, usual)
    ]


def _without(part: range, fixed: set[int]) -> Iterator[range]:
    slots = [slot for slot in part if slot not in fixed]
    if slots:
        yield range(slots[0], slots[-1] + 1)


def _pieces(free: range, usual: int) -> Iterator[range]:
    for start in range(free.start, free.stop, usual):
        yield range(start, min(start + usual, free.stop))
