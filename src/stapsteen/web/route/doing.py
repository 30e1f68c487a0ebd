"""What is done on the route: a tap each, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stapsteen.accounts.models import User
from stapsteen.accounts.reading import choose_screen
from stapsteen.curriculum.access import goals_for
from stapsteen.kit.refused import Refused
from stapsteen.learning.access_goals import personal_goals_for
from stapsteen.learning.actions import goals
from stapsteen.learning.actions.freedom import agree_freedom, end_freedom
from stapsteen.learning.models import PersonalGoal
from stapsteen.profile.queries import agreed_with
from stapsteen.school.models import Person
from stapsteen.web.door import everyone, found, viewer_of
from stapsteen.web.route.picture import anchor_of
from stapsteen.web.route.views import person_on, show
from stapsteen.web.undoing import say_done

State = PersonalGoal.State
STEPS: dict[str, tuple[Callable[[User, PersonalGoal], PersonalGoal], str | Promise]] = {
    "neem": (goals.take, gettext_lazy("Deze steen is gekozen.")),
    "begin": (goals.start, gettext_lazy("Veel plezier!")),
    "kan": (goals.claim, gettext_lazy("Mooi. Er kijkt iemand mee.")),
    "akkoord": (goals.agree, gettext_lazy("Dit doel is behaald.")),
    "bij": (goals.keep_up, gettext_lazy("Het is er nog.")),
    "laat": (goals.let_go, gettext_lazy("Het doel is van de route.")),
    "terug": (goals.step_back, gettext_lazy("Een stap terug.")),
}


@everyone
@require_POST
def pick(request: HttpRequest, number: int, goal: int) -> HttpResponse:
    """Tap a stone ahead: it is chosen, or asked for."""
    viewer, person = viewer_of(request), person_on(request, number)
    this = found(goals_for(viewer).filter(pk=goal).first())
    try:
        held = goals.choose(viewer, person, this, request.POST.get("reason", ""))
    except Refused as refused:
        return show(request, person, refused)
    return _told(request, person, held, _of_state(held))


@everyone
@require_POST
def own(request: HttpRequest, number: int) -> HttpResponse:
    """A goal in own words; with a reason, by who guides, one outside the national set."""
    viewer, person = viewer_of(request), person_on(request, number)
    title, picture = request.POST.get("title", ""), request.POST.get("picture", "")[:40]
    try:
        if "reason" in request.POST:
            reason = request.POST["reason"]
            held = goals.set_outside(viewer, person, title, picture, reason)
        else:
            held = goals.set_own(viewer, person, title, picture)
    except Refused as refused:
        return show(request, person, refused)
    return _told(request, person, held, _of_state(held))


@everyone
@require_POST
def step(request: HttpRequest, number: int, held: int, verb: str) -> HttpResponse:
    """One step with a goal that is there."""
    viewer, person = viewer_of(request), person_on(request, number)
    this = found(personal_goals_for(viewer, person).filter(pk=held).first())
    if verb not in STEPS:
        raise Http404
    act, sentence = STEPS[verb]
    try:
        done = act(viewer, this)
    except Refused as refused:
        return show(request, person, refused)
    return _told(request, person, done, str(sentence), undo=verb != "terug")


@everyone
@require_POST
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """How this person's screens read."""
    viewer, person = viewer_of(request), person_on(request, number)
    few = request.POST.get("few") == "yes"
    choose_screen(viewer, person, request.POST.get("reading", ""), few_at_once=few)
    return _back(request, person)


@everyone
@require_POST
def freedom(request: HttpRequest, number: int) -> HttpResponse:
    """Agree on less freedom for now, or on more with a reason."""
    viewer, person = viewer_of(request), person_on(request, number)
    part, _colon, value = request.POST.get("what", "").partition(":")
    try:
        day = date.fromisoformat(request.POST.get("review_on", ""))
    except ValueError:
        day = date.min
    try:
        agree_freedom(
            viewer, person, part, value, review_on=day, reason=request.POST.get("reason", "")
        )
    except Refused as refused:
        return show(request, person, refused)
    messages.success(request, _("De afspraak staat erbij, ook voor de leerling."))
    return _back(request, person)


@everyone
@require_POST
def end(request: HttpRequest, number: int, agreed: int) -> HttpResponse:
    """Let the school's policy hold again."""
    person = person_on(request, number)
    end_freedom(viewer_of(request), found(agreed_with(person).filter(pk=agreed).first()))
    messages.success(request, _("De afspraak is voorbij."))
    return _back(request, person)


def _of_state(held: PersonalGoal) -> str:
    if held.state == State.OPEN:
        return _("Gevraagd. De ander kiest mee.")
    return _("Gekozen. Deze steen ligt op de route.")


def _told(
    request: HttpRequest, person: Person, held: PersonalGoal, sentence: str, *, undo: bool = True
) -> HttpResponse:
    if undo:
        say_done(request, sentence, "route:step", person.pk, held.pk, "terug")
    else:
        messages.success(request, sentence)
    return redirect(f"{_back(request, person).url}#{anchor_of(held, held.goal)}")


def _back(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    if viewer_of(request).person == person:
        return HttpResponseRedirect(reverse("route:mine"))
    return HttpResponseRedirect(reverse("route:of", args=[person.pk]))
