"""Groups of every kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.school.access import current_year_for, groups_for, pupils_for, staff_for
from stapsteen.school.actions import make_group, put_in_group
from stapsteen.school.models import Group, RoleKind
from stapsteen.school.rollover import CLASSES
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, viewer_of

runners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    """Make a unit, a cluster, a team or another group."""
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    classes = groups_for(viewer).filter(year=year, kind__in=CLASSES)
    if request.method == "POST":
        chosen = [number_in(one) for one in request.POST.getlist("groups")]
        made = make_group(
            year,
            request.POST.get("name", ""),
            request.POST.get("kind", ""),
            classes.filter(pk__in=chosen),
            by=viewer,
        )
        messages.success(request, _("%(name)s is gemaakt.") % {"name": made.name})
        return redirect("school:group", number=made.pk)
    return render(
        request, "school/new_group.html", {"classes": classes, "kinds": Group.Kind.choices}
    )


@runners_only
@require_POST
def put_in(request: HttpRequest, number: int) -> HttpResponse:
    """Put a pupil or a member of staff in a group from today on."""
    viewer = viewer_of(request)
    group = found(groups_for(viewer).filter(pk=number).select_related("year__school").first())
    asked = request.POST.get("person", "")
    people = staff_for(viewer) if group.kind == Group.Kind.TEAM else pupils_for(viewer)
    person = found(people.filter(pk=number_in(asked)).first())
    put_in_group(person, group, by=viewer)
    messages.success(request, _("%(name)s zit nu in %(group)s.") % {"name": person, "group": group})
    return redirect("school:group", number=group.pk)
