"""Having weeks planned: choose organisations, follow the planning, put one in force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.jobs.queries import is_done, is_worker_alive
from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import current_year_for
from stapsteen.school.models import Assumption, RoleKind, SchoolYear
from stapsteen.web.asked import NO_NUMBER, number_in
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.undoing import say_done
from stapsteen.week.models import Organisation
from stapsteen.week.planning.access import in_force_for, plans_for, runs_for
from stapsteen.week.planning.actions import SECONDS, ask_plans, put_in_force, stop, take_back
from stapsteen.week.planning.queries import newest_runs, plan_in_force

planners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


@planners_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    if request.method == "POST":
        year = found(year)
        chosen = request.POST.getlist("organisation")
        seconds = number_in(request.POST.get("seconds", ""))
        runs = ask_plans(
            year, chosen, by=viewer, seconds=SECONDS[0] if seconds == NO_NUMBER else seconds
        )
        if all(is_done(run.job_key) for run in runs):
            messages.info(request, _("Dit was al gepland, en er is niets veranderd."))
        return redirect("planning:plan")
    return render(request, "planning/plan.html", _context(request, year))


@planners_only
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the planning is; the page asks it every second while something is under way."""
    context = _context(request, current_year_for(viewer_of(request)))
    return render(request, "planning/plan.html#runs", context)


def _context(request: HttpRequest, year: SchoolYear | None) -> dict[str, object]:
    viewer = viewer_of(request)
    runs = newest_runs(viewer, year) if year else []
    return {
        "year": year,
        "organisations": Organisation.choices,
        "proposed": policy_in_force(year.school).organisation if year else "",
        "seconds": SECONDS,
        "runs": runs,
        "busy": any(run.is_busy for run in runs),
        "done": sum(run.plan is not None and not run.is_busy for run in runs),
        "in_force": plan_in_force(viewer),
        "assumed": [Assumption.Topic(one.topic).label for one in year.assumptions.all()]
        if year
        else [],
        "worker_alive": is_worker_alive(),
    }


@planners_only
@require_POST
def stop_run(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    stop(found(runs_for(viewer).filter(pk=number).first()), by=viewer)
    return redirect("planning:plan")


@planners_only
@require_POST
def use(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    decided = put_in_force(found(plans_for(viewer).filter(pk=number).first()), by=viewer)
    say_done(request, _("Dit rooster geldt vanaf vandaag."), "planning:undo_use", decided.pk)
    return redirect("planning:timetable")


@planners_only
@require_POST
def undo_use(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    take_back(found(in_force_for(viewer).filter(pk=number).first()), by=viewer)
    messages.success(request, _("Teruggedraaid. Het vorige rooster geldt weer."))
    return redirect("planning:timetable")
