"""Each rule of FET with a timetable that it allows and one that it does not, and what that costs."""

from __future__ import annotations

from tests.planner.timetable.fet_files import at, rule

SELECTION = at("Selected_Time_Slot", "Selected_", "ma 1", "ma 2")
NO_HOLES = rule("StudentsMaxGapsPerWeek", Max_Gaps=0)
ON_TIME = rule("StudentsEarlyMaxBeginningsAtSecondHour", Max_Beginnings_At_Second_Hour=0)
PAIR = {"First_Activity_Id": 1, "Second_Activity_Id": 2}
BREAK = rule("BreakTimes", 100, at("Break_Time", "", "ma 2"))
TWO, BOTH = [1, 2], {"Activity_Id": [1, 2]}

Places = dict[str, str]
RULES: dict[str, tuple[list[str], Places, Places, int]] = {
    "overlapping pupils": ([], {"a4": "ma 3"}, {"a4": "ma 1"}, 2),
    "one teacher": ([], {"a3": "ma 1"}, {"a3": "wo 1"}, 1),
    "within the day": ([], {"a3": "ma 3"}, {"a3": "ma 4"}, 2),
    "break": ([BREAK], {"a3": "ma 3"}, {"a3": "ma 1"}, 2),
    "teacher away": (
        [rule("TeacherNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 3"), Teacher="juf")],
        {"a1": "ma 2"}, {"a1": "ma 3"}, 1,
    ),
    "pupils away": (
        [rule("StudentsSetNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 3"), Students="groep 3")],
        {"a1": "ma 2"}, {"a1": "ma 3"}, 1,
    ),
    "starting times": (
        [rule("ActivityPreferredStartingTimes", 100,
              at("Preferred_Starting_Time", "Preferred_Starting_", "ma 1", "di 3"), Activity_Id=3)],
        {"a3": "di 3"}, {"a3": "ma 2"}, 2,
    ),
    "starting times by description": (
        [rule("ActivitiesPreferredStartingTimes", 100,
              at("Preferred_Starting_Time", "Preferred_Starting_", "ma 1", "di 1"),
              Teacher_Name="", Students_Name="3 koor", Subject_Name="", Activity_Tag_Name="denken",
              Duration="")],
        {"a4": "wo 3"}, {"a2": "di 2"}, 1,
    ),
    "time slots": (
        [rule("ActivityPreferredTimeSlots", 100,
              at("Preferred_Time_Slot", "Preferred_", "ma 1", "ma 2", "ma 3"), Activity_Id=3)],
        {"a3": "ma 2"}, {"a3": "ma 3"}, 2,
    ),
    "days between": (
        [rule("MinDaysBetweenActivities", 100, MinDays=2, **BOTH)],
        {"a2": "wo 2"}, {"a2": "di 1"}, 1,
    ),
    "days apart": (
        [rule("MaxDaysBetweenActivities", 100, MaxDays=1, **BOTH)], {"a2": "di 1"}, {"a2": "wo 2"}, 1,
    ),
    "hours between": (
        [rule("MinGapsBetweenActivities", 100, MinGaps=2, **BOTH)],
        {"a2": "ma 4"}, {"a2": "ma 3"}, 1,
    ),
    "same time": (
        [rule("ActivitiesSameStartingTime", 100, Activity_Id=[1, 5])], {"a5": "ma 1"}, {"a5": "ma 2"}, 2,
    ),
    "same day": (
        [rule("ActivitiesSameStartingDay", 100, Activity_Id=[1, 3])], {"a3": "ma 3"}, {"a3": "di 3"}, 1,
    ),
    "same hour": (
        [rule("ActivitiesSameStartingHour", 100, **BOTH)], {"a2": "wo 1", "a4": "di 3"}, {"a2": "wo 2"}, 1,
    ),
    "not at once": (
        [rule("ActivitiesNotOverlapping", 100, Activity_Id=[1, 3])], {"a3": "ma 2"}, {"a3": "ma 1"}, 1,
    ),
    "in order": ([rule("TwoActivitiesOrdered", 100, **PAIR)], {"a2": "ma 2"}, {"a1": "wo 4"}, 8),
    "one after the other": (
        [rule("TwoActivitiesConsecutive", 100, **PAIR)], {"a2": "ma 2"}, {"a1": "di 2"}, 2,
    ),
    "one after the other over a break": (
        [rule("TwoActivitiesConsecutive", 100, **PAIR), BREAK],
        {"a2": "ma 3", "a3": "di 3"}, {"a2": "ma 4", "a3": "di 3"}, 1,
    ),
    "side by side": (
        [rule("TwoActivitiesGrouped", 100, **PAIR)], {"a1": "di 2"}, {"a1": "di 3"}, 1,
    ),
    "days of a teacher": (
        [rule("TeacherMaxDaysPerWeek", 100, Teacher_Name="juf", Max_Days_Per_Week=1)],
        {"a2": "ma 4"}, {"a2": "di 1"}, 1,
    ),
    "at least so many days": (
        [rule("TeacherMinDaysPerWeek", 100, Teacher_Name="juf", Minimum_Days_Per_Week=2)],
        {"a2": "di 1"}, {"a2": "ma 4"}, 1,
    ),
    "afternoons": (
        [rule("TeacherIntervalMaxDaysPerWeek", 100, Teacher_Name="juf", Max_Days_Per_Week=1,
              Interval_Start_Hour=3, Interval_End_Hour="")],
        {"a2": "di 4"}, {"a1": "ma 3", "a2": "di 4"}, 1,
    ),
    "hours of a day": (
        [rule("TeachersMaxHoursDaily", 100, Maximum_Hours_Daily=2)],
        {"a4": "di 4"}, {"a4": "ma 4"}, 1,
    ),
    "at least so many hours": (
        [rule("TeacherMinHoursDaily", 100, Teacher_Name="juf", Minimum_Hours_Daily=2)],
        {"a2": "ma 2"}, {"a2": "di 2"}, 2,
    ),
    "no empty days": (
        [rule("StudentsSetMinHoursDaily", 100, Students="3 koor", Minimum_Hours_Daily=1,
              Allow_Empty_Days="false")],
        {"a4": "wo 2"}, {"a4": "di 2"}, 1,
    ),
    "hours in a row": (
        [rule("TeachersMaxHoursContinuously", 100, Maximum_Hours_Continuously=2)],
        {"a4": "ma 4"}, {"a4": "ma 3"}, 1,
    ),
    "hours with a tag": (
        [rule("StudentsActivityTagMaxHoursDaily", 100, Activity_Tag="denken", Maximum_Hours_Daily=1)],
        {"a4": "ma 3"}, {"a2": "ma 3"}, 1,
    ),
    "holes in a week": (
        [rule("TeachersMaxGapsPerWeek", 100, Max_Gaps=1)], {"a2": "ma 3"}, {"a2": "ma 4"}, 1,
    ),
    "holes in a day": (
        [rule("TeachersMaxGapsPerDay", 100, Max_Gaps=0)], {"a2": "ma 2"}, {"a2": "ma 3"}, 1,
    ),
    "absence is no hole": (
        [rule("TeachersMaxGapsPerDay", 100, Max_Gaps=0),
         rule("TeacherNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 2"), Teacher="juf")],
        {"a2": "ma 3"}, {"a2": "ma 4"}, 1,
    ),
    "hours from first to last": (
        [rule("TeachersMaxSpanPerDay", 100, Max_Span=3)], {"a2": "ma 3"}, {"a2": "ma 4"}, 1,
    ),
    "rest": (
        [rule("TeachersMinRestingHours", 100, Minimum_Resting_Hours=2, Circular="false")],
        {"a1": "ma 2"}, {"a1": "ma 4"}, 1,
    ),
    "begin on time": ([ON_TIME], {"a4": "di 4"}, {"a1": "ma 2", "a4": "di 4"}, 2),
    "begin an hour later once": (
        [NO_HOLES, rule("StudentsEarlyMaxBeginningsAtSecondHour", 100, Max_Beginnings_At_Second_Hour=1)],
        {"a1": "ma 2"}, {"a1": "ma 2", "a2": "di 2"}, 2,
    ),
    "days without holes of one length": (
        [NO_HOLES, ON_TIME, rule("StudentsSetMaxHoursDaily", 100, Students="groep 3", Maximum_Hours_Daily=1)],
        {"a4": "wo 1"}, {"a4": "wo 2"}, 1 + 1,  # the first hour is open, and the second is taken
    ),
    "last of the day": (
        [NO_HOLES, ON_TIME, rule("ActivityEndsStudentsDay", 100, Activity_Id=1)],
        {"a1": "di 2"}, {"a2": "ma 2"}, 2,
    ),
    "last of the day, at a fixed time": (
        [rule("ActivityPreferredStartingTime", 100, Activity_Id=1, Preferred_Day="ma", Preferred_Hour=2),
         rule("ActivityEndsStudentsDay", 100, Activity_Id=1)],
        {"a1": "ma 2", "a2": "ma 1", "a3": "di 1"}, {"a1": "ma 2", "a2": "ma 4", "a3": "di 1"}, 1,
    ),
    "selection used at most": (
        [rule("ActivitiesOccupyMaxTimeSlotsFromSelection", 100, SELECTION,
              Max_Number_of_Occupied_Time_Slots=1, **BOTH)],
        {"a2": "ma 3"}, {"a2": "ma 2"}, 1,
    ),
    "selection used at least": (
        [rule("ActivitiesOccupyMinTimeSlotsFromSelection", 100, SELECTION,
              Min_Number_of_Occupied_Time_Slots=1, **BOTH)],
        {"a2": "ma 2"}, {"a1": "ma 3"}, 1,
    ),
    "at once at most": (
        [rule("ActivitiesMaxSimultaneousInSelectedTimeSlots", 100, SELECTION,
              Max_Number_of_Simultaneous_Activities=1, Activity_Id=[1, 4])],
        {"a1": "ma 2"}, {"a1": "ma 2", "a4": "ma 2"}, 1 + 2,
    ),
    "room": (
        [rule("SubjectPreferredRoom", 100, Subject="rekenen", Room="zaal"),
         rule("SubjectPreferredRoom", 100, Subject="gym", Room="zaal")],
        {"a3": "di 3"}, {"a3": "ma 1"}, 1,
    ),
    "room away": (
        [rule("SubjectPreferredRoom", 100, Subject="gym", Room="zaal"),
         rule("RoomNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 2"), Room="zaal")],
        {"a3": "ma 3"}, {"a3": "ma 1"}, 1,
    ),
    "one of two rooms": (
        [rule("SubjectPreferredRooms", 100, Subject="rekenen", Preferred_Room=["zaal", "lokaal"]),
         rule("SubjectPreferredRoom", 100, Subject="gym", Room="zaal")],
        {"a1": "ma 1 lokaal"}, {"a1": "ma 1 zaal"}, 1,
    ),
    "too small a room": (
        [rule("StudentsSetHomeRooms", 100, Students="groep 3", Preferred_Room=["hok", "zaal", "lokaal"])],
        {"a1": "ma 1 lokaal", "a2": "di 1 zaal"}, {"a1": "ma 1 hok", "a2": "di 1 zaal"}, 1,
    ),
}  # fmt: skip
