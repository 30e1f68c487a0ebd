"""What the pages about changed days show: today, and a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import status
from stapsteen.planner.organisation.changed.day import DayPlan, day_of
from stapsteen.planner.organisation.plan import SENTENCES
from stapsteen.school.models import SchoolYear
from stapsteen.week.changes.queries import (
    absent_on,
    changed_day,
    changed_days,
    day_in_force,
    holding,
    plan_on,
    school_dates,
)
from stapsteen.week.changes.rows import ForWhom, Row, by_person, rows_of
from stapsteen.week.changes.workshop_rows import WorkshopRow, workshop_rows
from stapsteen.week.changes.workshops import SessionChange, read_changes
from stapsteen.week.models import ChangedDay, DayChange, Plan
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.year_plan.days import YearPlan, year_plan_of

AHEAD = 28  # days that the page of today looks ahead


@dataclass(frozen=True)
class DayShown:
    """A date that goes otherwise: the rows, for whom, and what could not be done."""

    date: date
    rows: tuple[Row, ...]
    people: tuple[ForWhom, ...]
    sentences: tuple[str, ...]
    mine: tuple[Row, ...] = ()
    workshops: tuple[WorkshopRow, ...] = ()


@dataclass(frozen=True)
class Today:
    """The page of today. ``date`` is the next day with school, None outside the school year.

    ``last`` is the newest change that still matters: who plans may take it back.
    """

    date: date | None
    is_today: bool
    has_timetable: bool
    absent: tuple[DayChange, ...]
    day: DayShown | None
    ahead: tuple[ChangedDay, ...]
    proposals: tuple[DayChange, ...]
    last: DayChange | None = None


def today_of(year: SchoolYear, staff: str, language: str, *, planner: bool) -> Today:
    """What is otherwise today, and soon; for who plans also the proposals that wait."""
    now = timezone.localdate()
    running = year_plan_of(year)
    dates = {one: running.plan_on(one) for one in _ahead(running, now)}
    day = next(iter(dates), None)
    plan = plan_on(year, day) if day else None
    changed = changed_days(year, dates)
    waiting = DayChange.objects.filter(
        year=year, accepted_at__isnull=True, taken_back_at__isnull=True, ends__gte=now
    )
    return Today(
        date=day,
        is_today=day == now,
        has_timetable=plan is not None,
        absent=tuple(absent_on(year, day)) if day else (),
        day=_shown_day(changed[day], plan, language, staff) if day in changed and plan else None,
        ahead=tuple(one for one in changed.values() if one.date != day),
        proposals=tuple(waiting.select_related("person", "room")) if planner else (),
        last=_last(year, now) if planner else None,
    )


def _last(year: SchoolYear, now: date) -> DayChange | None:
    found = holding(year).filter(ends__gte=now)
    return found.select_related("person", "room").first()


def _ahead(plan: YearPlan, now: date) -> Iterator[date]:
    return school_dates(plan, now, now + timedelta(days=AHEAD))


def _shown_day(changed: ChangedDay, plan: Plan, language: str, staff: str) -> DayShown:
    """A day as it goes, against how it was planned."""
    seen = shown(plan, language)
    planned = day_of(seen.week, seen.plan, changed.date.isoweekday())
    return _against(seen, changed, planned, language, staff=staff)


def _against(
    seen: Shown,
    changed: ChangedDay,
    before: DayPlan,
    language: str,
    *,
    staff: str = "",
    sessions: Iterable[SessionChange] = (),
) -> DayShown:
    goes = day_in_force(changed)
    rows = rows_of(seen, before, goes)
    away = {person_id(changed.change.person_id)} if changed.change.person_id else set()
    if changed.change.kind == DayChange.Kind.BACK:
        away = set()
    people = by_person(seen, rows, frozenset(away))
    told = SENTENCES.validate_python(changed.sentences)
    return DayShown(
        changed.date,
        tuple(rows),
        tuple(people),
        tuple(one.in_language(language) for one in told),
        next((one.rows for one in people if one.id == staff), ()),
        tuple(workshop_rows(read_changes(changed.sessions), sessions, seen, goes)),
    )


@dataclass(frozen=True)
class Proposal:
    """A proposal as it stands: being made, ready, or decided upon."""

    change: DayChange
    job: Job | None
    days: tuple[DayShown, ...]
    share: int

    @property
    def is_busy(self) -> bool:
        """Whether it is still being made."""
        return self.job is not None and not self.job.is_over

    @property
    def is_ready(self) -> bool:
        """Whether it can be accepted."""
        done = self.job is not None and self.job.state == Job.State.DONE
        undecided = not self.change.accepted_at and not self.change.taken_back_at
        return done and undecided

    @property
    def lessons(self) -> int:
        """How many changes there are, all days together."""
        return sum(len(day.rows) + len(day.workshops) for day in self.days)

    @property
    def troubles(self) -> int:
        """How many things could not be done."""
        return sum(
            len(day.sentences) + sum(one.kind == "cancelled" for one in day.workshops)
            for day in self.days
        )


def proposal_of(change: DayChange, language: str) -> Proposal:
    """A proposal with what changes on each of its days, against how they go now."""
    job = status(change.job_key)
    told = job.progress if job else {}
    share = round(100 * int(told.get("done", 0)) / max(1, int(told.get("days", 1))))
    ready = job is not None and job.is_over
    return Proposal(change, job, tuple(_days(change, language)) if ready else (), share)


def _days(change: DayChange, language: str) -> Iterable[DayShown]:
    days = change.days.select_related("plan__run", "before", "change")
    seen: dict[int, Shown] = {}
    for day in days:
        if day.plan is None:
            continue
        if day.plan_id not in seen:
            seen[day.plan.pk] = shown(day.plan, language)
        here = seen[day.plan.pk]
        weekday = day.date.isoweekday()
        before = day_in_force(day.before) if day.before else day_of(here.week, here.plan, weekday)
        known = read_changes(day.before.sessions) if day.before else ()
        yield _against(here, day, before, language, sessions=known)


@dataclass(frozen=True)
class Somebody:
    """A member of the team to choose, with the groups of that day; ``works`` that day or not."""

    number: int
    name: str
    groups: str
    works: bool
    away: bool


def team_on(year: SchoolYear, day: date) -> list[Somebody]:
    """The team as it is in the timetable of a date, who works that day first."""
    plan = plan_on(year, day)
    if plan is None:
        return []
    week = shown(plan).week
    names = {group.id: group.name for group in week.groups}
    away = {one.person_id for one in absent_on(year, day)}
    found = []
    for member in week.staff:
        groups = [
            names[link.group]
            for link in week.guidance
            if link.staff == member.id and day.isoweekday() in link.weekdays
        ]
        number = int(member.id.rpartition("-")[2])
        works = any(one.weekday == day.isoweekday() for one in member.days)
        found.append(Somebody(number, member.name, ", ".join(groups), works, number in away))
    return sorted(found, key=lambda one: (not one.works, one.name))


def waits_for_adjusting(year: SchoolYear, day: date) -> bool:
    """Whether somebody is not there on a date for which no changed day holds (any longer)."""
    plan = plan_on(year, day)
    return bool(absent_on(year, day)) and (plan is None or not changed_day(year, day, plan))
