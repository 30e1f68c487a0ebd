"""The learning lines of a subject in one picture, and the core objectives with what serves them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.access import (
    goals_for,
    may_change_curriculum,
    may_make_goals,
    publishers_for,
)
from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import CoreObjective, Goal
from stapsteen.curriculum.queries import goals_in_use, needs_among, served, subjects_with_goals
from stapsteen.school.models import School, Subject
from stapsteen.web.asked import number_in
from stapsteen.web.curriculum.goals import around
from stapsteen.web.curriculum.picture import picture_of
from stapsteen.web.door import door, found, staff_only, viewer_of

answerable_only = door(may_change_curriculum)


@staff_only
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """A subject's lines, with one goal chosen or none."""
    viewer = viewer_of(request)
    school: School = found(viewer.school)
    subjects = subjects_with_goals(school)
    context = {
        "subjects": subjects,
        "may_bring_in": may_change_curriculum(viewer),
        "may_make": may_make_goals(viewer),
    }
    if subjects:
        subject = _asked(request, subjects)
        context |= _of_subject(school, subject, request.GET.get("doel", ""))
        context["publishers"] = publishers_for(viewer, subject)
        context["retired"] = goals_for(viewer).filter(subject=subject, retired_on__isnull=False)
    return render(request, "curriculum/lines.html", context)


def _asked(request: HttpRequest, subjects: list[Subject]) -> Subject:
    key = request.GET.get("vak")
    if not key:
        return subjects[0]
    subject: Subject = found(next((one for one in subjects if one.key == key), None))
    return subject


def _of_subject(school: School, subject: Subject, asked: str) -> dict[str, object]:
    goals = list(goals_in_use(school).filter(subject=subject))
    chosen: Goal | None = None
    if asked:
        chosen = found(next((one for one in goals if one.pk == number_in(asked)), None))
    needs, other = needs_among(goals), _("Zonder leerlijn")
    linked = {end for pair in needs for end in pair}
    drawn = [one for one in goals if one.progression or one.pk in linked]
    picture = picture_of(drawn, needs, chosen, other)
    by_line: dict[str, list[Goal]] = {row.name: [] for row in picture.rows}
    for goal in goals:
        name = goal.progression.label if goal.progression else other
        by_line.setdefault(name, []).append(goal)
    return {
        "subject": subject,
        "picture": picture,
        "goal": chosen,
        "around": around(chosen) if chosen else None,
        "by_line": by_line,
        "count": len(goals),
        "loose": len(goals) - len(drawn),
    }


@answerable_only
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Give the school the starter set."""
    viewer = viewer_of(request)
    many = bring_in_starter(viewer, found(viewer.school))
    said = ngettext("%(n)s doel staat erbij.", "%(n)s doelen staan erbij.", many) % {"n": many}
    messages.success(request, said if many else _("Alle doelen van de beginset waren er al."))
    return redirect("curriculum:lines")


@staff_only
@require_safe
def objectives(request: HttpRequest) -> HttpResponse:
    """Per core objective the goals that serve it; those that no goal serves are named first."""
    edition = request.GET.get("editie", CoreObjective.Edition.OF_2006)
    if edition not in CoreObjective.Edition.values:
        edition = CoreObjective.Edition.OF_2006
    rows = served(found(viewer_of(request).school), edition)
    from_slo = any(
        one.objective.uri for one in rows
    )  # the starter set names some, in words of ours
    context = {
        "editions": CoreObjective.Edition.choices,
        "edition": edition,
        "rows": rows,
        "without": [one.objective for one in rows if not one.goals],
        "from_slo": from_slo,
        "statuses": sorted({one.objective.status for one in rows if one.objective.status}),
        "may_read_in": may_change_curriculum(viewer_of(request)),
        "only_named": rows and not from_slo,
    }
    return render(request, "curriculum/objectives.html", context)
