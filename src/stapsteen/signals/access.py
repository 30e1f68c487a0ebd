"""Who sees whom in the safety net, and who sets it."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.school.access import (
    MINDERS,
    Viewer,
    groups_for,
    groups_of,
    has_role,
    minded_by,
    pupils_now,
)
from stapsteen.school.models import Group, Person, RoleKind, SchoolYear
from stapsteen.signals.models import Snooze


def signals_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils whose signals the viewer sees by name: the care coordinator all, others who they mind."""
    if has_role(viewer, RoleKind.CARE_COORDINATOR):
        return pupils_now(viewer.school)
    return minded_by(viewer)


def may_see_net(viewer: Viewer) -> bool:
    """Whether there is a page with signals for the viewer."""
    return has_role(viewer, *MINDERS, RoleKind.PRINCIPAL)


def minds_pupils(viewer: Viewer) -> bool:
    """Whether there can be pupils of whom the viewer keeps the overview."""
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


def snoozes_for(viewer: Viewer) -> QuerySet[Snooze]:
    """What was put aside of the pupils whose signals the viewer sees."""
    found = Snooze.objects.filter(spell__person__in=signals_for(viewer).values("pk"))
    return found.select_related("spell__person__school")


def sees_coverage(viewer: Viewer) -> bool:
    """Whether the viewer sees how the core objectives stand for the school, in numbers."""
    return has_role(viewer, RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


def coverage_groups_for(viewer: Viewer, year: SchoolYear) -> QuerySet[Group]:
    """The groups of a year whose core objectives the viewer sees: all, or those that the viewer has."""
    groups = groups_for(viewer) if sees_coverage(viewer) else groups_of(viewer.person, year)
    return groups.filter(year=year).exclude(kind=Group.Kind.TEAM)
