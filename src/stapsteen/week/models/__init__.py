"""The data of the week."""

from stapsteen.week.models.plans import CalendarFeed, Organisation, Plan, PlanInForce, PlanningRun
from stapsteen.week.models.sessions import Attendance, Enrolment, Round, Session, Wish
from stapsteen.week.models.versions import Edit, Lock, Version

__all__ = [
    "Attendance",
    "CalendarFeed",
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
    "Wish",
]
