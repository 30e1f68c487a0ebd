"""A school year in the database as the ``SchoolWeek`` that the planner understands.

Pupils go without their names: a planning run is kept, and needs none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import cast

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.queries import methods_of
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation import school_week as week
from stapsteen.profile.queries import policy_in_force
from stapsteen.school import models as school
from stapsteen.school.access import STAFF_ROLES, on
from stapsteen.week.planning.needs import needs_of

CLASSES = (school.Group.Kind.YEAR_CLASS, school.Group.Kind.BASE_GROUP)
SECOND_HALF = (2, 3, 4, 5, 6, 7)  # months in which the second step of a school year is taught


def school_week_of(year: school.SchoolYear, day: date | None = None) -> week.SchoolWeek:
    """The school week as it is on a day: today, or the nearest day of the school year.

    Raises ``Refused`` when there are no groups with pupils, no lesson times or no staff yet.
    """
    day = min(max(day or timezone.localdate(), year.starts), year.ends)
    subjects = tuple(_subjects(year))
    members = _members(year, day)
    needs = needs_of(year, day, subjects, {one.pk for few in members.values() for one in few})
    groups = tuple(_groups(year, members))
    pupils = tuple(_pupils(year, members, needs))
    assumed = tuple(year.assumptions.values_list("topic", flat=True).order_by("topic"))
    found = week.SchoolWeek(
        name=year.school.name,
        slots=tuple(_slots(year)),
        rooms=tuple(_rooms(year.school)),
        subjects=subjects,
        groups=groups,
        pupils=pupils,
        staff=tuple(_staff(year.school, day)),
        guidance=tuple(_guidance(year, day, {group.id for group in groups})),
        methods=tuple(
            week.Method(one.subject, one.year_group, one.name, one.lessons)
            for one in methods_of(year.school)
        ),
        policy=_policy(year.school, day),
        step=2 if day.month in SECOND_HALF else 1,
        assumed=assumed if needs else (*assumed, "needs"),
    )
    _refuse_unready(found)
    return found


def group_id(group: int) -> str:
    """The planner's id of a group."""
    return f"group-{group}"


def person_id(person: int) -> str:
    """The planner's id of a pupil or a member of staff."""
    return f"person-{person}"


def room_id(room: int) -> str:
    """The planner's id of a room."""
    return f"room-{room}"


def number_of(planner_id: str) -> int:
    """The number in the database that a planner's id stands for."""
    return int(planner_id.rpartition("-")[2])


def _refuse_unready(found: week.SchoolWeek) -> None:
    missing = [
        word
        for word, things in (
            (_("lestijden"), found.lesson_slots),
            (_("groepen met leerlingen"), found.groups),
            (_("vakken"), found.subjects),
            (_("medewerkers met werkdagen"), found.staff),
        )
        if not things
    ]
    if missing:
        raise Refused(
            _("De week kan nog niet gepland worden. Nog nodig: %(what)s.")
            % {"what": ", ".join(missing)},
            _("Vul dit in bij School, of neem daar de gewone waarden over."),
        )


def _slots(year: school.SchoolYear) -> Iterator[week.Slot]:
    for slot in year.slots.all():
        kind = cast(week.SlotKind, slot.kind)
        yield week.Slot(
            slot.weekday, _clock(slot.starts), _clock(slot.ends), kind, slot.supervisors
        )


def _rooms(at: school.School) -> Iterator[week.Room]:
    for room in at.rooms.filter(retired_on__isnull=True).prefetch_related("openings"):
        openings = tuple(
            week.Opening(one.weekday, _clock(one.starts), _clock(one.ends))
            for one in room.openings.all()
        )
        kind = cast(week.RoomKind, room.kind)
        yield week.Room(room_id(room.pk), room.name, kind, room.capacity, openings)


def _subjects(year: school.SchoolYear) -> Iterator[week.Subject]:
    minutes: dict[int, dict[str, int]] = defaultdict(dict)
    for row in year.subject_minutes.all():
        minutes[row.subject_id][row.year_group] = row.minutes
    for subject in year.school.subjects.all():
        if any(minutes[subject.pk].values()):
            yield week.Subject(
                id=subject.key,
                name=subject.name,
                name_en=subject.name_en,
                minutes=minutes[subject.pk],
                lesson_minutes=subject.lesson_minutes,
                lessons=subject.lessons_a_week,
                core=subject.core,
                across_classes=subject.across_classes,
                theme=subject.theme,
                room=cast("week.RoomKind | None", subject.room_kind or None),
            )


Members = dict[school.Group, list[school.Person]]


def _members(year: school.SchoolYear, day: date) -> Members:
    """The classes and base groups that have pupils on a day, in the school's order."""
    memberships = (
        school.Membership.objects.filter(on(day), person__roles__kind=school.RoleKind.PUPIL)
        .select_related("person")
        .distinct()
        .order_by("person_id")
    )
    groups = year.groups.filter(kind__in=CLASSES).prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="pupils_now")
    )
    planned = set(year.subject_minutes.filter(minutes__gt=0).values_list("year_group", flat=True))
    found: Members = {}
    for group in groups:
        now = cast("list[school.Membership]", group.__dict__["pupils_now"])
        if now and planned & set(group.year_groups):
            found[group] = [membership.person for membership in now]
    return found


def _groups(year: school.SchoolYear, members: Members) -> Iterator[week.Group]:
    placed = _placements(year)
    for group, pupils in members.items():
        counted = sorted({placed[one.pk] for one in pupils if one.pk in placed})
        yield week.Group(
            id=group_id(group.pk),
            name=group.name,
            year_groups=tuple(group.year_groups or counted),
            room=room_id(group.room_id) if group.room_id else None,
            parent=group_id(group.parent_id) if group.parent_id else None,
            base=group.kind == school.Group.Kind.BASE_GROUP,
        )


def _pupils(
    year: school.SchoolYear, members: Members, needs: dict[int, dict[str, int]]
) -> Iterator[week.Pupil]:
    placed = _placements(year)
    seen: set[int] = set()
    for group, pupils in members.items():
        for pupil in pupils:
            if pupil.pk not in seen:  # a pupil in two classes is planned in the first of them
                seen.add(pupil.pk)
                usual = group.year_groups[0] if group.year_groups else ""
                yield week.Pupil(
                    id=person_id(pupil.pk),
                    year_group=placed.get(pupil.pk, usual),
                    group=group_id(group.pk),
                    needs=needs.get(pupil.pk, {}),
                )


def _placements(year: school.SchoolYear) -> dict[int, str]:
    return dict(year.placements.values_list("pupil", "year_group"))


def _staff(at: school.School, day: date) -> Iterator[week.Staff]:
    terms = (
        school.StaffTerms.objects.filter(on(day), person__school=at)
        .filter(on(day, "person__roles__"), person__roles__kind__in=STAFF_ROLES)
        .select_related("person")
        .prefetch_related("days")
        .order_by("person__family_name", "person__given_name", "person_id")
        .distinct()
    )
    for one in terms:
        days = tuple(
            week.WorkingDay(day.weekday, cast(week.DayPart, day.part)) for day in one.days.all()
        )
        if days:
            yield week.Staff(
                id=person_id(one.person_id),
                name=one.person.name,
                days=days,
                minutes=one.minutes_a_week,
                may_lead_alone=one.may_lead_alone,
                subjects=tuple(one.subjects),
            )


def _guidance(year: school.SchoolYear, day: date, groups: set[str]) -> Iterator[week.Guidance]:
    given = school.Guidance.objects.filter(on(day), group__year=year).order_by("pk")
    employed = set(
        school.StaffTerms.objects.filter(
            on(day), person__school=year.school, days__isnull=False
        ).values_list("person", flat=True)
    )
    for one in given:
        if one.group_id and group_id(one.group_id) in groups and one.staff_id in employed:
            yield week.Guidance(
                person_id(one.staff_id),
                group_id(one.group_id),
                _weekdays(one.weekdays),
                one.kind == school.Guidance.Kind.ASSISTS,
            )


def _weekdays(written: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(day) for day in written)


def _policy(at: school.School, day: date) -> week.Policy:
    policy = policy_in_force(at, day)
    return week.Policy(
        content=policy.content,
        pace=policy.pace,
        week=policy.week,
    )


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
