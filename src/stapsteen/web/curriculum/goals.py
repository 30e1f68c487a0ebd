"""One goal: its words, what comes before and after it, what it serves, and its history."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.curriculum.access import (
    goals_for,
    may_change_curriculum,
    may_change_goal,
    may_record_goal,
)
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.wording import pictograms
from stapsteen.web.curriculum.history import told_of
from stapsteen.web.door import found, staff_only, viewer_of


@dataclass(frozen=True)
class Around:
    """What is in use right before and right after a goal."""

    before: list[Goal]
    after: list[Goal]


def around(goal: Goal) -> Around:
    """What stands around a goal, of all subjects. Two queries."""
    needs = goal.needs.select_related("needed__subject").order_by("needed__step")
    needed_by = goal.needed_by.select_related("goal__subject").order_by("goal__step")
    return Around(
        [one.needed for one in needs if one.needed.retired_on is None],
        [one.goal for one in needed_by if one.goal.retired_on is None],
    )


def goal_of(request: HttpRequest, number: int) -> Goal:
    """The goal with a number at the viewer's school; 404 for any other."""
    goals = goals_for(viewer_of(request)).select_related("framework", "progression", "school")
    goal: Goal = found(goals.filter(pk=number).first())
    return goal


@staff_only
@require_safe
def goal(request: HttpRequest, number: int) -> HttpResponse:
    viewer, this = viewer_of(request), goal_of(request, number)
    context = {
        "goal": this,
        "around": around(this),
        "picture": dict(pictograms()).get(this.pictogram, ""),
        "objectives": this.objectives.order_by("edition", "position"),
        "wholes": [one.whole for one in this.wholes.select_related("whole")],
        "parts": [one.goal for one in this.parts.select_related("goal")],
        "history": told_of(viewer, this),
        "became": [one.new for one in this.became.select_related("new")],
        "came_from": [one.old for one in this.came_from.select_related("old")],
        "recordings": this.recordings.select_related("made_by"),
        "may_edit": may_change_goal(viewer, this),
        "may_change": may_change_curriculum(viewer),
        "may_record": may_record_goal(viewer, this),
    }
    return render(request, "curriculum/goal.html", context)
