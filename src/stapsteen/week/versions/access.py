"""Who may see versions of the timetable: planners all of them, the team what was published."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.school.access import Viewer, is_staff_member
from stapsteen.week.models import Version
from stapsteen.week.planning.access import may_plan

# What is large and hardly ever asked for: the plans as they are shown, and the week they are made from.
LARGE = ("base__body", "base__measures", "base__sentences", "base__run__week")


def versions_for(viewer: Viewer) -> QuerySet[Version]:
    """The versions a viewer may see, the newest first."""
    found = Version.objects.filter(base__run__year__school=viewer.school)
    if not is_staff_member(viewer):
        return found.none()
    if not may_plan(viewer):
        found = found.filter(state=Version.State.PUBLISHED)
    related = ("base__run__year__school", "made_by__person", "in_force")
    return found.select_related(*related).defer(*LARGE)


def working_for(viewer: Viewer) -> QuerySet[Version]:
    """The working versions that a viewer may change."""
    found = versions_for(viewer).filter(state=Version.State.WORKING)
    return found if may_plan(viewer) else found.none()
