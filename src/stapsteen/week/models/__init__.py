"""The data of the week."""

from stapsteen.week.models.plans import CalendarFeed, Organisation, Plan, PlanInForce, PlanningRun
from stapsteen.week.models.sessions import Attendance, Enrolment, Round, Session, Wish

__all__ = [
    "Attendance",
    "CalendarFeed",
    "Enrolment",
    "Organisation",
    "Plan",
    "PlanInForce",
    "PlanningRun",
    "Round",
    "Session",
    "Wish",
]
