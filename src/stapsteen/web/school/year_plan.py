"""The year plan: the year in one picture, and everything that makes a day or a week unlike others."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from stapsteen.school.access import current_year_for, may_run_school
from stapsteen.school.actions import add_day_off, remove_day_off, take_holidays
from stapsteen.school.models import DayOff, Region, RoleKind, SchoolYear
from stapsteen.school.rollover import CLASSES
from stapsteen.web.asked import number_in
from stapsteen.web.door import found, roles_only, staff_only, viewer_of
from stapsteen.web.undoing import say_done
from stapsteen.week.planning.access import plans_for
from stapsteen.week.year_plan.access import named_plans, plans_for_weeks
from stapsteen.week.year_plan.actions import alternate, choose_weeks, stop_alternating
from stapsteen.week.year_plan.days import YearPlan, monday_of, year_plan_of
from stapsteen.week.year_plan.hours import hours_of
from stapsteen.week.year_plan.picture import Week, months_of
from stapsteen.week.year_plan.undoing import as_written, digest_of, put_back

runners_only = roles_only(RoleKind.PRINCIPAL, RoleKind.ADMINISTRATOR)
SALT = "year plan"


class DayForm(forms.Form):
    """A day that is not like others, or several in a row."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=DayOff.Kind.choices, initial=DayOff.Kind.STUDY_DAY
    )
    starts = forms.DateField(
        label=gettext_lazy("Eerste dag"), widget=forms.DateInput(attrs={"type": "date"})
    )
    ends = forms.DateField(
        label=gettext_lazy("Laatste dag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leeg: dezelfde dag."),
    )


@staff_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    year = found(current_year_for(viewer_of(request)))
    return _page(request, year, DayForm())


def _page(request: HttpRequest, year: SchoolYear, form: DayForm) -> HttpResponse:
    viewer, today = viewer_of(request), timezone.localdate()
    plan = year_plan_of(year)
    names = named_plans(viewer, year)
    months = months_of(plan, names, today)
    weeks = [week for month in months for week in month.weeks]
    now = plan.alternation_on(max(today, year.starts))
    context = {
        "year": year,
        "terms": year.terms.all(),
        "months": months,
        "weeks": [week for week in weeks if not week.past],
        "chosen": _chosen(request, weeks),
        "own_weeks": [week for week in weeks if week.theme or week.plan],
        "off": plan.off,
        "regions": Region.choices,
        "region": _region(plan),
        "hours": hours_of(plan),
        "plans": plans_for_weeks(viewer, year),
        "alternation": now,
        "alternating": names.get(now.plan_id) if now else None,
        "form": form,
        "groups": year.groups.filter(kind__in=CLASSES),
        "may_change": may_run_school(viewer),
    }
    return render(request, "school/calendar.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, weeks: list[Week]) -> Week | None:
    """The week that was tapped, else this one, else the first."""
    asked = request.GET.get("week", "")
    now = next((week for week in weeks if week.now), weeks[0] if weeks else None)
    return next((week for week in weeks if week.monday.isoformat() == asked), now)


def _region(plan: YearPlan) -> str:
    return next((one.day_off.region for one in plan.off if one.day_off.region), "")


class Change:
    """A change to the year plan that can be taken back with one tap."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.year: SchoolYear = found(current_year_for(viewer_of(request)))
        self.before = as_written(self.year)

    def told(self, sentence: str) -> HttpResponse:
        """Say what was done, with the way back."""
        mark = signing.dumps(
            [self.year.pk, self.before, digest_of(self.year)], salt=SALT, compress=True
        )
        say_done(self.request, sentence, "school:undo_year", mark)
        return redirect("school:calendar")


@runners_only
@require_POST
def add_day(request: HttpRequest) -> HttpResponse:
    """Add days for the whole school, or for the groups that were ticked."""
    change, form = Change(request), DayForm(request.POST)
    if not form.is_valid():
        return _page(request, change.year, form)
    given = form.cleaned_data
    ticked = [number_in(one) for one in request.POST.getlist("groups")]
    add_day_off(
        change.year,
        given["name"],
        given["kind"],
        given["starts"],
        given["ends"] or given["starts"],
        groups=change.year.groups.filter(pk__in=ticked),
        by=viewer_of(request),
    )
    return change.told(_("%(name)s staat in het jaarplan.") % {"name": given["name"]})


@runners_only
@require_POST
def remove_day(request: HttpRequest, number: int) -> HttpResponse:
    change = Change(request)
    off = found(change.year.days_off.filter(pk=number).first())
    remove_day_off(off, by=viewer_of(request))
    return change.told(_("%(name)s is weggehaald.") % {"name": off.name})


@runners_only
@require_POST
def holidays(request: HttpRequest) -> HttpResponse:
    """Take the holidays of a region."""
    change = Change(request)
    region = request.POST.get("region", "")
    take_holidays(change.year, region, by=viewer_of(request))
    return change.told(
        _("De vakanties van regio %(region)s staan in het jaarplan.")
        % {"region": Region(region).label}
    )


@runners_only
@require_POST
def week(request: HttpRequest) -> HttpResponse:
    """Give one or more weeks a theme or a timetable of their own."""
    change, viewer = Change(request), viewer_of(request)
    monday, number = _day(request, "monday"), request.POST.get("weeks", "1")
    plan = request.POST.get("plan", "")
    choose_weeks(
        change.year,
        monday,
        weeks=number_in(number),
        theme=request.POST.get("theme", ""),
        plan=found(plans_for(viewer).filter(pk=number_in(plan)).first()) if plan else None,
        by=viewer,
    )
    return change.told(_("Week %(n)s is bewaard.") % {"n": monday.isocalendar().week})


@runners_only
@require_POST
def alternation(request: HttpRequest) -> HttpResponse:
    """Let two timetables alternate, or no longer."""
    change, viewer = Change(request), viewer_of(request)
    if request.POST.get("stop"):
        stop_alternating(change.year, by=viewer)
        return change.told(_("Elke week loopt weer het gewone rooster."))
    plan = request.POST.get("plan", "")
    chosen = found(plans_for(viewer).filter(pk=number_in(plan)).first())
    alternate(change.year, chosen, _day(request, "monday"), by=viewer)
    return change.told(_("De weken A en B wisselen elkaar af."))


@runners_only
@require_POST
def undo(request: HttpRequest, mark: str) -> HttpResponse:
    """Take a change back."""
    viewer = viewer_of(request)
    try:
        number, before, changed_to = signing.loads(mark, salt=SALT)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    year = current_year_for(viewer)
    put_back(found(year if year and year.pk == number else None), before, changed_to, by=viewer)
    messages.success(request, _("Teruggedraaid."))
    return redirect("school:calendar")


def _day(request: HttpRequest, name: str) -> date:
    try:
        return monday_of(date.fromisoformat(request.POST.get(name, "")))
    except ValueError:
        raise Http404 from None
