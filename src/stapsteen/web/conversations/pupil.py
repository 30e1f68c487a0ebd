"""A pupil prepares its own conversation, in pictures, goals and words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stapsteen.learning.actions.conversations import prepare
from stapsteen.learning.queries.conversations import (
    agreements_of,
    goal_pictures_for,
    last_talk,
    next_talk,
    own_words_in,
    pictures_for,
)
from stapsteen.school.models import RoleKind
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, viewer_of

pupils_only = roles_only(RoleKind.PUPIL)


@pupils_only
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    person = found(viewer.person)
    talk = next_talk(person)
    if request.method == "POST":
        prepare(
            viewer,
            found(talk),
            request.POST.getlist("picture"),
            [number_in(one) for one in request.POST.getlist("goal")],
            request.POST.get("words", ""),
        )
        messages.success(request, _("Klaar! Dit neem je mee naar het gesprek."))
        return redirect("conversations:mine")
    context = {
        "talk": talk,
        "pictures": pictures_for(talk) if talk else [],
        "goals": goal_pictures_for(talk) if talk else [],
        "words": own_words_in(talk) if talk else "",
        "agreements": agreements_of(person),
        "last": last_talk(person),
    }
    return render(request, "conversations/mine.html", context)
