"""A pupil says in pictures how it goes with the goals that it works on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.access import goals_for
from stapsteen.learning.actions.evidence import assess_self
from stapsteen.learning.levels import OwnView
from stapsteen.learning.queries.evidence import goals_worked_on, own_views
from stapsteen.school.models import Person, RoleKind
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, viewer_of

pupils_only = roles_only(RoleKind.PUPIL)
WEATHER = {OwnView.HARD: "rain", OwnView.HALFWAY: "cloudy", OwnView.GOOD: "sunny"}


@pupils_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    pupil: Person = found(viewer_of(request).person)
    said = own_views(pupil)
    rows = [(one.goal, said.get(one.goal.pk)) for one in goals_worked_on([pupil])]
    views = [(view, WEATHER[view]) for view in OwnView]
    return render(request, "evidence/mine.html", {"rows": rows, "views": views})


@pupils_only
@require_POST
def assess(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    goal = found(goals_for(viewer).filter(pk=number).first())
    assess_self(viewer, goal, number_in(request.POST.get("view", "")))
    messages.success(request, _("Bewaard. Je mag het altijd veranderen."))
    response = redirect("evidence:mine")
    response["Location"] += f"#goal-{goal.pk}"
    return response
