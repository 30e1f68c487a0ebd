"""The data of the school itself."""

from stapsteen.school.models.calendar import DayOff, Region, SchoolYear, Term, YearClosing
from stapsteen.school.models.groups import Group, Guidance, Membership
from stapsteen.school.models.log import LogLine
from stapsteen.school.models.people import (
    ExternalKey,
    Guardianship,
    Person,
    Placement,
    RoleHeld,
    RoleKind,
)
from stapsteen.school.models.places import Board, Room, RoomKind, RoomOpening, School
from stapsteen.school.models.staffing import StaffTerms, WorkingDay
from stapsteen.school.models.teaching_time import Assumption, LessonSlot, Subject, SubjectMinutes

__all__ = [
    "Assumption",
    "Board",
    "DayOff",
    "ExternalKey",
    "Group",
    "Guardianship",
    "Guidance",
    "LessonSlot",
    "LogLine",
    "Membership",
    "Person",
    "Placement",
    "Region",
    "RoleHeld",
    "RoleKind",
    "Room",
    "RoomKind",
    "RoomOpening",
    "School",
    "SchoolYear",
    "StaffTerms",
    "Subject",
    "SubjectMinutes",
    "Term",
    "WorkingDay",
    "YearClosing",
]
