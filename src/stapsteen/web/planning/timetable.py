"""The timetable as schools draw it, on the screen, on paper and as a spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.school.access import is_staff_member, pupils_for
from stapsteen.web.door import everyone, viewer_of
from stapsteen.web.planning.which import (
    Which,
    days_to_choose,
    people_to_choose,
    plans_to_choose,
    which_timetable,
)
from stapsteen.week.planning.access import may_plan
from stapsteen.week.planning.export import number_of
from stapsteen.week.planning.spreadsheet import spreadsheet_of
from stapsteen.week.versions.changes import Changed, changed_in

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@everyone
@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    which = which_timetable(request, viewer)
    if which is None:
        return render(request, "planning/no_timetable.html", {"may_plan": may_plan(viewer)})
    _note(request, which)
    template = "planning/timetable.html"
    if getattr(request, "htmx", False):
        template += "#table"
    return render(
        request,
        template,
        {
            "which": which,
            "plans": plans_to_choose(viewer, which),
            "days": days_to_choose(which),
            "people": people_to_choose(viewer, which),
            "may_plan": may_plan(viewer),
            "is_staff": is_staff_member(viewer),
            "changed": _changed(which),
        },
    )


@everyone
@require_safe
def spreadsheet(request: HttpRequest) -> HttpResponse:
    which = which_timetable(request, viewer_of(request))
    if which is None:
        raise Http404
    _note(request, which)
    response = HttpResponse(spreadsheet_of(which.grids), content_type=SHEET)
    response["Content-Disposition"] = 'attachment; filename="rooster.xlsx"'
    return response


def _changed(which: Which) -> Changed | None:
    """What has changed lately in the week that is shown, where it is that of one group or person."""
    if which.is_of_all or not which.grids:
        return None
    return changed_in(which.plan, which.whose, which.grids[0].title)


def _note(request: HttpRequest, which: Which) -> None:
    """Looking at the week of one pupil is looking into a file."""
    viewer = viewer_of(request)
    if which.whose.startswith("person-"):
        pupil = pupils_for(viewer).filter(pk=number_of(which.whose)).first()
        if pupil is not None:
            note_file_opened(pupil, by=viewer, page="timetable")
