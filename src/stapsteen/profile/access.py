"""Who may see a school's profile, and who decides it."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.profile.models import ProfileDecision
from stapsteen.school.access import Viewer, has_role, is_staff_member
from stapsteen.school.models import RoleKind


def may_decide_profile(viewer: Viewer) -> bool:
    """Whether the viewer decides what the school runs: the principal alone."""
    return has_role(viewer, RoleKind.PRINCIPAL)


def decisions_for(viewer: Viewer) -> QuerySet[ProfileDecision]:
    """What was written down about the viewer's own school; the team sees it, others see nothing."""
    if not is_staff_member(viewer):
        return ProfileDecision.objects.none()
    return ProfileDecision.objects.filter(school=viewer.school, unit__isnull=True)
