"""A small school as a FET file, and timetables for it as FET writes them."""

from __future__ import annotations

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.fet import FetFile, read, read_answer

DAYS, HOURS = ("ma", "di", "wo"), ("1", "2", "3", "4")
ACTIVITIES = {  # subject, teacher, pupils, duration, tag
    "1": ("rekenen", "juf", "groep 3", 1, "denken"),
    "2": ("taal", "juf", "groep 3", 1, "denken"),
    "3": ("gym", "meester", "groep 4", 2, ""),
    "4": ("muziek", "meester", "3 koor", 1, ""),
    "5": ("overleg", "", "", 1, ""),
}
SOMEWHERE = {"1": "ma 1", "2": "di 1", "3": "ma 1", "4": "wo 1", "5": "di 4"}


def rule(name: str, weight: float | str = 100, *parts: str, **fields: object) -> str:
    """A rule of a file; a field with a list comes as often as it is long."""
    pairs = [
        (tag, one)
        for tag, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    inside = "".join(f"<{tag}>{one}</{tag}>" for tag, one in pairs)
    return (
        f"<Constraint{name}>\n<Weight_Percentage>{weight}</Weight_Percentage>"
        f"{inside}{''.join(parts)}<Active>true</Active></Constraint{name}>\n"
    )


def at(tag: str, prefix: str, *times: str) -> str:
    """Days and hours inside a rule, such as ``at("Break_Time", "", "ma 1")``."""
    days_and_hours = (time.split() for time in times)
    return "".join(
        f"<{tag}><{prefix}Day>{day}</{prefix}Day><{prefix}Hour>{hour}</{prefix}Hour></{tag}>"
        for day, hour in days_and_hours
    )


def fet(*rules: str, rooms: str = "", mode: str = "", more: str = "") -> bytes:
    """The file. Rules about rooms may stand among the others."""
    return f"""\ufeff<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.8.5">
{mode}
<Institution_Name>De Keien</Institution_Name>
<Days_List>{"".join(f"<Day><Name>{day}</Name></Day>" for day in DAYS)}</Days_List>
<Hours_List>{"".join(f"<Hour><Name>{hour}</Name></Hour>" for hour in HOURS)}</Hours_List>
<Teachers_List>
<Teacher><Name>juf</Name></Teacher>
<Teacher><Name>meester</Name></Teacher>
</Teachers_List>
<Students_List>
<Year><Name>groep 3</Name><Number_of_Students>20</Number_of_Students>
<Group><Name>3 koor</Name><Number_of_Students>8</Number_of_Students></Group>
<Group><Name>3 rest</Name><Number_of_Students>12</Number_of_Students></Group>
</Year>
<Year><Name>groep 4</Name><Number_of_Students>25</Number_of_Students></Year>
</Students_List>
<Activities_List>{"".join(_activity(name) for name in ACTIVITIES)}{more}</Activities_List>
<Rooms_List>
<Room><Name>zaal</Name><Capacity>30</Capacity></Room>
<Room><Name>hok</Name><Capacity>10</Capacity></Room>
<Room><Name>lokaal</Name><Capacity>30</Capacity></Room>
{rooms}
</Rooms_List>
<Time_Constraints_List>
{"".join(rules)}</Time_Constraints_List>
<Space_Constraints_List></Space_Constraints_List>
</fet>""".encode()


def _activity(name: str) -> str:
    subject, teacher, pupils, duration, tag = ACTIVITIES[name]
    return (
        f"<Activity>{_said('Teacher', teacher)}<Subject>{subject}</Subject>{_said('Activity_Tag', tag)}"
        f"{_said('Students', pupils)}<Duration>{duration}</Duration><Id>{name}</Id>"
        f"<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active></Activity>\n"
    )


def _said(tag: str, word: str) -> str:
    return f"<{tag}>{word}</{tag}>" if word else ""


def timetable(places: dict[str, str]) -> bytes:
    """A timetable as FET writes it: for each activity a day, an hour, and perhaps a room."""
    rows = ((name, *f"{place} ".split(" ")[:3]) for name, place in places.items())
    return "".join(
        [
            "<Activities_Timetable>",
            *(
                f"<Activity><Id>{name}</Id><Day>{day}</Day><Hour>{hour}</Hour>"
                f"<Room>{room}</Room></Activity>"
                for name, day, hour, room in rows
            ),
            "</Activities_Timetable>",
        ]
    ).encode()


def cost(file: bytes | FetFile, **moved: str) -> tuple[int, int]:
    """What it costs when activities are where they are by default, or where ``moved`` puts them."""
    asked = read(file) if isinstance(file, bytes) else file
    places = {**SOMEWHERE, **{name.removeprefix("a"): place for name, place in moved.items()}}
    return evaluate(asked.instance, read_answer(timetable(places), asked)).cost
