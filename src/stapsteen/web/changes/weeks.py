"""The week adjusted to what was agreed anew, with as few changes as can be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from stapsteen.jobs.queries import is_worker_alive, status
from stapsteen.planner.organisation.plan import SENTENCES
from stapsteen.school.access import current_year_for
from stapsteen.web.changes.days import language_of, planners_only
from stapsteen.web.door import found, viewer_of
from stapsteen.week.changes.access import week_changes_for
from stapsteen.week.changes.weeks import (
    SECONDS,
    ask_week_change,
    deals_anew,
    week_rows,
    workshops_of,
)
from stapsteen.week.models import WeekChange
from stapsteen.week.planning.queries import plan_in_force


@planners_only
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    change = ask_week_change(found(current_year_for(viewer)), by=viewer)
    return redirect("changes:week", change.pk)


@planners_only
@require_safe
def week(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "changes/week.html", _context(request, number))


@planners_only
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far the plan is; the page asks it every second while it is being made."""
    return render(request, "changes/week.html#made", _context(request, number))


def _context(request: HttpRequest, number: int) -> dict[str, object]:
    viewer = viewer_of(request)
    change: WeekChange = found(week_changes_for(viewer).filter(pk=number).first())
    job = status(change.job_key)
    busy = job is not None and not job.is_over
    told = SENTENCES.validate_python(change.plan.sentences) if change.plan else ()
    elapsed = int(job.progress.get("elapsed", 0)) if job else 0
    decided = plan_in_force(viewer)
    return {
        "change": change,
        "job": job,
        "busy": busy,
        "share": min(99, round(100 * elapsed / SECONDS)),
        "rows": week_rows(change) if change.plan else [],
        "workshops": workshops_of(change, language_of(request)) if change.plan else [],
        "sentences": [one.in_language(language_of(request)) for one in told],
        "deals_anew": change.plan is not None and deals_anew(change),
        "in_force": bool(decided and change.plan_id == decided.plan_id),
        "worker_alive": not busy or is_worker_alive(),
    }
