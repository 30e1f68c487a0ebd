"""The instance while its rules are being read: what they add to events, resources and constraints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from stapsteen.planner.timetable.archive.elements import Element, wrong
from stapsteen.planner.timetable.fet.fields import said
from stapsteen.planner.timetable.fet.grid import Grid
from stapsteen.planner.timetable.fet.school import Activity, School
from stapsteen.planner.timetable.instance import Constraint, CostFunction, Kind, Need

TEACHER, PUPILS, ROOM, TIE = "Leerkracht", "Leerlingen", "Lokaal", "Verband"


class CannotSay(Exception):
    """A rule that the sixteen kinds cannot say exactly; the text says why."""


@dataclass(frozen=True)
class Strength:
    """How much a rule counts. A percentage of 100 is required; less is a wish of that weight."""

    required: bool = True
    weight: int = 1


def percentage(element: Element) -> float:
    """The weight of a rule in the file, from 0 to 100."""
    written = said(element, "Weight_Percentage", "Weight") or "100"
    try:
        found = float(written)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise wrong(element, f"het gewicht is een getal van 0 tot 100, niet '{written}'.")
    return found


def strength(element: Element) -> Strength:
    """How much the rule in an element counts."""
    percent = percentage(element)
    return Strength() if percent == 100 else Strength(required=False, weight=max(1, round(percent)))


def teacher(name: str) -> str:
    """The id of the resource that is a teacher."""
    return f"{TEACHER} {name}"


def pupils(part: str) -> str:
    """The id of the resource that is a smallest set of pupils."""
    return f"{PUPILS} {part}"


def room(name: str) -> str:
    """The id of the resource that is a room."""
    return f"{ROOM} {name}"


@dataclass(frozen=True)
class RoomWish:
    """Rooms that a rule allows an activity; ``home`` ones are taken when no other rule speaks."""

    rooms: frozenset[str]
    strength: Strength
    home: bool


@dataclass
class Draft:
    """What the rules have said so far.

    ``away`` are the times at which a resource is not there, ``fixed`` the times of activities that
    have one, ``ties`` resources that exist for a rule only: whatever must not overlap, must follow
    each other or must be on one day attends the same tie. ``without_holes`` and ``begins`` tell for
    parts of the pupils whether their days have no holes and how often these begin an hour later;
    ``at_gate`` are the resources that are at the gate before every day; ``least_hours`` and
    ``most_hours`` what every day of somebody has at least and at most.
    """

    school: School
    grid: Grid
    open: frozenset[int]
    constraints: list[Constraint] = field(default_factory=list)
    away: defaultdict[str, frozenset[int]] = field(
        default_factory=lambda: defaultdict(frozenset[int])
    )
    fixed: dict[str, int] = field(default_factory=dict)
    groups: dict[frozenset[str], str] = field(default_factory=dict)
    ties: dict[frozenset[str], str] = field(default_factory=dict)
    room_wishes: defaultdict[str, list[RoomWish]] = field(default_factory=lambda: defaultdict(list))
    room_needs: defaultdict[str, list[Need]] = field(default_factory=lambda: defaultdict(list))
    without_holes: set[str] = field(default_factory=set)
    begins: dict[str, int] = field(default_factory=dict)
    at_gate: set[str] = field(default_factory=set)
    least_hours: dict[str, int] = field(default_factory=dict)
    most_hours: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._of_part: defaultdict[str, list[Activity]] = defaultdict(list)
        self._of_teacher: defaultdict[str, list[Activity]] = defaultdict(list)
        for activity in self.school.active:
            for part in self.parts(activity):
                self._of_part[part].append(activity)
            for name in activity.teachers:
                self._of_teacher[name].append(activity)

    def add(self, name: str, kind: Kind, how: Strength | None = None, **parts: Any) -> None:
        """One constraint more; required unless ``how`` says otherwise. It gets its id at the end."""
        found = how or Strength()
        self.constraints.append(
            Constraint(
                "",
                name,
                kind,
                required=found.required,
                weight=found.weight,
                cost_function=CostFunction.LINEAR,
                **parts,
            )
        )

    def parts(self, activity: Activity) -> tuple[str, ...]:
        """The smallest sets of pupils that attend an activity."""
        every = (part for name in activity.pupils for part in self.school.sets.parts[name])
        return tuple(dict.fromkeys(every))

    def of_part(self, part: str) -> list[Activity]:
        """The activities of a smallest set of pupils."""
        return self._of_part[part]

    def of_teacher(self, name: str) -> list[Activity]:
        """The activities of a teacher."""
        return self._of_teacher[name]

    def together(self, activities: Iterable[str]) -> str:
        """The event group of these activities."""
        members = frozenset(activities)
        return self.groups.setdefault(members, f"groep-{len(self.groups) + 1}")

    def tie(self, activities: Iterable[str]) -> str:
        """The resource that these activities, and no others, attend."""
        members = frozenset(activities)
        return self.ties.setdefault(members, f"{TIE} {len(self.ties) + 1}")

    def activities(self, element: Element, *tags: str) -> list[Activity]:
        """The active ones among the activities that a rule names by id."""
        found = []
        for tag in tags or ("Activity_Id",):
            for one in element.findall(tag):
                name = (one.text or "").strip()
                if name not in self.school.activities:
                    raise wrong(one, f"activiteit '{name}' bestaat niet.")
                found.append(self.school.activities[name])
        return [activity for activity in found if activity.active]


def ids(activities: Iterable[Activity]) -> tuple[str, ...]:
    """The ids of activities."""
    return tuple(activity.id for activity in activities)


def common_duration(activities: Iterable[Activity]) -> int:
    """How long all of them last. Raises ``CannotSay`` when they differ."""
    durations = {activity.duration for activity in activities}
    if len(durations) > 1:
        raise CannotSay("de activiteiten duren niet even lang")
    return durations.pop() if durations else 1
