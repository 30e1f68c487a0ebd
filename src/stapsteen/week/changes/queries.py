"""Reads about changed days: what holds on a date, who is not there, how the day goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import cast

from django.db.models import QuerySet

from stapsteen.planner.organisation.changed.day import DAY, DayPlan, Disturbance
from stapsteen.planner.organisation.changed.day import Absence as Away
from stapsteen.planner.organisation.changed.day import Closure as Closed
from stapsteen.planner.organisation.school_week import DayPart
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import ChangedDay, DayChange, Lock, Plan
from stapsteen.week.planning.export import person_id, room_id
from stapsteen.week.year_plan.days import YearPlan, year_plan_of


def plan_on(year: SchoolYear, day: date) -> Plan | None:
    """Which plan is the timetable of a year on a date."""
    number = year_plan_of(year).plan_on(day)
    return Plan.objects.filter(pk=number).select_related("run").first() if number else None


def locked_in(plan: Plan) -> frozenset[str]:
    """What people locked in the version that a plan was published from."""
    locks = Lock.objects.filter(version__plan=plan)
    return frozenset(locks.values_list("event", flat=True))


def holding(year: SchoolYear) -> QuerySet[DayChange]:
    """The changes that were accepted and not taken back, the newest first."""
    found = DayChange.objects.filter(
        year=year, accepted_at__isnull=False, taken_back_at__isnull=True
    )
    return found.order_by("-accepted_at", "-pk")


def changed_days(year: SchoolYear, plans: Mapping[date, int | None]) -> dict[date, ChangedDay]:
    """How changed dates go, of those that are given with the number of their plan.

    The newest accepted change of a date holds, as long as that plan is the timetable.
    """
    rows = (
        ChangedDay.objects.filter(change__in=holding(year), date__in=list(plans))
        .select_related("change__person", "change__room")
        .order_by("change__accepted_at", "change_id")
    )
    return {one.date: one for one in rows if one.plan_id and one.plan_id == plans[one.date]}


def changed_day(year: SchoolYear, day: date, plan: Plan) -> ChangedDay | None:
    """How one date goes, where it goes otherwise than in its plan."""
    return changed_days(year, {day: plan.pk}).get(day)


def absent_on(year: SchoolYear, day: date) -> list[DayChange]:
    """Who and what is not there on a date, as far as it was accepted."""
    return absent_in(year, [day])[day]


def absent_in(year: SchoolYear, days: Collection[date]) -> dict[date, list[DayChange]]:
    """The same for each of some dates. One query, and none for no dates."""
    if not days:
        return {}
    rows = holding(year).filter(starts__lte=max(days), ends__gte=min(days))
    listed = list(rows.select_related("person", "room"))
    return {day: _absent(one for one in listed if one.starts <= day <= one.ends) for day in days}


def _absent(changes: Iterable[DayChange]) -> list[DayChange]:
    found = list(changes)
    ended = {one.of_id for one in found if one.kind == DayChange.Kind.BACK}
    return [one for one in found if one.kind != DayChange.Kind.BACK and one.pk not in ended]


def disturbance_of(changes: Iterable[DayChange]) -> Disturbance:
    """The same in the terms of the planner."""
    listed = [(one, cast(DayPart, one.part)) for one in changes]
    return Disturbance(
        tuple(Away(person_id(one.person_id), part) for one, part in listed if one.person_id),
        tuple(Closed(room_id(one.room_id), part) for one, part in listed if one.room_id),
    )


def with_change(year: SchoolYear, day: date, change: DayChange) -> Disturbance:
    """What will be otherwise on a date when a proposal is accepted."""
    now = [one for one in absent_on(year, day) if one.pk != change.pk]
    if change.kind == DayChange.Kind.BACK:
        return disturbance_of(one for one in now if one.pk != change.of_id)
    return disturbance_of([*now, change] if change.starts <= day <= change.ends else now)


def day_in_force(day: ChangedDay) -> DayPlan:
    """How a changed day goes, in the terms of the planner."""
    return DAY.validate_python(day.body)


def school_dates(plan: YearPlan, starts: date, ends: date) -> Iterator[date]:
    """The dates of a stretch of time on which there is school."""
    weekdays = set(plan.year.slots.values_list("weekday", flat=True))
    day = max(starts, plan.year.starts)
    while day <= min(ends, plan.year.ends):
        if day.isoweekday() in weekdays and not plan.is_free(day):
            yield day
        day += timedelta(days=1)
