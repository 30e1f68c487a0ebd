"""Who needs me, for one pupil after the other; what stands at the school; and from when on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.signals.access import (
    may_see_net,
    may_set,
    minds_pupils,
    sees_across,
    signals_for,
    snoozes_for,
)
from stapsteen.signals.actions.keeping import ask_daily_look
from stapsteen.signals.actions.settings import set_limits
from stapsteen.signals.actions.snoozing import snooze
from stapsteen.signals.actions.snoozing import wake as wake_signal
from stapsteen.signals.kinds import BY_KEY, KINDS
from stapsteen.signals.queries.school import limits_for, school_net_for
from stapsteen.signals.queries.standing import Net, Pupil, net_for
from stapsteen.web.asked import NO_NUMBER, number_in
from stapsteen.web.door import door, found, viewer_of
from stapsteen.web.going import back_to
from stapsteen.web.signals.steps import RESTS, needs_of, rest_until
from stapsteen.web.undoing import say_done

AT_FIRST = 15
minders_only = door(may_see_net)
setters_only = door(may_set)


@minders_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.school is not None:
        ask_daily_look(viewer.school)
    net = net_for(viewer)
    group, kind = number_in(request.GET.get("groep", "")), request.GET.get("soort", "")
    pupils = tuple(one for one in net.pupils if _fits(one, group, kind))
    shown = pupils if "alle" in request.GET else pupils[:AT_FIRST]
    context = {
        "net": net,
        "needs": needs_of(viewer, shown),
        "amount": len(pupils),
        "all_of_them": _with_all(request) if len(shown) < len(pupils) else "",
        "rests": RESTS,
        "kinds": _kinds_in(net),
        "group": group,
        "kind": BY_KEY.get(kind),
        "across": sees_across(viewer),
        "by_name": minds_pupils(viewer),
        "school": school_net_for(viewer),
        "may_set": may_set(viewer),
    }
    return render(request, "signals/overview.html", context)


def _fits(pupil: Pupil, group: int, kind: str) -> bool:
    in_group = group == NO_NUMBER or any(one.pk == group for one in pupil.groups)
    of_kind = not kind or any(one.kind.key == kind for one in pupil.signals)
    return in_group and of_kind


def _with_all(request: HttpRequest) -> str:
    """The address of the same page with everybody on it."""
    asked = request.GET.copy()
    asked["alle"] = "1"
    return f"?{asked.urlencode()}"


def _kinds_in(net: Net) -> list[dict[str, object]]:
    """Each kind that stands, and for how many pupils."""
    held = [{one.kind.key for one in pupil.signals} for pupil in net.pupils]
    return [
        {"kind": kind, "pupils": amount}
        for kind in KINDS
        if (amount := sum(kind.key in keys for keys in held))
    ]


@minders_only
@require_POST
def put_aside(request: HttpRequest, pupil: int) -> HttpResponse:
    viewer = viewer_of(request)
    person = found(signals_for(viewer).select_related("school").filter(pk=pupil).first())
    made = snooze(
        viewer,
        person,
        request.POST.get("kind", ""),
        request.POST.get("about", ""),
        until=rest_until(request.POST.get("rest", "")),
        reason=request.POST.get("reason", ""),
    )
    say_done(
        request,
        _("Dit signaal van %(name)s rust.") % {"name": person.first_name},
        "signals:wake",
        made.pk,
    )
    return redirect(back_to(request, "signals:overview"))


@minders_only
@require_POST
def wake(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    aside = found(snoozes_for(viewer).filter(pk=number).first())
    wake_signal(viewer, aside)
    messages.success(
        request,
        _("Het signaal van %(name)s staat er weer.") % {"name": aside.spell.person.first_name},
    )
    return redirect(back_to(request, "signals:overview"))


@setters_only
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST":
        set_limits(viewer, {kind.key: _limit_in(request, kind.key) for kind in KINDS})
        messages.success(request, _("Dit geldt vanaf nu voor de hele school."))
        return redirect("signals:limits")
    return render(request, "signals/limits.html", {"limits": limits_for(viewer)})


def _limit_in(request: HttpRequest, key: str) -> tuple[int, bool]:
    return number_in(request.POST.get(f"{key}-n", "")), f"{key}-on" in request.POST
