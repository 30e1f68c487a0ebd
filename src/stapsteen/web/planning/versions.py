"""Versions of the timetable: the list, beginning one, publishing it, and what it changes."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.school.models import SchoolYear
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.planning.editing import version_of
from stapsteen.web.planning.plans import planners_only
from stapsteen.web.undoing import say_done
from stapsteen.week.changes.queries import school_dates
from stapsteen.week.planning.access import may_plan, plans_for
from stapsteen.week.versions import actions
from stapsteen.week.versions.access import versions_for
from stapsteen.week.versions.changes import changes_of
from stapsteen.week.year_plan.days import year_plan_of


@staff_only
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {"versions": versions_for(viewer), "may_plan": may_plan(viewer)}
    return render(request, "planning/versions.html", context)


@planners_only
@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    plan = found(plans_for(viewer).filter(pk=number).first())
    version = actions.start_working_version(plan, by=viewer)
    return redirect("planning:edit", number=version.pk)


@staff_only
@require_safe
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """What a version changes, for each group and for each member of staff."""
    version = found(versions_for(viewer_of(request)).filter(pk=number).first())
    groups, staff = changes_of(version)
    context = {"version": version, "groups": groups, "staff": staff}
    return render(request, "planning/changes.html", context)


@planners_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    version = version_of(request, number)
    if request.method == "POST":
        asked = request.POST
        done = actions.publish(
            version, name=asked.get("name", ""), note=asked.get("note", ""),
            starts=_day(asked.get("starts", "")), by=viewer,
            revision=number_in(asked.get("revision", "")),
        )  # fmt: skip
        assert done.in_force is not None
        say_done(
            request,
            _published(done.run.year, done.in_force.starts),
            "planning:undo_use",
            done.in_force.pk,
        )
        return redirect("planning:versions")
    groups, staff = changes_of(version)
    year, today = version.run.year, timezone.localdate()
    context = {
        "version": version, "groups": groups, "staff": staff, "today": today,
        "first": _first_day(year, today) or today, "last": year.ends,
    }  # fmt: skip
    return render(request, "planning/publish.html", context)


def _first_day(year: SchoolYear, since: date) -> date | None:
    return next(iter(school_dates(year_plan_of(year), since, year.ends)), None)


def _published(year: SchoolYear, starts: date) -> str:
    """What was published, and the first school day that goes by it."""
    first = _first_day(year, starts)
    told = _("Gepubliceerd. Wie het aangaat, leest op de startpagina wat er verandert.")
    if first is None:
        return told
    day = _("De eerste schooldag met dit rooster is %(day)s.") % {
        "day": date_format(first, "l j F")
    }
    return f"{told} {day}"


def _day(text: str) -> date:
    """A day of a form; one that makes no sense is long ago, and is refused as such."""
    try:
        return parse_date(text) or date.min
    except ValueError:
        return date.min


@planners_only
@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    revision = number_in(request.POST.get("revision", ""))
    actions.drop(version_of(request, number), revision=revision, by=viewer_of(request))
    messages.success(request, _("De werkversie is weggegooid."))
    return redirect("planning:versions")
