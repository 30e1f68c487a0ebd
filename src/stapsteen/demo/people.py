"""Groups, rooms, pupils, staff and guardians of a demo school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stapsteen.demo.names import ADULTS, FIRST, names
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.school.models import (
    Group,
    Guardianship,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    RoleKind,
    Room,
    RoomOpening,
    SchoolYear,
    StaffTerms,
    WorkingDay,
)

OFFICE = (RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR, RoleKind.SUPPORT)


@dataclass
class People:
    """Everybody of a demo school, by their id in the example week."""

    groups: dict[str, Group]
    rooms: dict[str, Room]
    pupils: dict[str, Person]
    staff: dict[str, Person]
    office: dict[str, Person]
    guardians: list[Person]


def make_people(year: SchoolYear, week: SchoolWeek, random: Random) -> People:
    """Write the people, groups and rooms of an example week into the database."""
    rooms = _make_rooms(year, week)
    groups = _make_groups(year, week, rooms)
    named = names(random, ADULTS)
    staff = _make_staff(year, week, named)
    office = {kind.value: _make_adult(year, named, kind) for kind in OFFICE}
    _make_guidance(year, week, groups, staff)
    pupils = _make_pupils(year, week, groups, random)
    guardians = _make_guardians(year, list(pupils.values()), random)
    return People(groups, rooms, pupils, staff, office, guardians)


def _make_rooms(year: SchoolYear, week: SchoolWeek) -> dict[str, Room]:
    rooms = Room.objects.bulk_create(
        Room(school=year.school, name=room.name, kind=room.kind, capacity=room.capacity)
        for room in week.rooms
    )
    found = {room.id: made for room, made in zip(week.rooms, rooms, strict=True)}
    RoomOpening.objects.bulk_create(
        RoomOpening(room=found[room.id], weekday=one.weekday, starts=one.starts, ends=one.ends)
        for room in week.rooms
        for one in room.openings
    )
    return found


def _make_groups(year: SchoolYear, week: SchoolWeek, rooms: dict[str, Room]) -> dict[str, Group]:
    groups = Group.objects.bulk_create(
        Group(
            year=year,
            name=f"Groep {group.name}",
            kind=Group.Kind.YEAR_CLASS,
            year_groups=list(group.year_groups),
            room=rooms.get(group.room or ""),
            position=position,
        )
        for position, group in enumerate(week.groups)
    )
    return {group.id: made for group, made in zip(week.groups, groups, strict=True)}


def _person(year: SchoolYear, name: tuple[str, str, str], born: date | None = None) -> Person:
    given, prefix, family = name
    return Person(
        school=year.school, given_name=given, prefix=prefix, family_name=family, birth_date=born
    )


def _make_staff(
    year: SchoolYear, week: SchoolWeek, named: Iterator[tuple[str, str, str]]
) -> dict[str, Person]:
    people = Person.objects.bulk_create(_person(year, next(named)) for _member in week.staff)
    staff = {member.id: made for member, made in zip(week.staff, people, strict=True)}
    teaches = {link.staff for link in week.guidance if not link.assists}
    assists = {link.staff for link in week.guidance if link.assists}
    roles, terms = [], []
    for member in week.staff:
        kind = _kind_of(member.id, teaches, assists, specialist=bool(member.subjects))
        person = staff[member.id]
        roles.append(RoleHeld(person=person, kind=kind, starts=year.starts))
        terms.append(
            StaffTerms(
                person=person,
                minutes_a_week=member.minutes,
                may_lead_alone=member.may_lead_alone,
                subjects=list(member.subjects),
                starts=year.starts,
            )
        )
    RoleHeld.objects.bulk_create(roles)
    made = StaffTerms.objects.bulk_create(terms)
    WorkingDay.objects.bulk_create(
        WorkingDay(terms=one, weekday=day.weekday, part=day.part)
        for member, one in zip(week.staff, made, strict=True)
        for day in member.days
    )
    return staff


def _kind_of(staff: str, teaches: set[str], assists: set[str], *, specialist: bool) -> RoleKind:
    if specialist:
        return RoleKind.SUBJECT_TEACHER
    if staff in assists:
        return RoleKind.ASSISTANT
    return RoleKind.TEACHER if staff in teaches else RoleKind.CARE_COORDINATOR


def _make_adult(
    year: SchoolYear,
    named: Iterator[tuple[str, str, str]],
    kind: RoleKind,
) -> Person:
    """Somebody of the office: at school, and not in the timetable."""
    person = _person(year, next(named))
    person.save()
    RoleHeld.objects.create(person=person, kind=kind, starts=year.starts)
    return person


def _make_guidance(
    year: SchoolYear, week: SchoolWeek, groups: dict[str, Group], staff: dict[str, Person]
) -> None:
    Guidance.objects.bulk_create(
        Guidance(
            staff=staff[link.staff],
            group=groups[link.group],
            kind=Guidance.Kind.ASSISTS if link.assists else Guidance.Kind.TEACHES,
            weekdays="".join(map(str, link.weekdays)),
            starts=year.starts,
        )
        for link in week.guidance
    )


def _make_pupils(
    year: SchoolYear, week: SchoolWeek, groups: dict[str, Group], random: Random
) -> dict[str, Person]:
    named = names(random, FIRST)
    people = Person.objects.bulk_create(
        _person(year, next(named), _born(year, pupil.year_group, random)) for pupil in week.pupils
    )
    pupils = {pupil.id: made for pupil, made in zip(week.pupils, people, strict=True)}
    RoleHeld.objects.bulk_create(
        RoleHeld(person=person, kind=RoleKind.PUPIL, starts=year.starts) for person in people
    )
    Placement.objects.bulk_create(
        Placement(pupil=pupils[pupil.id], year=year, year_group=pupil.year_group)
        for pupil in week.pupils
    )
    Membership.objects.bulk_create(
        Membership(group=groups[pupil.group], person=pupils[pupil.id], starts=year.starts)
        for pupil in week.pupils
    )
    return pupils


def _born(year: SchoolYear, year_group: str, random: Random) -> date:
    """Children of group 1 turn five in the school year, and so on."""
    youngest = date(year.starts.year - 4 - int(year_group), 10, 1)
    return youngest + timedelta(days=random.randrange(365))


def _make_guardians(year: SchoolYear, pupils: Sequence[Person], random: Random) -> list[Person]:
    """One guardian for every child."""
    named = names(random, ADULTS)
    guardians = Person.objects.bulk_create(
        Person(
            school=year.school,
            given_name=next(named)[0],
            prefix=pupil.prefix,
            family_name=pupil.family_name,
        )
        for pupil in pupils
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(person=one, kind=RoleKind.GUARDIAN, starts=year.starts) for one in guardians
    )
    Guardianship.objects.bulk_create(
        Guardianship(guardian=one, child=pupil, starts=year.starts)
        for one, pupil in zip(guardians, pupils, strict=True)
    )
    return guardians
