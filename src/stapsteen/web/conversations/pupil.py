"""A pupil prepares its own conversation, in pictures, goals and words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.learning.actions.conversations import prepare
from stapsteen.learning.actions.talk_wishes import ask_talk, take_back_talk_wish
from stapsteen.learning.queries.conversations import (
    agreements_of,
    goal_pictures_for,
    last_talk,
    own_words_in,
    pictures_for,
)
from stapsteen.learning.queries.talk_wishes import moment_of
from stapsteen.school.models import RoleKind
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, viewer_of
from stapsteen.web.going import back_to
from stapsteen.web.undoing import say_done

pupils_only = roles_only(RoleKind.PUPIL)


@pupils_only
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    person = found(viewer.person)
    moment = moment_of(person)
    talk = moment.next
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
        "moment": moment,
        "pictures": pictures_for(talk) if talk else [],
        "goals": goal_pictures_for(talk) if talk else [],
        "words": own_words_in(talk) if talk else "",
        "agreements": agreements_of(person),
        "last": last_talk(person),
    }
    return render(request, "conversations/mine.html", context)


@pupils_only
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """One tap: the coach sees that this pupil wants to talk."""
    ask_talk(viewer_of(request))
    say_done(request, _("Gevraagd. Je coach ziet het."), "conversations:unask")
    return redirect(back_to(request, "conversations:mine"))


@pupils_only
@require_POST
def unask(request: HttpRequest) -> HttpResponse:
    take_back_talk_wish(viewer_of(request))
    messages.success(request, _("Je vraag is weg. Je mag het altijd weer vragen."))
    return redirect(back_to(request, "conversations:mine"))
