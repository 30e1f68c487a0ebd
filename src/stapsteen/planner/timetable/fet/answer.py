"""A timetable that FET made, as a solution of the instance that its file asks for."""

from __future__ import annotations

from stapsteen.planner.timetable.archive.elements import Element, inner, parse, text, wrong
from stapsteen.planner.timetable.fet.draft import room
from stapsteen.planner.timetable.fet.fields import known, said, words
from stapsteen.planner.timetable.fet.reading import FetFile
from stapsteen.planner.timetable.instance import Event
from stapsteen.planner.timetable.solution import Meet, Solution


def read_answer(content: bytes, asked: FetFile) -> Solution:
    """The timetable that FET wrote to ``..._activities.xml``. Raises ``Malformed``."""
    root = parse(content, "Activities_Timetable")
    if root.tag != "Activities_Timetable":
        raise wrong(root, "dit is geen rooster van FET.")
    events = {event.id: event for event in asked.instance.events}
    meets = [_meet(one, asked, events) for one in inner(root, "Activity")]
    placed = {meet.event for meet in meets}
    rest = [
        Meet(event.id, event.duration, event.time, tuple(need.resource for need in event.needs))
        for event in asked.instance.events
        if event.id not in placed
    ]
    return Solution((*meets, *rest))


def _meet(one: Element, asked: FetFile, events: dict[str, Event]) -> Meet:
    event = known(one, text(one, "Id"), events)
    day, hour = said(one, "Day"), said(one, "Hour")
    time = None
    if day and hour:
        school = asked.school
        time = asked.grid.time(known(one, day, school.days), known(one, hour, school.hours))
    return Meet(event.id, event.duration, time, _with_rooms(one, asked, event))


def _with_rooms(one: Element, asked: FetFile, event: Event) -> tuple[str | None, ...]:
    """The rooms of an activity in the open places; of a virtual room its real ones in order."""
    given = words(one, "Real_Room") or words(one, "Room")
    rooms = [known(one, name, asked.school.rooms) for name in given]
    names = [room(found.name) for found in rooms if not found.choices]
    taken = [need.resource for need in event.needs]
    spare = iter(name for name in names if name not in taken)
    return tuple(
        next(spare, None) if need.resource is None else need.resource for need in event.needs
    )
