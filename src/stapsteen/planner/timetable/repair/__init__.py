"""Change least: the nearest good plan when something about the question, or a lesson, has changed.

A repair is a row of ordinary planning questions. In the first everything that is not touched is locked
by the program; each next one locks less, until the rules hold again. What people locked stays locked.
"""

from stapsteen.planner.timetable.repair.carrying import carried
from stapsteen.planner.timetable.repair.locks import Locks
from stapsteen.planner.timetable.repair.repairing import Effort, Repaired, repair
from stapsteen.planner.timetable.repair.staying import Change, Stay, changes_between, distance

__all__ = [
    "Change",
    "Effort",
    "Locks",
    "Repaired",
    "Stay",
    "carried",
    "changes_between",
    "distance",
    "repair",
]
