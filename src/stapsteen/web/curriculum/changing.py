"""Making a goal the school's own: new, other words, split, merged, out of use, and each step back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stapsteen.curriculum.access import (
    changes_for,
    goals_for,
    may_change_curriculum,
    may_change_goal,
    may_make_goals,
    objectives_for,
    subjects_for,
)
from stapsteen.curriculum.actions.goals import edit_goal, make_goal, restore_goal, retire_goal
from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.school.models import School
from stapsteen.web.asked import number_in
from stapsteen.web.curriculum.forms import GoalForm, PartForm, Parts
from stapsteen.web.curriculum.goals import goal_of
from stapsteen.web.door import door, found, viewer_of
from stapsteen.web.told_in_form import told_in
from stapsteen.web.undoing import say_done
from stapsteen.week.changed_goals import merge_goals, split_goal, undo_change

answerable_only = door(may_change_curriculum)
makers_only = door(may_make_goals)


def told(request: HttpRequest, sentence: str, change: GoalChange, goal: Goal) -> HttpResponse:
    """Say what was done, with the way back, on the page of a goal."""
    say_done(request, sentence, "curriculum:undo", change.pk)
    return redirect("curriculum:goal", goal.pk)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A goal of the school's own, in the subject that was asked."""
    viewer = viewer_of(request)
    subjects = subjects_for(viewer)
    key = request.GET.get("vak", "")
    subject = found(subjects.filter(key=key).first() if key else subjects.first())
    form = GoalForm(viewer, subject, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            goal = make_goal(viewer, form.wording(), form.place())
            return told(request, _("Het doel staat erbij."), goal.changes.get(), goal)
    return _page(request, form, None)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    viewer, goal = viewer_of(request), goal_of(request, number)
    form = GoalForm(viewer, goal.subject, request.POST or None, goal)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            change = edit_goal(viewer, goal, form.wording(), form.place())
            if change is None:
                messages.info(request, _("Er is niets veranderd."))
                return redirect("curriculum:goal", number)
            return told(request, _("Het doel is veranderd."), change, goal)
    return _page(request, form, goal)


def _page(request: HttpRequest, form: GoalForm, goal: Goal | None) -> HttpResponse:
    viewer = viewer_of(request)
    needed = {one.needed_id for one in goal.needs.all()} if goal else set()
    serves = {one.pk for one in goal.objectives.all()} if goal else set()
    if form.is_bound:
        needed = {number_in(one) for one in request.POST.getlist("needs")}
        serves = {number_in(one) for one in request.POST.getlist("objectives")}
    others = [one for one in _in_lines(form.subject.school) if one != goal]
    context: dict[str, Any] = {
        "form": form,
        "goal": goal,
        "subject": form.subject,
        "may_save": goal is None or may_change_goal(viewer, goal),
        "chosen": [one for one in others if one.pk in needed],
        "own": [one for one in others if one.pk not in needed and one.subject == form.subject],
        "elsewhere": [
            one for one in others if one.pk not in needed and one.subject != form.subject
        ],
        "objectives": objectives_for(viewer),
        "serves": serves,
    }
    return render(request, "curriculum/edit.html", context, status=422 if form.errors else 200)


def _in_lines(school: School) -> QuerySet[Goal]:
    """The goals in use, line after line."""
    return goals_in_use(school).order_by(
        "subject__position",
        F("progression__position").asc(nulls_last=True),
        "step",
        "position",
        "pk",
    )


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, number: int) -> HttpResponse:
    """Two parts or more take the place of a goal."""
    goal = goal_of(request, number)
    first = [{"title": goal.title, "pupil_title": goal.pupil_title}]
    parts = Parts(request.POST or None, initial=first)
    if request.method == "POST" and parts.is_valid():
        with told_in(parts[0]):
            words = [one.wording(goal) for one in parts if one.cleaned_data.get("title")]
            change = split_goal(viewer_of(request), goal, words)
            return told(request, _("Het doel is gesplitst."), change, goal)
    context = {"goal": goal, "parts": parts}
    return render(request, "curriculum/split.html", context, status=422 if parts.is_bound else 200)


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, number: int) -> HttpResponse:
    """One goal takes the place of this one and others of its subject."""
    viewer, goal = viewer_of(request), goal_of(request, number)
    form = PartForm(
        request.POST or None, initial={"title": goal.title, "pupil_title": goal.pupil_title}
    )
    ticked = [number_in(one) for one in request.POST.getlist("goals")]
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            others = list(goals_for(viewer).filter(pk__in=ticked, subject=goal.subject))
            change = merge_goals(viewer, [goal, *others], form.wording(goal))
            return told(request, _("De doelen zijn samengevoegd."), change, goal)
    context = {
        "goal": goal,
        "form": form,
        "subject": goal.subject,
        "ticked": ticked,
        "others": _in_lines(goal.school).filter(subject=goal.subject).exclude(pk=goal.pk),
    }
    return render(request, "curriculum/merge.html", context, status=422 if form.errors else 200)


@answerable_only
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    goal = goal_of(request, number)
    change = retire_goal(viewer_of(request), goal)
    return told(request, _("Het doel wordt niet meer aangeboden."), change, goal)


@answerable_only
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    goal = goal_of(request, number)
    change = restore_goal(viewer_of(request), goal)
    return told(request, _("Het doel is weer in gebruik."), change, goal)


@makers_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a change back; to the goal it was about, if that still exists."""
    viewer = viewer_of(request)
    change: GoalChange = found(changes_for(viewer).filter(pk=number).first())
    undo_change(viewer, change)
    messages.success(request, _("Teruggedraaid: alles is weer zoals het was."))
    if goals_for(viewer).filter(pk=change.goal_id).exists():
        return redirect("curriculum:goal", change.goal_id)
    return redirect("curriculum:lines")
