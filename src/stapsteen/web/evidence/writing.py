"""See and write down: tap the pupils, tap the goal, tap how far; that is all."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from stapsteen.kit.refused import Refused
from stapsteen.learning.levels import Level
from stapsteen.learning.models import Evidence
from stapsteen.web.door import staff_only, viewer_of
from stapsteen.web.evidence.asked import Filled, filled_in, with_own_key, write_down
from stapsteen.web.evidence.choosing import Place, on_page, place_of
from stapsteen.web.undoing import say_done


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    place = place_of(request, viewer)
    if request.method != "POST":
        return show(request, place, place.filled)
    filled = with_own_key(viewer, filled_in(request))
    if "find" in request.POST:
        return show(request, place, filled)
    try:
        seen = write_down(viewer, filled)
    except Refused as refused:
        return show(request, place, replace(filled, media=()), refused)
    say_done(request, told(seen), "evidence:take_back", filled.key)
    return redirect(f"{request.path}?{request.GET.urlencode()}".rstrip("?"))


def show(
    request: HttpRequest, place: Place, filled: Filled, refused: Refused | None = None
) -> HttpResponse:
    """The page, with what was filled in. It says how long a device may keep it: as long as a log-in."""
    context = on_page(viewer_of(request), place, filled) | {"refused": refused}
    response = render(request, "evidence/write.html", context, status=422 if refused else 200)
    until = timezone.now().timestamp() + settings.SESSION_COOKIE_AGE
    response["X-Kept-Until"] = http_date(until)
    return response


def told(seen: list[Evidence]) -> str:
    """What was written down, in a sentence."""
    first, people = seen[0], {one.person_id for one in seen}
    words = {"goal": first.goal.name, "level": Level(int(first.value)).label.lower()}
    if len(people) == 1:
        return _("%(name)s: %(goal)s, %(level)s.") % {"name": first.person.first_name, **words}
    return ngettext(
        "%(n)s leerling: %(goal)s, %(level)s.", "%(n)s leerlingen: %(goal)s, %(level)s.",
        len(people),
    ) % {"n": len(people), **words}  # fmt: skip
