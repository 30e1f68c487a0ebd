"""When people work, whether they may be alone with a group, and who has which group when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, on, staff_for
from stapsteen.school.actions.asking import assumed_no_longer, refuse_others
from stapsteen.school.defaults.staffing import minutes_of
from stapsteen.school.models import (
    Assumption,
    Group,
    Guidance,
    Person,
    SchoolYear,
    StaffTerms,
    WorkingDay,
)

Days = Mapping[int, str]
"""For each weekday that somebody works: the whole day, the morning or the afternoon."""


@transaction.atomic
def set_staff_terms(
    year: SchoolYear,
    person: Person,
    days: Days,
    *,
    may_lead_alone: bool = True,
    subjects: Iterable[str] = (),
    by: Viewer | None,
) -> None:
    """Write when somebody works from today on; the terms until now stay as history.

    Raises ``Refused`` for somebody of another school or a day that does not exist.
    """
    refuse_others(year, by)
    _refuse_strange(year, person, days)
    now = StaffTerms.objects.filter(person=person, ends__isnull=True).first()
    wanted = (dict(days), may_lead_alone, sorted(subjects))
    if now is not None and _same(now, wanted):
        if now.assumed:
            now.assumed = False
            now.save(update_fields=["assumed"])
        return
    today = timezone.localdate()
    if now is not None:
        now.ends = max(now.starts, today - timedelta(days=1))
        now.save(update_fields=["ends"])
    half_days = sum(2 if part == WorkingDay.Part.ALL else 1 for part in days.values())
    terms = StaffTerms.objects.create(
        person=person,
        minutes_a_week=minutes_of(half_days),
        may_lead_alone=may_lead_alone,
        subjects=wanted[2],
        starts=today if now is not None and now.starts < today else min(today, year.starts),
    )
    WorkingDay.objects.bulk_create(
        WorkingDay(terms=terms, weekday=day, part=part) for day, part in days.items()
    )
    assumed_no_longer(year, Assumption.Topic.STAFF_DAYS, by=by)


def _same(now: StaffTerms, wanted: tuple[dict[int, str], bool, list[str]]) -> bool:
    days = {one.weekday: one.part for one in now.days.all()}
    return (days, now.may_lead_alone, sorted(now.subjects)) == wanted


def _refuse_strange(year: SchoolYear, person: Person, days: Days) -> None:
    if person.school_id != year.school_id:
        raise Refused(
            _("Deze medewerker werkt niet op je school."), _("Kies iemand van je school.")
        )
    parts = set(WorkingDay.Part.values)
    if not set(days) <= {1, 2, 3, 4, 5} or not set(days.values()) <= parts:
        raise Refused(
            _("Een van de werkdagen bestaat niet."), _("Kies maandag tot en met vrijdag.")
        )


@transaction.atomic
def set_groups_of_staff(
    year: SchoolYear, group: Group, teachers: Mapping[int, int | None], *, by: Viewer | None
) -> None:
    """Write who has a group on each weekday (numbers of people, by weekday) from today on."""
    refuse_others(year, by)
    known = set(staff_for(by).values_list("pk", flat=True)) if by else None
    days: dict[int, list[int]] = defaultdict(list)
    for weekday, staff in sorted(teachers.items()):
        if staff is not None:
            days[staff].append(weekday)
    if known is not None and not set(days) <= known:
        raise Refused(_("Een van de leerkrachten werkt niet op je school."), _("Kies opnieuw."))
    today = timezone.localdate()
    given = Guidance.objects.filter(on(today), group=group, kind=Guidance.Kind.TEACHES)
    now = {one.staff_id: one for one in given}
    for staff, one in now.items():
        if "".join(map(str, days.get(staff, []))) != one.weekdays:
            _end(one)
    for staff, weekdays in days.items():
        written = "".join(map(str, weekdays))
        if staff not in now or now[staff].weekdays != written:
            Guidance.objects.create(
                staff_id=staff,
                group=group,
                kind=Guidance.Kind.TEACHES,
                weekdays=written,
                starts=max(today, year.starts) if staff in now else min(today, year.starts),
            )
    assumed_no_longer(year, Assumption.Topic.STAFF_GROUPS, by=by)


def _end(one: Guidance) -> None:
    """Let a link end yesterday; one that began today never counted."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if one.starts > yesterday:
        one.delete()
    else:
        one.ends = yesterday
        one.save(update_fields=["ends"])
