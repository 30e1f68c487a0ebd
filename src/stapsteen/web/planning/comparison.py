"""Five organisations side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.school.access import current_year_for
from stapsteen.web.door import staff_only, viewer_of
from stapsteen.week.models import Organisation
from stapsteen.week.planning.access import may_plan
from stapsteen.week.planning.compared import lines_of, sides_of
from stapsteen.week.planning.queries import newest_plans, newest_runs, plan_in_force


@staff_only
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    plans = newest_plans(viewer, year) if year else {}
    language = getattr(request, "LANGUAGE_CODE", "nl")[:2]
    decided = plan_in_force(viewer)
    sides = sides_of(plans, language)
    context = {
        "sides": sides,
        "troubled": [side for side in sides if side.sentences],
        "lines": lines_of(plans, language) if plans else [],
        "missing": [label for key, label in Organisation.choices if key not in plans],
        "busy": any(run.is_busy for run in newest_runs(viewer, year)) if year else False,
        "same_data": len({plan.run.digest for plan in plans.values()}) <= 1,
        "in_force": decided.plan_id if decided else None,
        "may_plan": may_plan(viewer),
    }
    return render(request, "planning/comparison.html", context)
