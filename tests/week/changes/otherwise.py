"""The cast's school with a timetable in force, and days that go otherwise."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from tests.cast import Cast, person_of
from tests.week.planning.ready import planned, ready

from stapsteen.accounts.models import User
from stapsteen.jobs.models import Job
from stapsteen.school.models import SchoolYear, StaffTerms, WorkingDay
from stapsteen.week.changes.actions import report_absent
from stapsteen.week.changes.queries import school_dates
from stapsteen.week.changes.work import day_change
from stapsteen.week.models import DayChange
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.year_plan.days import year_plan_of


def in_force() -> Cast:
    """The cast at a school with a timetable that holds; Gijs works every day and has no group."""
    everybody = ready()
    terms = StaffTerms.objects.get(person=person_of(everybody.colleague))
    WorkingDay.objects.bulk_create(
        WorkingDay(terms=terms, weekday=weekday) for weekday in range(1, 6)
    )
    put_in_force(planned(everybody, seconds=10), by=everybody.principal)
    return everybody


def next_date(year: SchoolYear) -> date:
    """The first date from today on that has school."""
    today = timezone.localdate()
    return next(iter(school_dates(year_plan_of(year), today, today + timedelta(days=60))))


def propose(change: DayChange) -> DayChange:
    """Do what the worker does."""
    change.refresh_from_db()
    day_change({"change": change.pk}, lambda _told: None, lambda: False)
    Job.objects.filter(key=change.job_key).update(state=Job.State.DONE)
    return change


def ill(everybody: Cast, who: User, part: str = "all", days: int = 1) -> DayChange:
    """A proposal for a day, or some days, without somebody."""
    starts = next_date(everybody.year)
    return propose(
        report_absent(
            person_of(who), year=everybody.year, starts=starts, part=part,
            ends=starts + timedelta(days=days - 1), by=everybody.principal,
        )
    )  # fmt: skip
