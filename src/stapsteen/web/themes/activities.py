"""An activity of a theme: the goals it carries, and how it went for whom."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.access import goals_for
from stapsteen.learning.actions.evidence import people_to_write_about
from stapsteen.learning.levels import Level
from stapsteen.learning.queries.evidence import goals_like, goals_worked_on, key_to_use
from stapsteen.web.asked import key_in, number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.themes.forms import pictogram_in
from stapsteen.web.themes.views import makers_only, theme_of
from stapsteen.web.undoing import say_done
from stapsteen.week.models import ThemeActivity
from stapsteen.week.themes.access import activities_for, may_make_themes, pupils_to_see
from stapsteen.week.themes.actions import add_activity, carry, note_of, see, withdraw_activity

MOST_OFFERED = 12


def activity_of(request: HttpRequest, number: int) -> ThemeActivity:
    """An activity of the viewer's school, for the team; 404 for any other."""
    one: ThemeActivity = found(activities_for(viewer_of(request)).filter(pk=number).first())
    return one


@makers_only
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    one = theme_of(request, number)
    asked = request.POST
    picture = pictogram_in(asked.get("pictogram", ""))
    made = add_activity(one, asked.get("title", ""), picture, by=viewer_of(request))
    messages.success(request, _("Kies nu aan welke doelen de kinderen hier werken."))
    return redirect("themes:activity", number=made.pk)


@staff_only
@require_safe
def activity(request: HttpRequest, number: int) -> HttpResponse:
    viewer, one = viewer_of(request), activity_of(request, number)
    pupils = list(pupils_to_see(viewer, one.theme))
    carried = list(one.goals.select_related("subject").order_by("subject__position", "step", "pk"))
    text = request.GET.get("zoek", "").strip()
    offered = [work.goal for work in goals_worked_on(pupils) if work.goal not in carried]
    context = {
        "activity": one,
        "theme": one.theme,
        "goals": carried,
        "pupils": pupils,
        "key": uuid4(),
        "levels": Level,
        "may_change": may_make_themes(viewer) and one.withdrawn_at is None,
        "text": text,
        "results": [
            goal for goal in goals_like(one.theme.year.school, text) if goal not in carried
        ],
        "offered": offered[:MOST_OFFERED],
    }
    return render(request, "themes/activity.html", context)


@makers_only
@require_POST
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """Let the activity carry a goal, or no longer."""
    viewer, one = viewer_of(request), activity_of(request, number)
    chosen = found(goals_for(viewer).filter(pk=number_in(request.POST.get("goal", ""))).first())
    carry(one, chosen, carries=request.POST.get("carries") == "1", by=viewer)
    return redirect("themes:activity", number=one.pk)


@staff_only
@require_POST
def seen(request: HttpRequest, number: int) -> HttpResponse:
    """Write down how it went for the pupils who were tapped: once, also when it is sent twice."""
    viewer, one = viewer_of(request), activity_of(request, number)
    numbers = [number_in(text) for text in request.POST.getlist("pupil")]
    level, note = number_in(request.POST.get("level", "")), note_of(one)
    carried = one.goals.values_list("pk", flat=True)
    told = {(pupil, goal, level, note) for pupil in numbers for goal in carried}
    key = key_to_use(viewer, key_in(request.POST.get("key", "")) or uuid4(), told)
    people = people_to_write_about(viewer, numbers, key)
    evidence = see(one, people, level, by=viewer, device_key=key)
    goals = len({row.goal_id for row in evidence})
    many = ngettext("%(n)s leerling", "%(n)s leerlingen", len(people)) % {"n": len(people)}
    on = ngettext("%(n)s doel", "%(n)s doelen", goals) % {"n": goals}
    say_done(
        request,
        _("Opgeschreven bij %(many)s, op %(on)s.") % {"many": many, "on": on},
        "evidence:take_back",
        key,
    )
    return redirect("themes:activity", number=one.pk)


@makers_only
@require_POST
def away(request: HttpRequest, number: int) -> HttpResponse:
    one = activity_of(request, number)
    withdraw_activity(one, by=viewer_of(request))
    say_done(request, _("%(name)s is weg.") % {"name": one.title}, "themes:back", one.pk)
    return redirect("themes:theme", number=one.theme_id)


@makers_only
@require_POST
def back(request: HttpRequest, number: int) -> HttpResponse:
    one = activity_of(request, number)
    withdraw_activity(one, withdrawn=False, by=viewer_of(request))
    return redirect("themes:activity", number=one.pk)
