"""What the set-up page shows: each part with its present values and whether they are assumed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import Prefetch

from stapsteen.school.access import Viewer, groups_for, on, rooms_for, staff_for
from stapsteen.school.defaults.times import PATTERNS
from stapsteen.school.models import (
    Assumption,
    Group,
    LessonSlot,
    Person,
    RoleKind,
    Room,
    RoomKind,
    SchoolYear,
    StaffTerms,
    WorkingDay,
)
from stapsteen.school.queries import minutes_of, teaching_now, terms_now
from stapsteen.week.planning.queries import plan_in_force

WEEKDAYS = range(1, 6)
IN_TIMETABLE = (
    RoleKind.TEACHER,
    RoleKind.SUBJECT_TEACHER,
    RoleKind.ASSISTANT,
    RoleKind.CARE_COORDINATOR,
)


@dataclass(frozen=True)
class StaffRow:
    """One line of the grid of working days."""

    person: Person
    days: tuple[tuple[int, str], ...]
    alone: bool
    subjects: tuple[str, ...]
    half_days: int


@dataclass(frozen=True)
class GymRow:
    """When a gym hall can be used."""

    room: Room
    days: tuple[int, ...]
    starts: time
    ends: time


@dataclass(frozen=True)
class PauseRow:
    """The break or the lunch: when it begins, how long it is, how many adults watch."""

    kind: str
    starts: time | None
    minutes: int
    supervisors: int


@dataclass(frozen=True)
class GroupRow:
    """One line of who has which group: the number of a person for each weekday, 0 for nobody."""

    group: Group
    teachers: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class MinutesRow:
    """The minutes of one subject for each year group."""

    key: str
    name: str
    minutes: tuple[tuple[str, int], ...]


def set_up_context(viewer: Viewer, year: SchoolYear) -> dict[str, Any]:
    """Everything on the page; a fixed number of queries."""
    assumed = set(year.assumptions.values_list("topic", flat=True))
    slots = list(year.slots.all())
    staff = _staff_rows(viewer)
    year_groups = _year_groups(year)
    return {
        "year": year,
        "assumed": assumed,
        "topics": [
            topic for topic in Assumption.Topic.choices if topic[0] != Assumption.Topic.NEEDS
        ],
        "slots": [slot for slot in slots if slot.weekday == 1],
        "ends": _ends(slots),
        "patterns": PATTERNS,
        "rooms": rooms_for(viewer).order_by("kind", "name"),
        "gyms": [_gym_row(room) for room in rooms_for(viewer).filter(kind=RoomKind.GYM)],
        "pauses": [_pause_row(slots, kind) for kind in ("break", "lunch")],
        "room_kinds": RoomKind.choices,
        "staff": staff,
        "parts": WorkingDay.Part.choices,
        "groups": _group_rows(viewer, year),
        "teachers": [row.person for row in staff if row.alone],
        "minutes": _minutes_rows(year, year_groups),
        "year_groups": year_groups,
        "specialisms": [
            (one.key, str(one)) for one in year.school.subjects.filter(lessons_a_week__gt=0)
        ],
        "has_timetable": plan_in_force(viewer) is not None,
        "is_empty": not slots or not staff or not any(row.half_days for row in staff),
        "weekdays": WEEKDAYS,
    }


def _ends(slots: list[LessonSlot]) -> list[tuple[int, Any]]:
    """When each day ends; empty for a day without school."""
    last: dict[int, Any] = {}
    for slot in slots:
        last[slot.weekday] = max(slot.ends, last.get(slot.weekday, slot.ends))
    return [(day, last.get(day)) for day in WEEKDAYS]


def _gym_row(room: Room) -> GymRow:
    openings = list(room.openings.all())
    if not openings:
        return GymRow(room, tuple(WEEKDAYS), time(8, 30), time(14, 15))
    days = tuple(one.weekday for one in openings)
    return GymRow(room, days, openings[0].starts, openings[0].ends)


def _pause_row(slots: list[LessonSlot], kind: str) -> PauseRow:
    """A pause as it is now; without one the fields stay empty."""
    now = next((slot for slot in slots if slot.kind == kind), None)
    if now is None:
        return PauseRow(kind, None, 0, 0)
    minutes = (now.ends.hour - now.starts.hour) * 60 + now.ends.minute - now.starts.minute
    return PauseRow(kind, now.starts, minutes, now.supervisors)


def _staff_rows(viewer: Viewer) -> list[StaffRow]:
    people = (
        staff_for(viewer)
        .filter(on(prefix="roles__"), roles__kind__in=IN_TIMETABLE)
        .prefetch_related(Prefetch("terms", queryset=terms_now(), to_attr="terms_now"))
        .order_by("given_name", "family_name", "pk")
    )
    return [_staff_row(person) for person in people]


def _staff_row(person: Person) -> StaffRow:
    terms: list[StaffTerms] = person.__dict__["terms_now"]
    parts = {one.weekday: one.part for term in terms for one in term.days.all()}
    return StaffRow(
        person,
        tuple((day, parts.get(day, "")) for day in WEEKDAYS),
        terms[0].may_lead_alone if terms else True,
        tuple(terms[0].subjects) if terms else (),
        sum(2 if part == WorkingDay.Part.ALL else 1 for part in parts.values()),
    )


def _group_rows(viewer: Viewer, year: SchoolYear) -> list[GroupRow]:
    kinds = (Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP)
    has: dict[int, dict[int, int]] = defaultdict(dict)
    for one in teaching_now(year):
        for day in one.weekdays:
            has[one.group_id or 0].setdefault(int(day), one.staff_id)
    return [
        GroupRow(group, tuple((day, has[group.pk].get(day, 0)) for day in WEEKDAYS))
        for group in groups_for(viewer).filter(year=year, kind__in=kinds)
    ]


def _minutes_rows(year: SchoolYear, year_groups: list[str]) -> list[MinutesRow]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in minutes_of(year):
        found[row.subject_id][row.year_group] = row.minutes
    return [
        MinutesRow(
            subject.key,
            str(subject),
            tuple((one, found[subject.pk].get(one, 0)) for one in year_groups),
        )
        for subject in year.school.subjects.all()
    ]


def _year_groups(year: SchoolYear) -> list[str]:
    """The year groups that the table shows: 1 to 8, and special where the school has it."""
    has_special = any("S" in group.year_groups for group in year.groups.all())
    return [*map(str, range(1, 9)), *(["S"] if has_special else [])]
