"""Themes: which there are, one with its questions and activities, making and changing it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.school.access import current_year_for, groups_of, is_staff_member
from stapsteen.web.door import door, everyone, found, viewer_of
from stapsteen.web.themes.forms import PICTOGRAMS, ThemeForm, title_of_form
from stapsteen.web.told_in_form import told_in
from stapsteen.web.undoing import say_done
from stapsteen.week.models import Theme, ThemeQuestion
from stapsteen.week.themes.access import may_ask, may_make_themes, questions_for, themes_for
from stapsteen.week.themes.actions import (
    answer,
    ask,
    change_theme,
    make_theme,
    withdraw_question,
    withdraw_theme,
)
from stapsteen.week.themes.queries import listed_themes, opened_theme

makers_only = door(may_make_themes)
USUAL = timedelta(weeks=4)


def theme_of(request: HttpRequest, number: int) -> Theme:
    """A theme that the viewer may open; 404 for any other."""
    theme: Theme = found(themes_for(viewer_of(request)).filter(pk=number).first())
    return theme


@everyone
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "themes": listed_themes(viewer),
        "may_make": may_make_themes(viewer) and current_year_for(viewer) is not None,
    }
    return render(request, "themes/overview.html", context)


@everyone
@require_safe
def theme(request: HttpRequest, number: int) -> HttpResponse:
    viewer, one = viewer_of(request), theme_of(request, number)
    context = {
        "opened": opened_theme(one, viewer),
        "theme": one,
        "is_staff": is_staff_member(viewer),
        "may_change": may_make_themes(viewer) and one.withdrawn_at is None,
        "may_ask": may_ask(viewer, one),
        "pictograms": PICTOGRAMS,
        "me": viewer.person,
    }
    return render(request, "themes/theme.html", context)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    today = timezone.localdate()
    usual = {
        "starts": today,
        "ends": min(today + USUAL, year.ends),
        "groups": list(groups_of(viewer.person, year)),
    }
    form = ThemeForm(viewer, year, request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = make_theme(year, form.plan(), by=viewer)
            messages.success(request, _("Het thema is er. Voeg nu toe wat jullie gaan doen."))
            return redirect("themes:theme", number=made.pk)
    return _form(request, form, None)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    viewer, one = viewer_of(request), theme_of(request, number)
    form = ThemeForm(viewer, one.year, request.POST or None, initial=ThemeForm.of(one))
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            change_theme(one, form.plan(), by=viewer)
            return redirect("themes:theme", number=one.pk)
    return _form(request, form, one)


def _form(request: HttpRequest, form: ThemeForm, one: Theme | None) -> HttpResponse:
    context = {"form": form, "theme": one, "heading": title_of_form(one)}
    return render(request, "themes/form.html", context, status=422 if form.errors else 200)


@makers_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    one = theme_of(request, number)
    withdraw_theme(one, by=viewer_of(request))
    say_done(request, _("%(name)s is weg.") % {"name": one.title}, "themes:bring_back", one.pk)
    return redirect("themes:overview")


@makers_only
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    one = theme_of(request, number)
    withdraw_theme(one, withdrawn=False, by=viewer_of(request))
    return redirect("themes:theme", number=one.pk)


@everyone
@require_POST
def ask_question(request: HttpRequest, number: int) -> HttpResponse:
    one = theme_of(request, number)
    made = ask(one, request.POST.get("text", ""), by=viewer_of(request))
    say_done(request, _("Je vraag staat erbij."), "themes:question_away", made.pk)
    return redirect("themes:theme", number=one.pk)


def question_of(request: HttpRequest, number: int) -> ThemeQuestion:
    """A question in a theme that the viewer may open; 404 for any other."""
    one: ThemeQuestion = found(questions_for(viewer_of(request)).filter(pk=number).first())
    return one


@everyone
@require_POST
def answered(request: HttpRequest, number: int) -> HttpResponse:
    """The question was answered; said again, it is open again."""
    one = question_of(request, number)
    answer(one, answered=one.answered_at is None, by=viewer_of(request))
    return redirect("themes:theme", number=one.theme_id)


@everyone
@require_POST
def question_away(request: HttpRequest, number: int) -> HttpResponse:
    one = question_of(request, number)
    withdraw_question(one, by=viewer_of(request))
    say_done(request, _("De vraag is weg."), "themes:question_back", one.pk)
    return redirect("themes:theme", number=one.theme_id)


@everyone
@require_POST
def question_back(request: HttpRequest, number: int) -> HttpResponse:
    one = question_of(request, number)
    withdraw_question(one, withdrawn=False, by=viewer_of(request))
    return redirect("themes:theme", number=one.theme_id)
