"""What was seen of one pupil, by whom and how much it tells; taking it back, and deciding on a goal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.curriculum.access import goals_for
from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import evidence_for, guided_learning_for, may_record
from stapsteen.learning.actions.evidence import decide, withdraw
from stapsteen.school.models import Person
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.evidence.by_goal import by_goal


@staff_only
@require_safe
def seen(request: HttpRequest, number: int) -> HttpResponse:
    person = _pupil(request, number)
    note_file_opened(person, by=viewer_of(request), page="evidence:seen")
    return show(request, person)


def show(
    request: HttpRequest, person: Person, refused: Refused | None = None, goal: Goal | None = None
) -> HttpResponse:
    """The page; after a refused decision with the form of that goal open, as it was filled in."""
    viewer, page = viewer_of(request), max(1, number_in(request.GET.get("blad", "1")))
    goals, more = by_goal(viewer, person, page)
    context = {
        "person": person,
        "goals": goals,
        "later": page - 1,
        "earlier": page + 1 if more else 0,
        "may_record": may_record(viewer, person),
        "refused": refused,
        "asked": goal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "evidence/seen.html", context, status=422 if refused else 200)


@staff_only
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    viewer, person = viewer_of(request), _pupil(request, number)
    goal: Goal = found(goals_for(viewer).filter(pk=number_in(request.POST.get("goal", ""))).first())
    mastered = request.POST.get("mastered", "") == "yes"
    try:
        decide(viewer, person, goal, mastered, request.POST.get("reason", ""))
    except Refused as refused:
        return show(request, person, refused, goal)
    messages.success(request, _("Je besluit staat erbij, met de reden."))
    return redirect("evidence:seen", person.pk)


@staff_only
@require_POST
def withdrawal(request: HttpRequest, number: int, evidence: int) -> HttpResponse:
    """Take one piece of evidence back; of others only the care coordinator may."""
    viewer, person = viewer_of(request), _pupil(request, number)
    one = found(evidence_for(viewer, person).filter(pk=evidence).first())
    try:
        withdraw(viewer, [one])
    except Refused as refused:
        return show(request, person, refused)
    messages.success(request, _("Teruggenomen. Het telt niet meer mee."))
    return redirect("evidence:seen", person.pk)


def _pupil(request: HttpRequest, number: int) -> Person:
    person: Person = found(guided_learning_for(viewer_of(request)).filter(pk=number).first())
    return person
