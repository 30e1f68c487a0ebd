"""The data of the week."""

from stapsteen.week.models.changes import ChangedDay, DayChange, WeekChange
from stapsteen.week.models.instruction import InstructionBlock, InstructionGroup, InstructionSeat
from stapsteen.week.models.plans import CalendarFeed, Organisation, Plan, PlanInForce, PlanningRun
from stapsteen.week.models.sessions import Attendance, Enrolment, Round, Session, Wish
from stapsteen.week.models.themes import Theme, ThemeActivity, ThemeQuestion
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
    "InstructionBlock",
    "InstructionGroup",
    "InstructionSeat",
    "Lock",
    "Organisation",
    "Plan",
    "PlanInForce",
    "PlanningRun",
    "Round",
    "Session",
    "Theme",
    "ThemeActivity",
    "ThemeQuestion",
    "Version",
    "WeekChange",
    "WeekChoice",
    "Wish",
]
