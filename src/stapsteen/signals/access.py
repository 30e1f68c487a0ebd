"""Who sees whom in the safety net, and who sets it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from stapsteen.school.access import Viewer, has_role, on
from stapsteen.school.models import Guidance, Person, RoleKind, School

MINDERS = (RoleKind.TEACHER, RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL)


def pupils_now(school: School | None) -> QuerySet[Person]:
    """The pupils of a school today."""
    held = Person.objects.filter(
        on(prefix="roles__"), pk=OuterRef("pk"), roles__kind=RoleKind.PUPIL
    )
    return Person.objects.filter(Exists(held), school=school)


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
    members = Q(memberships__group__in=groups) | Q(memberships__group__parent__in=groups)
    own = Q(pk__in=mine.filter(coach, pupil__isnull=False).values("pupil"))
    found = Person.objects.filter((on(prefix="memberships__") & members) | own)
    return pupils_now(viewer.school).filter(pk__in=found.values("pk"))


def signals_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whose signals the viewer sees by name: the care coordinator all, others who they mind."""
    if has_role(viewer, RoleKind.CARE_COORDINATOR):
        return pupils_now(viewer.school)
    return minded_by(viewer)


def may_see_net(viewer: Viewer) -> bool:
    """Whether there is a page with signals for the viewer."""
    return has_role(viewer, *MINDERS)


def sees_across(viewer: Viewer) -> bool:
    """Whether the viewer sees signals by name across all groups."""
    return has_role(viewer, RoleKind.CARE_COORDINATOR)


def sees_counts(viewer: Viewer) -> bool:
    """Whether the viewer sees how many signals stand at the school, and for how long."""
    return has_role(viewer, RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL)


def may_set(viewer: Viewer) -> bool:
    """Whether the viewer sets the thresholds of the school."""
    return sees_counts(viewer)
