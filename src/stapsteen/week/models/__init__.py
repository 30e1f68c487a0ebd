"""The data of the week."""

from stapsteen.week.models.changes import ChangedDay, DayChange, WeekChange
from stapsteen.week.models.plans import CalendarFeed, Organisation, Plan, PlanInForce, PlanningRun
from stapsteen.week.models.sessions import Attendance, Enrolment, Round, Session, Wish
from stapsteen.week.models.versions import Edit, Lock, Version
from stapsteen.week.models.year_plan import Alternation, WeekChoice

__all__ = [
    "Alternation",
    "Attendance",
    "CalendarFeed",
    "ChangedDay",
    "DayChange",
    "Edit",
    "Enrolment",
    "Lock",
    "Organisation",
    "Plan",
    "PlanInForce",
    "PlanningRun",
    "Round",
    "Session",
    "Version",
    "WeekChange",
    "WeekChoice",
    "Wish",
]
