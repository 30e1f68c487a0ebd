"""The nouns of a FET file: days, hours, teachers, pupils, rooms and activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from stapsteen.planner.timetable.archive.elements import Element, inner, number, text, wrong
from stapsteen.planner.timetable.fet.fields import all_of, flag, known, said, words
from stapsteen.planner.timetable.fet.pupils import Sets, read_sets

THE_GRID = ("Days_List/Day", "Hours_List/Hour")
LONGEST = 100  # hours of an activity: far more than a day of FET has


@dataclass(frozen=True)
class Activity:
    """Something that takes so many hours without a pause. ``component`` counts from 1 in its group."""

    id: str
    subject: str
    tags: frozenset[str]
    teachers: tuple[str, ...]
    pupils: tuple[str, ...]
    size: int
    duration: int
    component: int
    active: bool

    @property
    def name(self) -> str:
        """What a person calls it."""
        people = [", ".join(names) for names in (self.pupils, self.teachers) if names]
        return " - ".join([self.subject, *people])


@dataclass(frozen=True)
class Room:
    """A room. ``choices`` are the sets of real rooms, one of each, that a virtual one stands for."""

    name: str
    capacity: int
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class School:
    """All that the rules of a file speak of, by name."""

    name: str
    mode: str
    days: dict[str, int]
    hours: dict[str, int]
    teachers: dict[str, str]
    sets: Sets
    rooms: dict[str, Room]
    activities: dict[str, Activity]

    @property
    def active(self) -> Iterator[Activity]:
        """The activities that are to be planned."""
        return (activity for activity in self.activities.values() if activity.active)


def read_school(root: Element) -> School:
    """The nouns of a file. Raises ``Malformed``."""
    teachers = _listed(root, "Teachers_List/Teacher")
    sets = read_sets(root)
    return School(
        said(root, "Institution_Name") or "FET",
        said(root, "Mode") or "Official",
        {name: at for at, name in enumerate(_listed(root, THE_GRID[0]))},
        {name: at for at, name in enumerate(_listed(root, THE_GRID[1]))},
        {name: name for name in teachers},
        sets,
        dict(_rooms(root)),
        _activities(root, {name: name for name in teachers}, sets),
    )


def _listed(root: Element, path: str) -> list[str]:
    names: dict[str, None] = {}
    for one in inner(root, path):
        name = text(one, "Name")
        if name in names and path in THE_GRID:
            raise wrong(one, f"'{name}' komt twee keer voor.")
        names[name] = None
    if not names and path in THE_GRID:
        raise wrong(root, f"<{path}> ontbreekt: zonder dagen en uren is er niets te plannen.")
    return list(names)


def _rooms(root: Element) -> Iterator[tuple[str, Room]]:
    for one in inner(root, "Rooms_List/Room"):
        name = text(one, "Name")
        choices = tuple(words(part, "Real_Room") for part in inner(one, "Set_of_Real_Rooms"))
        virtual = flag(one, "Virtual", default=False)
        yield name, Room(name, number(one, "Capacity", 10**6), choices if virtual else ())


def _activities(root: Element, teachers: dict[str, str], sets: Sets) -> dict[str, Activity]:
    found: dict[str, Activity] = {}
    components: Counter[str] = Counter()
    for one in inner(root, "Activities_List/Activity"):
        name = text(one, "Id")
        if name in found:
            raise wrong(one, f"'{name}' komt twee keer voor.")
        group = text(one, "Activity_Group_Id", "0")
        components[group] += group != "0"
        found[name] = _activity(one, name, max(1, components[group]), teachers, sets)
    return found


def _activity(
    one: Element, name: str, component: int, teachers: dict[str, str], sets: Sets
) -> Activity:
    pupils = words(one, "Students")
    size = sum(known(one, group, sets.sizes) for group in pupils)
    duration = number(one, "Duration")
    if not 1 <= duration <= LONGEST:
        raise wrong(one, f"een activiteit duurt ten minste één en hoogstens {LONGEST} uren.")
    return Activity(
        name,
        text(one, "Subject", ""),
        frozenset(words(one, "Activity_Tag")),
        all_of(one, teachers, "Teacher"),
        pupils,
        number(one, "Number_Of_Students", size),
        duration,
        component,
        flag(one, "Active", default=True),
    )
