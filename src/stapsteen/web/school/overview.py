"""The school at a glance: its groups, its team, its rooms."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.learning.access import guided_learning_for
from stapsteen.school.access import (
    current_year_for,
    groups_for,
    may_run_school,
    on,
    pupils_for,
    rooms_for,
    staff_for,
)
from stapsteen.web.door import found, staff_only, viewer_of


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = current_year_for(viewer)
    now = Count("memberships", filter=Q(memberships__ends__isnull=True))
    groups = groups_for(viewer).filter(year=year) if year else groups_for(viewer).none()
    context = {
        "year": year,
        "groups": groups.annotate(size=now).select_related("room", "parent"),
        "staff": staff_for(viewer).order_by("given_name", "family_name"),
        "rooms": rooms_for(viewer).order_by("kind", "name"),
        "assumed": year.assumptions.all() if year else (),
        "may_change": may_run_school(viewer),
    }
    return render(request, "school/overview.html", context)


@staff_only
@require_safe
def group(request: HttpRequest, number: int) -> HttpResponse:
    """One group: who is in it as far as the viewer may see, and who has it when."""
    viewer = viewer_of(request)
    one = found(groups_for(viewer).filter(pk=number).select_related("room", "year").first())
    within = staff_for(viewer) if one.kind == one.Kind.TEAM else pupils_for(viewer)
    here = {"memberships__group": one, "memberships__ends__isnull": True}
    members = within.filter(**here).order_by("given_name", "family_name")
    others = within.filter(on(prefix="roles__")).exclude(pk__in=members)
    context = {
        "group": one,
        "children": one.children.all(),
        "pupils": members,
        "learning": set(guided_learning_for(viewer).values_list("pk", flat=True)),
        "others": others.order_by("given_name", "family_name") if may_run_school(viewer) else (),
        "size": one.memberships.filter(ends__isnull=True).count(),
        "guidance": one.guidance.filter(ends__isnull=True).select_related("staff"),
    }
    return render(request, "school/group.html", context)
