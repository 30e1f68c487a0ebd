"""The named cast of the tests: a small school, the people in it, and a stranger from another one.

Plain functions make one thing each; ``cast()`` makes everybody. Anouk leads the school and Bram
teaches group 5, in which Dina and Emre are; Fatma is Dina's mother. Zoë leads another school.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.school.models import (
    Board,
    Group,
    Guardianship,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    RoleKind,
    Room,
    School,
    SchoolYear,
)


@dataclass(frozen=True)
class Cast:
    """Everybody. The people are users, so that they can look, be asked and log in."""

    school: School
    year: SchoolYear
    group: Group
    room: Room
    principal: User
    administrator: User
    care_coordinator: User
    teacher: User
    colleague: User
    assistant: User
    pupil: User
    classmate: User
    guardian: User
    stranger: User


def this_year() -> tuple[date, date]:
    """First and last day of the school year that today lies in."""
    today = timezone.localdate()
    first = today.year if today.month >= 8 else today.year - 1
    return date(first, 8, 1), date(first + 1, 7, 31)


def make_school(name: str = "De Wilg") -> School:
    """A school of a board of its own, without a school year."""
    return School.objects.create(name=name, board=Board.objects.create(name=f"Bestuur {name}"))


def make_year(school: School, state: SchoolYear.State = SchoolYear.State.OPEN) -> SchoolYear:
    """The school year of today."""
    starts, ends = this_year()
    return SchoolYear.objects.create(
        school=school, name=f"{starts.year}-{ends.year}", starts=starts, ends=ends, state=state
    )


def make_person(school: School, given_name: str, *kinds: str) -> Person:
    """Somebody who has held these roles since the school year began."""
    person = Person.objects.create(school=school, given_name=given_name)
    for kind in kinds:
        RoleHeld.objects.create(person=person, kind=RoleKind(kind), starts=this_year()[0])
    return person


def make_user(school: School, given_name: str, *kinds: str) -> User:
    """The same with a log-in: ``anouk@de-wilg.example`` and the password ``een-lang-wachtwoord``."""
    place = school.name.lower().replace(" ", "-")
    return User.objects.create_user(
        f"{given_name.lower()}@{place}.example",
        "een-lang-wachtwoord",
        person=make_person(school, given_name, *kinds),
    )


def make_group(
    year: SchoolYear, name: str, year_groups: list[str], kind: str = Group.Kind.YEAR_CLASS
) -> Group:
    """A group of any kind, still empty."""
    return Group.objects.create(year=year, name=name, year_groups=year_groups, kind=kind)


def place(pupil: Person, group: Group, year_group: str) -> Membership:
    """Put a pupil in a group and a year group from the first day of the school year."""
    Placement.objects.create(pupil=pupil, year=group.year, year_group=year_group)
    return Membership.objects.create(group=group, person=pupil, starts=group.year.starts)


def give(
    staff: Person,
    group: Group,
    weekdays: str = "12345",
    kind: Guidance.Kind = Guidance.Kind.TEACHES,
) -> Guidance:
    """Let somebody teach, coach or assist a group on weekdays."""
    return Guidance.objects.create(
        staff=staff, group=group, kind=kind, weekdays=weekdays, starts=group.year.starts
    )


def cares_for(guardian: Person, child: Person) -> Guardianship:
    """Let somebody be a parent of a pupil, who may look along, since the school year began."""
    return Guardianship.objects.create(guardian=guardian, child=child, starts=this_year()[0])


def cast() -> Cast:
    """The whole cast at one small school, and the stranger at another."""
    school = make_school()
    year = make_year(school)
    group = make_group(year, "Groep 5", ["5"])
    teacher = make_user(school, "Bram", RoleKind.TEACHER)
    pupil = make_user(school, "Dina", RoleKind.PUPIL)
    classmate = make_user(school, "Emre", RoleKind.PUPIL)
    guardian = make_user(school, "Fatma", RoleKind.GUARDIAN)
    elsewhere = make_school("De Es")
    make_year(elsewhere)
    give(person_of(teacher), group)
    place(person_of(pupil), group, "5")
    place(person_of(classmate), group, "5")
    cares_for(person_of(guardian), person_of(pupil))
    return Cast(
        school=school,
        year=year,
        group=group,
        room=Room.objects.create(school=school, name="Lokaal 1"),
        principal=make_user(school, "Anouk", RoleKind.PRINCIPAL),
        administrator=make_user(school, "Chris", RoleKind.ADMINISTRATOR),
        care_coordinator=make_user(school, "Ilse", RoleKind.CARE_COORDINATOR),
        teacher=teacher,
        colleague=make_user(school, "Gijs", RoleKind.TEACHER),
        assistant=make_user(school, "Hanna", RoleKind.ASSISTANT),
        pupil=pupil,
        classmate=classmate,
        guardian=guardian,
        stranger=make_user(elsewhere, "Zoë", RoleKind.PRINCIPAL),
    )


def person_of(user: User) -> Person:
    """The person behind a log-in."""
    assert user.person is not None
    return user.person
