"""Which plans a viewer may let run in a week: those that were published, and the newest proposals."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stapsteen.school.access import Viewer
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Organisation, Plan
from stapsteen.week.planning.access import plans_for


@dataclass(frozen=True)
class Named:
    """A plan and what it is called: its version, or the organisation that it was planned for."""

    pk: int
    name: str


def named_plans(viewer: Viewer, year: SchoolYear) -> dict[int, Named]:
    """All plans of a year by their number, the newest last."""
    return {plan.pk: Named(plan.pk, name_of(plan)) for plan in _plans(viewer, year)}


def plans_for_weeks(viewer: Viewer, year: SchoolYear) -> list[Named]:
    """The plans to choose from: of each name the newest."""
    newest = {one.name: one for one in named_plans(viewer, year).values()}
    return sorted(newest.values(), key=lambda one: one.name)


def plan_that_runs(viewer: Viewer, number: int) -> Plan | None:
    """A plan that the year plan of the viewer's own school names, for everybody at the school."""
    found = Plan.objects.filter(pk=number, run__year__school=viewer.school)
    return found.select_related("run", "version").defer("version__solution").first()


def name_of(plan: Plan) -> str:
    """What a plan is called."""
    version = getattr(plan, "version", None)
    return version.name if version else str(Organisation(plan.run.organisation).label)


def _plans(viewer: Viewer, year: SchoolYear) -> QuerySet[Plan]:
    found = plans_for(viewer).filter(run__year=year).select_related("run", "version")
    heavy = ("body", "solution", "measures", "sentences", "assumed", "run__week")
    return found.defer(*heavy, "version__solution").order_by("made_at", "pk")
