"""Who may see what is otherwise: planners everything, the team what holds."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.school.access import Viewer, is_staff_member
from stapsteen.week.models import DayChange, WeekChange
from stapsteen.week.planning.access import may_plan


def day_changes_for(viewer: Viewer) -> QuerySet[DayChange]:
    """The changes of days that a viewer may see."""
    found = DayChange.objects.filter(year__school=viewer.school)
    if not is_staff_member(viewer):
        return found.none()
    if not may_plan(viewer):
        found = found.filter(accepted_at__isnull=False, taken_back_at__isnull=True)
    return found.select_related("year__school", "person", "room", "of")


def week_changes_for(viewer: Viewer) -> QuerySet[WeekChange]:
    """The changes of weeks that a viewer may see: who plans."""
    found = WeekChange.objects.filter(run__year__school=viewer.school)
    if not may_plan(viewer):
        return found.none()
    return found.select_related("run__year__school", "plan", "before__run")
