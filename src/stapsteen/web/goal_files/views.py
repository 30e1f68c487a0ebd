"""Files of goals: choose one, look what it would do, say yes, take it back; and give goals to others."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.curriculum.access import frameworks_for, goal_imports_for, may_change_curriculum
from stapsteen.curriculum.actions.bring_in import look_at
from stapsteen.curriculum.coming.subjects import unknown_in
from stapsteen.curriculum.models import Framework
from stapsteen.exchange.curriculum.case_writing import package
from stapsteen.exchange.curriculum.reading import read_together
from stapsteen.exchange.parked import let_go, name_of, park, parked
from stapsteen.exchange.upload import content_of, files_of, in_words
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.coming_goals import bring_in, take_back
from stapsteen.school.models import School
from stapsteen.web.door import door, found, staff_only, viewer_of
from stapsteen.web.goal_files.forms import GoalFileForm, WishesForm
from stapsteen.web.goal_files.telling import rows_of
from stapsteen.web.undoing import say_done

answerable_only = door(may_change_curriculum)
MOST_SHOWN = 20


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Choose a file; what was brought in before; what can be given to others."""
    viewer = viewer_of(request)
    form = GoalFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            with in_words():
                content = content_of(upload)
                read_together(files_of(upload.name, content))
            return redirect("goal_files:look", token=park(upload.name, content))
        except Refused as refused:
            form.add_error("file", str(refused))
    context = {
        "form": form,
        "imports": goal_imports_for(viewer)[:MOST_SHOWN],
        "frameworks": frameworks_for(viewer),
    }
    return render(request, "goal_files/files.html", context, status=422 if form.errors else 200)


@answerable_only
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    """What a file would do, in counts and sentences; a yes brings it in."""
    viewer = viewer_of(request)
    school: School = found(viewer.school)
    outline, name = read_together(parked(token)), name_of(token)
    subjects = school.subjects.all()
    said = request.POST if request.method == "POST" else None
    form = WishesForm(said, subjects, unknown_in(school, outline))
    if form.is_valid():
        done = bring_in(viewer, school, outline, name, form.wishes())
        let_go(token)
        say_done(
            request,
            _("Ingelezen: %(name)s.") % {"name": done.framework},
            "goal_files:undo",
            done.number,
        )
        return redirect("goal_files:files")
    seen = look_at(viewer, school, outline)
    context = {
        "seen": seen,
        "name": name,
        "rows": rows_of(seen),
        "form": form,
        "special": any(one.for_some for one in outline.objectives),
        "retires": bool(seen.counts["goals"].get("retired")),
    }
    return render(request, "goal_files/look.html", context)


@answerable_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take an import back."""
    viewer = viewer_of(request)
    left = take_back(viewer, found(goal_imports_for(viewer).filter(pk=number).first()))
    said = _("Teruggedraaid. Wat op deze doelen geleerd is, blijft bewaard.")
    if left:
        said += " " + ngettext(
            "%(n)s doel is daarna nog veranderd en blijft zo.",
            "%(n)s doelen zijn daarna nog veranderd en blijven zo.",
            left,
        ) % {"n": left}
    messages.success(request, said)
    return redirect("goal_files:files")


@staff_only
@require_safe
def give(request: HttpRequest, number: int) -> HttpResponse:
    """One set of goals as a CASE file."""
    framework = found(frameworks_for(viewer_of(request)).filter(pk=number).first())
    return _as_file(framework.school, [framework], framework.name)


@staff_only
@require_safe
def give_all(request: HttpRequest) -> HttpResponse:
    """All goals of the school as one CASE file."""
    viewer = viewer_of(request)
    school: School = found(viewer.school)
    return _as_file(school, frameworks_for(viewer), school.name)


def _as_file(school: School, frameworks: Iterable[Framework], name: str) -> HttpResponse:
    answer = JsonResponse(package(school, frameworks), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "doelen"}.case.json"'
    return answer
