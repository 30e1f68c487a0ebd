"""What pupils are offered: core objectives beside plan and evidence, and the hours they are taught."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.accounts.models import User
from stapsteen.curriculum.access import objectives_for
from stapsteen.curriculum.models import CoreObjective
from stapsteen.learning.access import guided_learning_for
from stapsteen.school.access import current_year_for, on
from stapsteen.school.models import Group, SchoolYear
from stapsteen.signals.access import coverage_groups_for, sees_coverage
from stapsteen.signals.coverage import (
    Source,
    Status,
    coverage_of_group,
    coverage_of_pupil,
    coverage_of_school,
)
from stapsteen.signals.teaching_time import account_of, time_of
from stapsteen.web.door import found, staff_only, viewer_of

WORDS: dict[Status, tuple[str | Promise, str]] = {
    Status.SEEN: (_("gezien"), "check"),
    Status.PLANNED: (_("gepland, nog niet gezien"), "calendar"),
    Status.LATER: (_("komt later"), "next"),
    Status.GAP: (_("niet gepland"), "alert"),
    Status.NO_GOAL: (_("geen doel bij de school"), "question"),
}
PLANS: dict[Source, str | Promise] = {
    Source.METHOD: _("methode"),
    Source.THEME: _("thema"),
    Source.CHOSEN: _("zelf gekozen"),
}


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The whole school for who answers for it; for a teacher the own group; else the hours."""
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    if year is None:
        return render(request, "coverage/no_year.html")
    if sees_coverage(viewer):
        lines = coverage_of_school(year, _edition(request))
        context = _around(request, viewer, year) | {"lines": lines, "here": "school"}
        context["missing"] = [line for line in lines if line.is_missing]
        return render(request, "coverage/school.html", context)
    mine = coverage_groups_for(viewer, year).first()
    return _group(request, mine, year) if mine else _hours(request, year)


@staff_only
@require_safe
def group(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    groups = coverage_groups_for(viewer, year).select_related("year__school")
    return _group(request, found(groups.filter(pk=number).first()), year)


def _group(request: HttpRequest, one: Group, year: SchoolYear) -> HttpResponse:
    viewer = viewer_of(request)
    rows = coverage_of_group(one, _edition(request))
    pupils = guided_learning_for(viewer).filter(on(prefix="memberships__"), memberships__group=one)
    context = _around(request, viewer, year) | {
        "group": one,
        "rows": rows,
        "counts": _counts(rows),
        "pupils": pupils.order_by("given_name", "family_name").distinct(),
        "here": one.pk,
    }
    return render(request, "coverage/group.html", context)


@staff_only
@require_safe
def pupil(request: HttpRequest, number: int) -> HttpResponse:
    """One pupil's core objectives and hours; that its file was opened is written down."""
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    person = found(guided_learning_for(viewer).filter(pk=number).first())
    note_file_opened(person, by=viewer, page="coverage:pupil")
    rows = coverage_of_pupil(person, year, _edition(request))
    context = _around(request, viewer, year) | {
        "person": person,
        "rows": rows,
        "counts": _counts(rows),
        "time": time_of(person),
    }
    return render(request, "coverage/pupil.html", context)


@staff_only
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """The hours of each year group beside the law."""
    return _hours(request, found(current_year_for(viewer_of(request))))


def _hours(request: HttpRequest, year: SchoolYear) -> HttpResponse:
    context = _around(request, viewer_of(request), year)
    context |= {"account": account_of(year), "here": "hours"}
    return render(request, "coverage/hours.html", context)


def _around(request: HttpRequest, viewer: User, year: SchoolYear) -> dict[str, Any]:
    """What stands around every page: where one can go, and which objectives there are."""
    there = set(objectives_for(viewer).values_list("edition", flat=True).order_by().distinct())
    return {
        "year": year,
        "sees_school": sees_coverage(viewer),
        "groups": coverage_groups_for(viewer, year),
        "editions": [pair for pair in CoreObjective.Edition.choices if pair[0] in there],
        "edition": _edition(request),
        "words": {str(status): word for status, word in WORDS.items()},
        "plans": {str(source): word for source, word in PLANS.items()},
    }


def _edition(request: HttpRequest) -> str:
    """The edition that was asked; without one the one in force, that of 2006."""
    asked = request.GET.get("editie", "")
    known = CoreObjective.Edition.values
    return asked if asked in known else str(CoreObjective.Edition.OF_2006)


def _counts(rows: list[Any]) -> list[tuple[str, int]]:
    return [(str(status), sum(row.status == status for row in rows)) for status in Status]
