"""What a change weighs: most in the day of a young child, and a face more than an hour or a room."""

from __future__ import annotations

from collections.abc import Iterable

from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.timetable.repair.staying import Stay

ADULT = 6
TIME = 3
ROOM = 1
YOUNG = {"0": 4, "1": 4, "2": 4, "3": 3, "4": 3, "5": 2, "6": 2}  # from group 7 on: 1


def youth(columns: Iterable[PlannedGroup]) -> int:
    """How much a change weighs for the youngest year group of some columns: 4 in group 1, 1 in 8."""
    years = (year for column in columns for year in column.year_groups)
    return max((YOUNG.get(year, 1) for year in years), default=1)


def stay(columns: Iterable[PlannedGroup]) -> Stay:
    """What it costs to change something for these columns, for every lesson slot of it."""
    factor = youth(columns)
    return Stay(TIME * factor, {"staff": ADULT * factor, "room": ROOM * factor})
