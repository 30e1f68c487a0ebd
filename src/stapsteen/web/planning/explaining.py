"""Why a timetable is as it is: one lesson, what the whole costs, and beside another plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.week.explaining.beside import beside, plans_beside
from stapsteen.week.explaining.costs import costs_of
from stapsteen.week.explaining.lesson import lesson_here
from stapsteen.week.models import Plan
from stapsteen.week.planning.access import plans_for
from stapsteen.week.year_plan.access import name_of


def _plan(request: HttpRequest, number: int) -> Plan:
    plan: Plan = found(plans_for(viewer_of(request)).filter(pk=number).first())
    return plan


@staff_only
@require_safe
def why(request: HttpRequest, number: int, lesson: str) -> HttpResponse:
    """Why a lesson stands where it does, with its ten best other places."""
    plan = _plan(request, number)
    context = {"plan": plan, "lesson": found(lesson_here(plan, lesson))}
    return render(request, "planning/why.html", context)


@staff_only
@require_safe
def costs(request: HttpRequest, number: int) -> HttpResponse:
    """What a plan costs, by rule and by person."""
    plan = _plan(request, number)
    context = {
        "plan": plan,
        "name": name_of(plan),
        "costs": costs_of(plan),
        "others": plans_beside(viewer_of(request), plan),
    }
    return render(request, "planning/costs.html", context)


@staff_only
@require_safe
def difference(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """What a plan does otherwise than another one of the same week and organisation."""
    plan = _plan(request, number)
    second = found(plans_beside(viewer_of(request), plan).filter(pk=other).first())
    context = {
        "plan": plan,
        "other": second,
        "name": name_of(plan),
        "beside": beside(plan, second),
    }
    return render(request, "planning/difference.html", context)
