"""Filling what is left open after an import with usual values, marked as assumed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from stapsteen.school.access import STAFF_ROLES, Viewer, on
from stapsteen.school.actions.asking import assume, assumed_no_longer, refuse_others
from stapsteen.school.actions.time import write_minutes, write_times
from stapsteen.school.defaults.rooms import rooms_for_groups
from stapsteen.school.defaults.staffing import minutes_of, share_out
from stapsteen.school.defaults.subjects import is_planned
from stapsteen.school.defaults.times import USUAL, supervised
from stapsteen.school.log import record
from stapsteen.school.models import (
    Assumption,
    Group,
    Guidance,
    Person,
    RoleKind,
    Room,
    SchoolYear,
    StaffTerms,
    Subject,
    WorkingDay,
)
from stapsteen.school.rows import subject_rows

CLASSES = (Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP)
TEACHERS = (RoleKind.TEACHER, RoleKind.SUBJECT_TEACHER)
HALF_DAYS = 2


@transaction.atomic
def assume_defaults(year: SchoolYear, by: Viewer | None) -> None:
    """Fill every topic that is still open; what the school has already said stays as it is.

    Doing it again changes nothing. Each topic that was filled is marked assumed until somebody
    confirms or changes it.
    """
    refuse_others(year, by)
    classes = planned_classes(year)
    if not year.slots.exists():
        write_times(year, supervised(USUAL.times, len(classes)))
        assume(year, Assumption.Topic.TIMES)
    if not year.subject_minutes.exists():
        _write_subjects(year)
        write_minutes(year)
        assume(year, Assumption.Topic.MINUTES)
    if not year.school.rooms.filter(retired_on__isnull=True).exists():
        _write_rooms(year, classes)
        assume(year, Assumption.Topic.ROOMS)
        assume(year, Assumption.Topic.GYM)
    _write_staff(year, classes)
    record(by, year.school, "assume_defaults", year.name)


@transaction.atomic
def confirm(year: SchoolYear, topic: str, by: Viewer | None) -> None:
    """Say that the usual values of a topic are right for this school."""
    refuse_others(year, by)
    assumed_no_longer(year, topic, by=by)
    if topic == Assumption.Topic.STAFF_DAYS:
        StaffTerms.objects.filter(person__school=year.school, assumed=True).update(assumed=False)


def planned_classes(year: SchoolYear) -> list[Group]:
    """The classes and base groups for which a week is planned."""
    groups = year.groups.filter(kind__in=CLASSES)
    return [one for one in groups if any(map(is_planned, one.year_groups))]


def _write_subjects(year: SchoolYear) -> None:
    known = set(year.school.subjects.values_list("key", flat=True))
    Subject.objects.bulk_create(row for row in subject_rows(year.school) if row.key not in known)


def _write_rooms(year: SchoolYear, classes: list[Group]) -> None:
    sizes = [(one.name, one.memberships.filter(ends__isnull=True).count()) for one in classes]
    for default in rooms_for_groups(sizes, len(classes)):
        room = Room.objects.create(
            school=year.school, name=default.name, kind=default.kind, capacity=default.capacity
        )
        if default.home_of is not None:
            classes[default.home_of].room = room
            classes[default.home_of].save(update_fields=["room"])


def _write_staff(year: SchoolYear, classes: list[Group]) -> None:
    """Terms and groups for staff of whom the school has not said when they work."""
    held = on(prefix="roles__")
    without = Person.objects.filter(held, school=year.school, terms__isnull=True)
    teachers = list(without.filter(roles__kind__in=TEACHERS).distinct().order_by("pk"))
    helpers = list(without.filter(roles__kind=RoleKind.ASSISTANT).distinct().order_by("pk"))
    if not teachers and not helpers:
        return
    links = _links(classes)
    week = share_out([one.pk for one in classes], [one.pk for one in teachers], links)
    days: dict[int, set[int]] = {one.pk: set() for one in teachers}
    for (number, _group), weekdays in week.items():
        days[number] |= set(weekdays)
    for teacher in teachers:
        _write_terms(year, teacher, sorted(days[teacher.pk]), alone=True)
    for helper in helpers:
        _write_terms(year, helper, [1, 2, 4, 5], alone=False)
    _write_guidance(year, week)
    assume(year, Assumption.Topic.STAFF_DAYS)
    assume(year, Assumption.Topic.STAFF_GROUPS)


def _links(classes: list[Group]) -> dict[int, list[int]]:
    """The teachers of each class, as the export tells them."""
    found: dict[int, list[int]] = {one.pk: [] for one in classes}
    given = Guidance.objects.filter(group__in=classes, ends__isnull=True)
    for one in given.exclude(kind=Guidance.Kind.ASSISTS).order_by("pk"):
        if one.group_id:
            found[one.group_id].append(one.staff_id)
    return found


def _write_terms(year: SchoolYear, person: Person, days: list[int], *, alone: bool) -> None:
    terms = StaffTerms.objects.create(
        person=person,
        minutes_a_week=minutes_of(HALF_DAYS * len(days)),
        may_lead_alone=alone,
        starts=min(year.starts, timezone.localdate()),
        assumed=True,
    )
    WorkingDay.objects.bulk_create(WorkingDay(terms=terms, weekday=day) for day in days)


def _write_guidance(year: SchoolYear, week: dict[tuple[int, int], tuple[int, ...]]) -> None:
    """Say on which days each teacher has which group; links without a day stay, for any day."""
    now = {
        (one.staff_id, one.group_id): one
        for one in Guidance.objects.filter(group__year=year, ends__isnull=True)
    }
    for (teacher, group), weekdays in week.items():
        written = "".join(map(str, weekdays))
        known = now.get((teacher, group))
        if known is None:
            Guidance.objects.create(
                staff_id=teacher,
                group_id=group,
                kind=Guidance.Kind.TEACHES,
                weekdays=written,
                starts=year.starts,
            )
        elif known.weekdays != written:
            known.weekdays = written
            known.save(update_fields=["weekdays"])


def staff_of(year: SchoolYear) -> list[Person]:
    """Everybody who works at the school, for a set-up page."""
    held = on(prefix="roles__")
    people = Person.objects.filter(held, school=year.school, roles__kind__in=STAFF_ROLES).distinct()
    return list(people.order_by("given_name", "family_name", "pk"))
