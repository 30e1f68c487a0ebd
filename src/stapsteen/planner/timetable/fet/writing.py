"""A plan back into the file that asked for it, so that FET opens it, checks it and goes on from it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from stapsteen.planner.timetable.archive.elements import Element, parse
from stapsteen.planner.timetable.fet.draft import ROOM
from stapsteen.planner.timetable.fet.reading import FetFile
from stapsteen.planner.timetable.instance import Event
from stapsteen.planner.timetable.solution import Meet, Solution


def write_plan(content: bytes, asked: FetFile, solution: Solution) -> bytes:
    """The file with the times and rooms of a plan as rules that the program, not a person, locked.

    What was fixed in the file already is not said again.
    """
    root = parse(content, "fet")
    times = _list(root, "Time_Constraints_List")
    rooms = _list(root, "Space_Constraints_List")
    events = {event.id: event for event in asked.instance.events}
    for meet in solution.meets:
        event = events[meet.event]
        if meet.time is not None and event.time is None:
            times.append(_time(meet, asked))
        for name in _found_rooms(meet, event):
            rooms.append(_rule("ActivityPreferredRoom", Activity_Id=meet.event, Room=name))
    etree.indent(root, "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _list(root: Element, tag: str) -> Element:
    found = root.find(tag)
    return etree.SubElement(root, tag) if found is None else found


def _time(meet: Meet, asked: FetFile) -> Element:
    assert meet.time is not None
    day, hour = asked.grid.place(meet.time)
    return _rule(
        "ActivityPreferredStartingTime",
        Activity_Id=meet.event,
        Preferred_Day=asked.grid.days[day],
        Preferred_Hour=asked.grid.hours[hour],
    )


def _found_rooms(meet: Meet, event: Event) -> Iterator[str]:
    """The room that was chosen; of a virtual room the real ones cannot be said in a rule."""
    for need, found in zip(event.needs, meet.resources, strict=True):
        if need.resource is None and need.role == ROOM and found is not None:
            yield found.removeprefix(f"{ROOM} ")


def _rule(name: str, **fields: str) -> Element:
    rule = etree.Element(f"Constraint{name}")
    every = {"Weight_Percentage": "100", **fields, "Permanently_Locked": "false", "Active": "true"}
    for tag, word in every.items():
        etree.SubElement(rule, tag).text = word
    etree.SubElement(rule, "Comments")
    return rule
