"""Reads that an import needs: whole tables of one school, each in one query."""

from __future__ import annotations

from collections.abc import Iterable

from stapsteen.school.models import (
    ExternalKey,
    Group,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    School,
    SchoolYear,
)


def school_with_code(code: str) -> School | None:
    """The school with this code, if it is there."""
    return School.objects.filter(code=code).first() if code else None


def all_schools() -> list[School]:
    """Every school in the database."""
    return list(School.objects.select_related("board"))


def open_year_of(school: School) -> SchoolYear | None:
    """The school year that is open at a school."""
    return school.years.filter(state=SchoolYear.State.OPEN).first()


def people_by_key(school: School, source: str) -> dict[str, Person]:
    """The people that an export knows, by what it calls them."""
    keys = ExternalKey.objects.filter(school=school, source=source, person__isnull=False)
    return {one.key: one.person for one in keys.select_related("person") if one.person}


def groups_by_key(year: SchoolYear, source: str) -> dict[str, Group]:
    """The groups of a year that an export knows."""
    keys = ExternalKey.objects.filter(school=year.school, source=source, group__year=year)
    return {one.key: one.group for one in keys.select_related("group") if one.group}


def people_without_key(school: School) -> Iterable[Person]:
    """People whom no export has a lasting name for: they are found by name and date of birth."""
    return Person.objects.filter(school=school, external_keys__isnull=True)


def current_roles(school: School) -> Iterable[RoleHeld]:
    """The roles that last."""
    return RoleHeld.objects.filter(person__school=school, ends__isnull=True)


def placements_in(year: SchoolYear) -> Iterable[Placement]:
    """The year group of every pupil in a school year."""
    return Placement.objects.filter(year=year)


def current_memberships(year: SchoolYear) -> Iterable[Membership]:
    """Who is in which group of a year, as long as it lasts."""
    return Membership.objects.filter(group__year=year, ends__isnull=True)


def current_guidance(year: SchoolYear) -> Iterable[Guidance]:
    """Who has which group of a year, as long as it lasts."""
    return Guidance.objects.filter(group__year=year, ends__isnull=True)
