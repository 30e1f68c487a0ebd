"""Methods of the school: which there are, how far each group is, and changing them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import (
    may_change_curriculum,
    may_say_where,
    methods_for,
    places_for,
    removed_methods_for,
)
from stapsteen.curriculum.actions.methods import (
    bring_back_method,
    remove_method,
    save_method,
    say_place,
    take_back_place,
)
from stapsteen.curriculum.method_reads import Standing, lessons_of, standings
from stapsteen.curriculum.models import Method
from stapsteen.kit.refused import Refused
from stapsteen.profile.queries import content_in_words, policy_in_force
from stapsteen.school.access import current_year_for, groups_for
from stapsteen.school.models import School
from stapsteen.web.asked import number_in
from stapsteen.web.door import door, found, staff_only, viewer_of
from stapsteen.web.methods.forms import MethodForm
from stapsteen.web.undoing import say_done

answerable_only = door(may_change_curriculum)
ORDERS = {"methode": False, "leerlijn": True}
"""The two orders of the lessons: that of the publisher, and that of the steps of their goals."""


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every method with the groups that follow it."""
    viewer = viewer_of(request)
    school: School = found(viewer.school)
    year = current_year_for(viewer)
    methods = list(methods_for(viewer).order_by("subject__position", "year_group"))
    by_method = standings(methods, year) if year else {}
    context = {
        "methods": [(one, by_method.get(one.pk, [])) for one in methods],
        "may_change": may_change_curriculum(viewer),
        "leads": policy_in_force(school).content == "method",
        "policy": content_in_words(school),
    }
    return render(request, "methods/overview.html", context)


@staff_only
@require_safe
def method(request: HttpRequest, number: int) -> HttpResponse:
    """The lessons of a method, and where a group is among them."""
    viewer = viewer_of(request)
    one = _method(viewer, number)
    year = current_year_for(viewer)
    groups = standings([one], year)[one.pk] if year else []
    leads = policy_in_force(one.school).content == "method"
    usual = "methode" if leads else "leerlijn"
    order = request.GET.get("volgorde", usual)
    order = order if order in ORDERS else usual
    chosen = _chosen(groups, request.GET.get("groep", ""))
    context = {
        "method": one,
        "standings": groups,
        "chosen": chosen,
        "may_say": chosen is not None and may_say_where(viewer, chosen.group),
        "lessons": lessons_of(one, by_step=ORDERS[order]),
        "order": order,
        "leads": leads,
        "may_change": may_change_curriculum(viewer),
    }
    return render(request, "methods/method.html", context)


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a method."""
    return _change(request, None)


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a method; groups keep their place."""
    return _change(request, _method(viewer_of(request), number))


@answerable_only
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Use a method no longer."""
    viewer = viewer_of(request)
    one = _method(viewer, number)
    remove_method(viewer, one)
    say_done(request, _("%(name)s is weg.") % {"name": one.name}, "methods:bring_back", one.pk)
    return redirect("methods:overview")


@answerable_only
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Use a removed method again."""
    viewer = viewer_of(request)
    one = found(removed_methods_for(viewer).filter(pk=number).first())
    bring_back_method(viewer, one)
    messages.success(request, _("%(name)s is weer zoals het was.") % {"name": one.name})
    return redirect("methods:method", number=one.pk)


@staff_only
@require_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    """A group had the lessons up to here."""
    viewer = viewer_of(request)
    one = _method(viewer, number)
    asked = number_in(request.POST.get("group", ""))
    group = found(groups_for(viewer).filter(pk=asked).first())
    said = say_place(viewer, one, group, number_in(request.POST.get("position", "")))
    if said is not None:
        words = _("%(group)s is bij les %(n)s.") % {"group": group.name, "n": said.position}
        say_done(request, words, "methods:undo_place", said.pk)
    order = request.POST.get("order", "")
    kept = f"&volgorde={order}" if order in ORDERS else ""
    address = reverse("methods:method", args=[one.pk])
    where = f"#les-{said.position}" if said is not None and said.position else ""
    return redirect(f"{address}?groep={group.pk}{kept}{where}")


@staff_only
@require_POST
def undo_place(request: HttpRequest, number: int) -> HttpResponse:
    """The place before holds again."""
    viewer = viewer_of(request)
    said = found(places_for(viewer).filter(pk=number).first())
    take_back_place(viewer, said)
    messages.success(request, _("Teruggezet."))
    return redirect(f"{reverse('methods:method', args=[said.method_id])}?groep={said.group_id}")


def _change(request: HttpRequest, one: Method | None) -> HttpResponse:
    viewer = viewer_of(request)
    posted = request.method == "POST"
    form = MethodForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        found(viewer.school),
        one,
    )
    if form.is_valid():
        try:
            kept, unknown = save_method(viewer, form.sheet(), one)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            page, undone = ("methods:bring_back", one) if one else ("methods:remove", kept)
            say_done(request, _("%(name)s is bewaard.") % {"name": kept.name}, page, undone.pk)
            if unknown:
                messages.warning(
                    request,
                    _("Deze codes zijn geen doel van jullie school: %(codes)s.")
                    % {"codes": ", ".join(unknown[:20])},
                )
            return redirect("methods:method", number=kept.pk)
    context = {"form": form, "method": one}
    return render(request, "methods/change.html", context, status=422 if form.errors else 200)


def _method(viewer: User, number: int) -> Method:
    one: Method = found(methods_for(viewer).filter(pk=number).first())
    return one


def _chosen(groups: list[Standing], asked: str) -> Standing | None:
    """The group that was asked for, else the first that follows the method."""
    wanted = next((one for one in groups if one.group.pk == number_in(asked)), None)
    return wanted or next(iter(groups), None)
