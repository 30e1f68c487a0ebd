"""What was seen of one pupil, by whom and how much it tells; and what a teacher decides of a goal."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.accounts.models import User
from stapsteen.curriculum.access import goals_for
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import evidence_for, learning_for, may_record
from stapsteen.learning.actions.evidence import decide, withdraw
from stapsteen.learning.levels import Level, OwnView
from stapsteen.learning.models import Evidence
from stapsteen.learning.queries.evidence import goals_worked_on, seen_of
from stapsteen.school.access import has_role
from stapsteen.school.models import Person, RoleKind
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.evidence.choosing import PICTURES
from stapsteen.web.evidence.own import WEATHER

Kind = Evidence.Kind
# What the learner model does with each kind: docs/explanation/mastery.md.
TELLS: dict[str, str | Promise] = {
    Kind.ANSWER: gettext_lazy("een antwoord zegt een beetje"),
    Kind.PERCENTAGE: gettext_lazy("telt als hooguit vijf antwoorden"),
    Kind.OBSERVATION: gettext_lazy("zegt veel"),
    Kind.SELF: gettext_lazy("om over te praten, telt niet mee"),
    Kind.DECISION: gettext_lazy("gaat voor"),
}


@dataclass(frozen=True)
class Row:
    """One piece of evidence in words and a picture."""

    one: Evidence
    said: str
    picture: str
    tells: str | Promise
    may_withdraw: bool


@staff_only
@require_safe
def seen(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    person: Person = found(learning_for(viewer).filter(pk=number).first())
    note_file_opened(person, by=viewer, page="evidence:seen")
    return show(request, person)


def show(request: HttpRequest, person: Person, refused: Refused | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    evidence = seen_of(viewer, person)
    cares = has_role(viewer, RoleKind.CARE_COORDINATOR)
    goals = {one.goal: None for one in goals_worked_on([person])}
    goals |= {one.goal: None for one in evidence}
    context = {
        "person": person,
        "rows": [_row(one, viewer, withdraws_all=cares) for one in evidence],
        "may_record": may_record(viewer, person),
        "goals": sorted(goals, key=lambda goal: (str(goal.subject), goal.step, goal.name)),
        "refused": refused,
        "asked": request.POST,
    }
    return render(request, "evidence/seen.html", context, status=422 if refused else 200)


@staff_only
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    person: Person = found(learning_for(viewer).filter(pk=number).first())
    goal = found(goals_for(viewer).filter(pk=number_in(request.POST.get("goal", ""))).first())
    mastered = request.POST.get("mastered", "") == "yes"
    try:
        decide(viewer, person, goal, mastered, request.POST.get("reason", ""))
    except Refused as refused:
        return show(request, person, refused)
    messages.success(request, _("Je besluit staat erbij, met de reden."))
    return redirect("evidence:seen", person.pk)


@staff_only
@require_POST
def withdrawal(request: HttpRequest, number: int, evidence: int) -> HttpResponse:
    """Take one piece of evidence back; of others only the care coordinator may."""
    viewer = viewer_of(request)
    person: Person = found(learning_for(viewer).filter(pk=number).first())
    one = found(evidence_for(viewer, person).filter(pk=evidence).first())
    try:
        withdraw(viewer, [one])
    except Refused as refused:
        return show(request, person, refused)
    messages.success(request, _("Teruggenomen. Het telt niet meer mee."))
    return redirect("evidence:seen", person.pk)


def _row(one: Evidence, viewer: User, *, withdraws_all: bool) -> Row:
    said, picture = _said(one)
    return Row(one, said, picture, TELLS[one.kind], withdraws_all or one.by_id == viewer.pk)


def _said(one: Evidence) -> tuple[str, str]:
    """What was seen, in words, and its picture."""
    if one.kind == Kind.OBSERVATION:
        level = Level(int(one.value))
        return str(level.label), PICTURES[level]
    if one.kind == Kind.SELF:
        view = OwnView(int(one.value))
        return str(view.label), WEATHER[view]
    if one.kind == Kind.DECISION:
        return (_("Beheerst"), "checklist") if one.value else (_("Nog niet"), "hourglass")
    if one.kind == Kind.ANSWER:
        return (_("Goed"), "page") if one.value else (_("Fout"), "page")
    right = round(one.value * (one.out_of or 0))
    return _("%(right)s van de %(all)s goed") % {"right": right, "all": one.out_of or "?"}, "page"
