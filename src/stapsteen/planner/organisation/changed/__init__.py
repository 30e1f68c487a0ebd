"""What happens to a planned week when something changes: a day without a teacher, a room that is lost,
another contract day, a new group. Only what has to change does."""

from stapsteen.planner.organisation.changed.day import (
    Absence,
    Closure,
    DayLesson,
    DayPlan,
    Disturbance,
    day_of,
)
from stapsteen.planner.organisation.changed.day_repair import DayRepair, LessonChange, repair_day
from stapsteen.planner.organisation.changed.week import WeekRepair, repair_week

__all__ = [
    "Absence",
    "Closure",
    "DayLesson",
    "DayPlan",
    "DayRepair",
    "Disturbance",
    "LessonChange",
    "WeekRepair",
    "day_of",
    "repair_day",
    "repair_week",
]
