"""The profile: where the school stands on nine dimensions, what that resembles, what it makes us do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.profile.access import decisions_for, may_decide_profile
from stapsteen.profile.actions import withdraw, write_down
from stapsteen.profile.coherence import remarks_on
from stapsteen.profile.dimensions import BY_KEY, HIGHEST, LOWEST, Positions
from stapsteen.profile.models import ProfileDecision
from stapsteen.profile.policy import effects
from stapsteen.profile.queries import holding
from stapsteen.profile.variants import VARIANTS, Variant, mirrors
from stapsteen.web.asked import number_in
from stapsteen.web.door import door, found, staff_only, viewer_of
from stapsteen.web.profile.picture import picture_of
from stapsteen.web.undoing import say_done

deciders_only = door(may_decide_profile)
Kind = ProfileDecision.Kind
HISTORY = 10


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The positions that hold, or those that are being tried out: they stand in the address."""
    viewer = viewer_of(request)
    school = found(viewer.school)
    kind = request.GET.get("kind", Kind.IN_FORCE)
    kind = kind if kind in Kind.values else Kind.IN_FORCE
    held = holding(school, kind)
    positions = read_positions(request.GET, held.positions)
    near = mirrors(positions)
    mirror = next((one for one in near if one.variant.key == request.GET.get("mirror")), near[0])
    context = {
        "kind": kind,
        "kinds": Kind.choices,
        "held": held,
        "trying": positions != dict(held.positions),
        "picture": picture_of(positions, mirror.variant),
        "near": near,
        "mirror": mirror,
        "variants": VARIANTS,
        "effects": effects(positions),
        "remarks": remarks_on(positions),
        "history": decisions_for(viewer).filter(kind=kind)[:HISTORY],
        "may_decide": may_decide_profile(viewer),
    }
    template = "profile/overview.html"
    return render(
        request, template + "#profile" if getattr(request, "htmx", False) else template, context
    )


def read_positions(form: QueryDict, held: Positions) -> dict[str, int]:
    """The positions of a form; of a variant when one is asked for; else those that hold."""
    variant = _variant(form.get("variant", ""))
    if variant is not None:
        return dict(variant.positions)
    found = dict(held)
    for key in BY_KEY:
        position = number_in(str(form.get(key) or ""))
        if LOWEST <= position <= HIGHEST:
            found[key] = position
    return found


def _variant(key: str) -> Variant | None:
    return next((one for one in VARIANTS if one.key == key), None)


@deciders_only
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    school = found(viewer.school)
    kind = request.POST.get("kind", "")
    kind = kind if kind in Kind.values else Kind.IN_FORCE
    positions = read_positions(request.POST, holding(school, kind).positions)
    decision = write_down(school, kind, positions, by=viewer)
    say_done(request, _("Opgeschreven. Dit geldt vanaf vandaag."), "profile:take_back", decision.pk)
    return redirect(f"{reverse('profile:overview')}?kind={kind}")


@deciders_only
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    decision = found(decisions_for(viewer).filter(pk=number).first())
    withdraw(decision, by=viewer)
    messages.success(request, _("Teruggedraaid. Wat hiervoor gold, geldt weer."))
    return redirect(f"{reverse('profile:overview')}?kind={decision.kind}")
