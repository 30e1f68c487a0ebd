"""Who leads conversations: plans in one tap, sees what was prepared, and writes down what came out."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.accounts.models import User
from stapsteen.learning.access import conversations_for, leads_talks, talked_with
from stapsteen.learning.actions.conversations import (
    bring_back_talk,
    cancel_talk,
    hold_talk,
    may_bring_back,
    move_talk,
    plan_talk,
    put_on_agenda,
    take_off_agenda,
)
from stapsteen.learning.models import Agreement, Conversation
from stapsteen.learning.queries.conversations import (
    earlier_talks,
    held_talks,
    next_talk,
    next_talk_day,
    planned_talks,
)
from stapsteen.learning.queries.talk_wishes import waiting_for_talk
from stapsteen.school.access import current_year_for
from stapsteen.school.models import Person
from stapsteen.signals.queries.standing import signals_of, topics_for
from stapsteen.web.conversations.forms import DayForm, HeldForm
from stapsteen.web.door import door, found, viewer_of
from stapsteen.web.going import back_to
from stapsteen.web.undoing import say_done

leaders_only = door(leads_talks)


@leaders_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "planned": planned_talks(viewer),
        "held": held_talks(viewer),
        "others": waiting_for_talk(viewer),
        "day": next_talk_day(current_year_for(viewer)),
    }
    return render(request, "conversations/overview.html", context)


@leaders_only
@require_POST
def plan(request: HttpRequest, pupil: int) -> HttpResponse:
    """One tap: plan a conversation, or put the reason on the agenda of the one that is planned."""
    viewer = viewer_of(request)
    person = found(talked_with(viewer).select_related("school").filter(pk=pupil).first())
    topic = _reason(viewer, person, request)
    planned = next_talk(person)
    if planned is not None:
        put_on_agenda(viewer, planned, [topic] if topic else [], from_data=True)
        messages.success(
            request,
            _("Dit staat op de agenda van het gesprek met %(name)s op %(day)s.")
            % {"name": person.first_name, "day": date_format(planned.planned_for, "l j F")},
        )
        return redirect("conversations:talk", number=planned.pk)
    talk = plan_talk(viewer, person, _day_in(request, viewer), topic=topic)
    _tell_planned(request, talk)
    return redirect(back_to(request, "conversations:overview"))


def _reason(viewer: User, person: Person, request: HttpRequest) -> str:
    """The sentence of the signal that the tap was about; nothing when it does not stand any more."""
    kind, about = request.POST.get("kind", ""), request.POST.get("about", "")
    year = current_year_for(viewer)
    if not kind or year is None:
        return ""
    standing = signals_of(person, year)
    return next(
        (one.sentence for one in standing if (one.kind.key, one.about) == (kind, about)), ""
    )


def _day_in(request: HttpRequest, viewer: User) -> date:
    """The day that was filled in, else a day of school in about a week."""
    form = DayForm(request.POST)
    if form.is_valid():
        day: date = form.cleaned_data["day"]
        return day
    return next_talk_day(current_year_for(viewer))


def _tell_planned(request: HttpRequest, talk: Conversation) -> None:
    say_done(
        request,
        _("Gesprek met %(name)s gepland op %(day)s.")
        % {"name": talk.person.first_name, "day": date_format(talk.planned_for, "l j F")},
        "conversations:cancel",
        talk.pk,
    )


def talk_of(request: HttpRequest, number: int) -> Conversation:
    """A conversation that the viewer leads; 404 for any other."""
    viewer = viewer_of(request)
    talks = conversations_for(viewer).filter(person__in=talked_with(viewer).values("pk"))
    talk: Conversation = found(
        talks.select_related("person__school", "coach").filter(pk=number).first()
    )
    return talk


@leaders_only
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = talk_of(request, number)
    form = HeldForm(request, one, viewer.person)
    if request.method == "POST" and form.is_valid():
        return _held(request, one, form)
    note_file_opened(one.person, by=viewer, page="conversation")
    year = current_year_for(viewer)
    topics = list(one.topics.select_related("goal"))
    there = {topic.text for topic in topics}
    is_planned = one.state == Conversation.State.PLANNED
    asked = topics_for(one.person, year) if year and is_planned else []
    context = {
        "talk": one,
        "topics": topics,
        "asked": [text for text in asked if text not in there],
        "form": form,
        "day_form": DayForm(initial={"day": one.planned_for}),
        "outcomes": Agreement.Outcome,
        "agreements": list(one.agreements.select_related("owner")),
        "earlier": earlier_talks(viewer, one),
        "may_bring_back": may_bring_back(viewer, one),
    }
    status = 422 if form.errors else 200
    return render(request, "conversations/talk.html", context, status=status)


def _held(request: HttpRequest, one: Conversation, form: HeldForm) -> HttpResponse:
    viewer = viewer_of(request)
    hold_talk(viewer, one, form.told())
    say_done(
        request,
        _("Het gesprek met %(name)s is bewaard.") % {"name": one.person.first_name},
        "conversations:bring_back",
        one.pk,
    )
    if weeks := form.weeks_ahead():
        year = current_year_for(viewer)
        day = next_talk_day(year, timedelta(weeks=weeks))
        _tell_planned(request, plan_talk(viewer, one.person, day))
    return redirect("conversations:talk", number=one.pk)


@leaders_only
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    one = talk_of(request, number)
    move_talk(viewer_of(request), one, _day_in(request, viewer_of(request)))
    messages.success(request, _("Het gesprek staat op de nieuwe dag."))
    return redirect("conversations:talk", number=one.pk)


@leaders_only
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    one = talk_of(request, number)
    cancel_talk(viewer_of(request), one)
    say_done(
        request,
        _("Het gesprek met %(name)s gaat niet door.") % {"name": one.person.first_name},
        "conversations:bring_back",
        one.pk,
    )
    return redirect(back_to(request, "conversations:overview"))


@leaders_only
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    one = talk_of(request, number)
    bring_back_talk(viewer_of(request), one)
    messages.success(request, _("Het gesprek staat weer gepland."))
    return redirect("conversations:talk", number=one.pk)


@leaders_only
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    one = talk_of(request, number)
    put_on_agenda(viewer_of(request), one, [request.POST.get("text", "")])
    return redirect(reverse("conversations:talk", args=[one.pk]) + "#agenda")


@leaders_only
@require_POST
def add_all(request: HttpRequest, number: int) -> HttpResponse:
    """One tap: everything that the data ask stands on the agenda."""
    viewer = viewer_of(request)
    one = talk_of(request, number)
    year = found(current_year_for(viewer))
    amount = put_on_agenda(viewer, one, topics_for(one.person, year), from_data=True)
    told = ngettext("%(n)s punt erbij.", "%(n)s punten erbij.", amount) % {"n": amount}
    messages.success(request, told)
    return redirect(reverse("conversations:talk", args=[one.pk]) + "#agenda")


@leaders_only
@require_POST
def take_off(request: HttpRequest, number: int, topic: int) -> HttpResponse:
    one = talk_of(request, number)
    take_off_agenda(
        viewer_of(request),
        found(one.topics.select_related("conversation__person__school").filter(pk=topic).first()),
    )
    return redirect(reverse("conversations:talk", args=[one.pk]) + "#agenda")
