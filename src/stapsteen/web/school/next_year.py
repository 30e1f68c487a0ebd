"""Closing the year: first a look at who goes where, then yes, and back as long as nothing happened."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.school.access import closings_for, current_year_for
from stapsteen.school.actions import close_year, reopen_year
from stapsteen.school.models import RoleKind
from stapsteen.school.rollover import CLASSES, moves_of
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.undoing import say_done

runners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    if request.method == "POST":
        close_year(year, by=viewer, other_groups=_chosen(request))
        say_done(request, _("Het nieuwe schooljaar is open."), "school:reopen")
        return redirect("school:overview")
    moves = moves_of(year)
    context = {
        "year": year,
        "groups": [
            (group, list(listed))
            for group, listed in groupby(moves, key=lambda move: move.from_group)
        ],
        "classes": year.groups.filter(kind__in=CLASSES),
        "leaving": sum(move.leaves for move in moves),
        "moving": sum(not move.leaves for move in moves),
    }
    return render(request, "school/next_year.html", context)


def _chosen(request: HttpRequest) -> dict[int, int]:
    """The classes that were chosen, by pupil: fields are called ``to-PUPIL``."""
    return {
        number_in(name.removeprefix("to-")): number_in(str(value))
        for name, value in request.POST.items()
        if name.startswith("to-") and value
    }


@runners_only
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    closing = found(closings_for(viewer).order_by("-at").first())
    year = reopen_year(closing, by=viewer)
    messages.success(request, _("Schooljaar %(name)s loopt weer.") % {"name": year.name})
    return redirect("school:overview")
