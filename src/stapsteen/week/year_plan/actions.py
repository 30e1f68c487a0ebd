"""What one can do with the weeks of a year: choose a theme or a plan, let two plans alternate.

Weeks that are over do not change any more.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Alternation, Plan, WeekChoice
from stapsteen.week.planning.actions import refuse_others
from stapsteen.week.year_plan.days import WEEK, monday_of

MOST_WEEKS = 8


@transaction.atomic
def choose_weeks(
    year: SchoolYear, monday: date, *, weeks: int = 1, theme: str, plan: Plan | None, by: Viewer
) -> None:
    """Give some weeks a theme, a plan of their own, or both; neither lets them be usual again.

    Raises ``Refused`` for weeks that are over or outside the year, and for a plan of another year.
    """
    _refuse(year, plan, by)
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(_("Zoveel weken kan niet."), _("Kies 1 tot 8 weken."))
    mondays = [monday_of(monday) + number * WEEK for number in range(weeks)]
    for one in mondays:
        _refuse_week(year, one)
    WeekChoice.objects.filter(year=year, monday__in=mondays).delete()
    if theme.strip() or plan is not None:
        WeekChoice.objects.bulk_create(
            WeekChoice(
                year=year, monday=one, theme=theme.strip()[:60], plan=plan, decided_by_id=by.pk
            )
            for one in mondays
        )
    record(by, year.school, "choose_weeks", f"{mondays[0]} {weeks}")


@transaction.atomic
def alternate(year: SchoolYear, plan: Plan, monday: date, *, by: Viewer) -> Alternation:
    """Let every other week run another plan, the first time in the week of ``monday``.

    It replaces the alternation there was from that week on.
    """
    _refuse(year, plan, by)
    starts = monday_of(monday)
    _refuse_week(year, starts)
    _end_before(year, starts)
    made = Alternation.objects.create(year=year, plan=plan, starts=starts, decided_by_id=by.pk)
    record(by, year.school, "alternate", made.pk)
    return made


@transaction.atomic
def stop_alternating(year: SchoolYear, *, by: Viewer) -> None:
    """Let every week run the plan in force again, from this week on."""
    _refuse(year, None, by)
    _end_before(year, monday_of(timezone.localdate()))
    record(by, year.school, "stop_alternating", year.pk)


def _end_before(year: SchoolYear, monday: date) -> None:
    SchoolYear.objects.select_for_update().get(pk=year.pk)  # two decisions wait for each other
    Alternation.objects.filter(year=year, starts__gte=monday).delete()
    Alternation.objects.filter(year=year, ends__isnull=True).update(ends=monday - timedelta(days=1))


def weeks_written(year: SchoolYear) -> dict[str, list[Any]]:
    """What was decided about the weeks of a year, as plain data, to be put back later."""
    choices = WeekChoice.objects.filter(year=year).values_list("monday", "theme", "plan_id")
    alternations = Alternation.objects.filter(year=year).values_list("plan_id", "starts", "ends")
    return {
        "choices": [[monday.isoformat(), theme, plan] for monday, theme, plan in choices],
        "alternations": [
            [plan, starts.isoformat(), ends and ends.isoformat()]
            for plan, starts, ends in alternations
        ],
    }


@transaction.atomic
def put_weeks_back(year: SchoolYear, written: dict[str, list[Any]], *, by: Viewer) -> None:
    """Write the weeks of a year as they were; a plan that is gone since is left out."""
    _refuse(year, None, by)
    known = set(Plan.objects.filter(run__year=year).values_list("pk", flat=True))
    WeekChoice.objects.filter(year=year).delete()
    Alternation.objects.filter(year=year).delete()
    WeekChoice.objects.bulk_create(
        WeekChoice(year=year, monday=monday, theme=theme, plan_id=plan if plan in known else None)
        for monday, theme, plan in written["choices"]
    )
    Alternation.objects.bulk_create(
        Alternation(year=year, plan_id=plan, starts=starts, ends=ends)
        for plan, starts, ends in written["alternations"]
        if plan in known
    )
    record(by, year.school, "put_weeks_back", year.pk)


def _refuse(year: SchoolYear, plan: Plan | None, by: Viewer) -> None:
    refuse_others(year, by)
    if year.state == SchoolYear.State.CLOSED:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Kies het lopende schooljaar."))
    if plan is not None and plan.run.year_id != year.pk:
        raise Refused(_("Dit rooster is van een ander jaar."), _("Kies een rooster van dit jaar."))


def _refuse_week(year: SchoolYear, monday: date) -> None:
    if not monday_of(year.starts) <= monday <= year.ends:
        raise Refused(_("Deze week valt niet in het schooljaar."), _("Kies een week van dit jaar."))
    if monday < monday_of(timezone.localdate()):
        raise Refused(_("Deze week is al geweest."), _("Kies een week vanaf deze week."))
