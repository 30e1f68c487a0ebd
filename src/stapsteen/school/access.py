"""Who may see what of the school. Every page asks here before it touches a person or a group."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from stapsteen.school.models import (
    Board,
    Group,
    Guidance,
    Membership,
    Person,
    RoleHeld,
    RoleKind,
    Room,
    School,
    SchoolYear,
    YearClosing,
)

STAFF_ROLES = frozenset(
    {
        RoleKind.TEACHER,
        RoleKind.SUBJECT_TEACHER,
        RoleKind.ASSISTANT,
        RoleKind.CARE_COORDINATOR,
        RoleKind.PRINCIPAL,
        RoleKind.ADMINISTRATOR,
        RoleKind.SUPPORT,
    }
)
SEES_ALL_PUPILS = frozenset({RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR})

MINDERS = (RoleKind.TEACHER, RoleKind.CARE_COORDINATOR)


class Viewer(Protocol):
    """Who is looking. ``accounts.User`` is one; commands pass one of their own."""

    @property
    def pk(self) -> int | None: ...  # noqa: D102
    @property
    def person(self) -> Person | None: ...  # noqa: D102
    @property
    def school(self) -> School | None: ...  # noqa: D102
    @property
    def roles(self) -> Collection[str]: ...  # noqa: D102


def on(day: date | None = None, prefix: str = "") -> Q:
    """The rows with ``starts``/``ends`` that hold on a day (today when none is given)."""
    day = day or timezone.localdate()
    starts, ends = f"{prefix}starts__lte", f"{prefix}ends"
    return Q(**{starts: day}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day}))


def is_staff_member(viewer: Viewer) -> bool:
    """Whether the viewer works at the school."""
    return bool(STAFF_ROLES & set(viewer.roles))


def has_role(viewer: Viewer, *kinds: str) -> bool:
    """Whether the viewer has one of these roles today."""
    return bool(set(kinds) & set(viewer.roles))


def may_run_school(viewer: Viewer) -> bool:
    """Whether the viewer may change how the school is set up: principal or administrator."""
    return has_role(viewer, RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


def years_for(viewer: Viewer) -> QuerySet[SchoolYear]:
    """The school years of the viewer's own school."""
    return SchoolYear.objects.filter(school=viewer.school)


def current_year_for(viewer: Viewer) -> SchoolYear | None:
    """The school year that is open at the viewer's school."""
    return years_for(viewer).filter(state=SchoolYear.State.OPEN).first()


def rooms_for(viewer: Viewer) -> QuerySet[Room]:
    """The rooms in use at the viewer's own school."""
    return Room.objects.filter(school=viewer.school, retired_on__isnull=True)


def groups_for(viewer: Viewer) -> QuerySet[Group]:
    """The groups a viewer may open: staff all of their school, others their own."""
    groups = Group.objects.filter(year__school=viewer.school)
    if is_staff_member(viewer):
        return groups
    return groups.filter(on(prefix="memberships__"), memberships__person=viewer.person).distinct()


def staff_for(viewer: Viewer) -> QuerySet[Person]:
    """The people who work at the viewer's school today."""
    return Person.objects.filter(
        on(prefix="roles__"), school=viewer.school, roles__kind__in=STAFF_ROLES
    ).distinct()


def pupils_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils a viewer may open: those they guide, care for, or are."""
    if not has_role(viewer, *SEES_ALL_PUPILS):
        return related_pupils_for(viewer)
    return Person.objects.filter(school=viewer.school, roles__kind=RoleKind.PUPIL).distinct()


def related_pupils_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whom a viewer guides, cares for or is, whatever else the viewer may see."""
    mine = Q(pk=viewer.person.pk if viewer.person else None)
    mine |= on(prefix="guardians_held__") & Q(
        guardians_held__guardian=viewer.person, guardians_held__may_see=True
    )
    mine |= Q(pk__in=guided_pupils_for(viewer).values("pk"))
    pupils = Person.objects.filter(school=viewer.school, roles__kind=RoleKind.PUPIL)
    return pupils.filter(mine).distinct()


def guided_pupils_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whom a member of staff guides; one's own child is here only when it is one of them."""
    pupils = Person.objects.filter(school=viewer.school, roles__kind=RoleKind.PUPIL)
    if not is_staff_member(viewer):
        return pupils.none()
    return pupils.filter(pk__in=guided_by(viewer.person).values("pk")).distinct()


def guided_by(staff: Person | None, day: date | None = None) -> QuerySet[Person]:
    """The pupils whom a member of staff coaches, teaches or assists on a day."""
    given = Guidance.objects.filter(on(day), staff=staff)
    in_groups = Q(memberships__group__in=given.exclude(group=None).values("group"))
    in_units = Q(memberships__group__parent__in=given.exclude(group=None).values("group"))
    own = Q(pk__in=given.exclude(pupil=None).values("pupil"))
    return Person.objects.filter((on(day, "memberships__") & (in_groups | in_units)) | own)


def pupils_now(school: School | None) -> QuerySet[Person]:
    """The pupils of a school today."""
    held = RoleHeld.objects.filter(on(), person__school=school, kind=RoleKind.PUPIL)
    return Person.objects.filter(pk__in=held.values("person"), school=school)


def minded_by(viewer: Viewer) -> QuerySet[Person]:
    """The pupils of whom the viewer keeps the overview.

    That is who coaches them, alone or as a group. A group without a coach is minded by who teaches it.
    Who assists, or teaches one subject to many groups, minds nobody.
    """
    if not has_role(viewer, *MINDERS):
        return Person.objects.none()
    mine = Guidance.objects.filter(on(), staff=viewer.person)
    coach = Q(kind=Guidance.Kind.COACH)
    coached = Guidance.objects.filter(on(), coach, group=OuterRef("group"))
    taught = Q(Q(kind=Guidance.Kind.TEACHES), ~Exists(coached))
    groups = mine.filter(coach | taught, group__isnull=False).values("group")
    members = Membership.objects.filter(on(), Q(group__in=groups) | Q(group__parent__in=groups))
    own = mine.filter(coach, pupil__isnull=False)
    return pupils_now(viewer.school).filter(
        Q(pk__in=members.values("person")) | Q(pk__in=own.values("pupil"))
    )


def closings_for(viewer: Viewer) -> QuerySet[YearClosing]:
    """The closings of school years at the viewer's school, for who runs it."""
    if not may_run_school(viewer):
        return YearClosing.objects.none()
    return YearClosing.objects.filter(closed__school=viewer.school).select_related(
        "closed", "opened"
    )


def groups_of(person: Person | None, year: SchoolYear) -> QuerySet[Group]:
    """The groups that a member of staff has in a year."""
    given = Guidance.objects.filter(on(), staff=person, group__year=year)
    return Group.objects.filter(pk__in=given.values("group"))


def schools_of_board(board: Board) -> QuerySet[School]:
    """The schools of a board, with the number of pupils at each: a board sees no child."""
    pupils = Count(
        "people",
        filter=Q(people__roles__kind=RoleKind.PUPIL, people__roles__ends__isnull=True),
        distinct=True,
    )
    return School.objects.filter(board=board).annotate(pupil_count=pupils).order_by("name")
