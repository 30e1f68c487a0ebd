"""Who may see plans, and whose timetable.

The team sees every plan of its own school. Pupils and guardians see what is in force, and of that only
the week of the pupil it concerns.
"""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.school.access import Viewer, is_staff_member, may_run_school, pupils_for, staff_for
from stapsteen.school.models import Person
from stapsteen.week.models import Plan, PlanInForce, PlanningRun


def may_plan(viewer: Viewer) -> bool:
    """Whether the viewer may have weeks planned and decide which one holds."""
    return may_run_school(viewer)


def runs_for(viewer: Viewer) -> QuerySet[PlanningRun]:
    """The planning runs that a viewer may follow: the team all of its school."""
    if not is_staff_member(viewer):
        return PlanningRun.objects.none()
    return PlanningRun.objects.filter(year__school=viewer.school)


def plans_for(viewer: Viewer) -> QuerySet[Plan]:
    """The plans that a viewer may open as a whole."""
    return Plan.objects.filter(run__in=runs_for(viewer)).select_related("run")


def in_force_for(viewer: Viewer) -> QuerySet[PlanInForce]:
    """What holds or held at the viewer's own school."""
    return PlanInForce.objects.filter(year__school=viewer.school).select_related("plan__run")


def may_share_calendar(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer may make a calendar address: for itself, a guardian for its child."""
    if viewer.person == person:
        return True
    return not is_staff_member(viewer) and pupils_for(viewer).filter(pk=person.pk).exists()


def people_with_a_week(viewer: Viewer) -> QuerySet[Person]:
    """Whose own timetable a viewer may open: pupils in view, and for the team each other."""
    pupils = pupils_for(viewer)
    if not is_staff_member(viewer):
        return pupils
    both = set(pupils.values_list("pk", flat=True)) | set(
        staff_for(viewer).values_list("pk", flat=True)
    )
    return Person.objects.filter(pk__in=both)
