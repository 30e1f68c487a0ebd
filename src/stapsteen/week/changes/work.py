"""Making proposals as long work: what the worker does for a changed day and for a changed week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from stapsteen.planner.organisation.calendar import half_days
from stapsteen.planner.organisation.changed import DayRepair, day_of, repair_day
from stapsteen.planner.organisation.changed.day import DAY, DayPlan, Disturbance
from stapsteen.planner.organisation.compiling import duty_id
from stapsteen.planner.organisation.plan import PLAN, SENTENCES
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.planner.timetable.repair import Effort
from stapsteen.week.changes.queries import (
    changed_day,
    day_in_force,
    locked_in,
    plan_on,
    school_dates,
    with_change,
)
from stapsteen.week.changes.replacing import Day
from stapsteen.week.changes.workshops import SessionChange, plain, sessions_otherwise
from stapsteen.week.models import ChangedDay, DayChange, Plan
from stapsteen.week.year_plan.days import year_plan_of

Report = Callable[[dict[str, Any]], None]
DAY_SECONDS = 4.5


def day_change(
    payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Make the proposal that ``payload`` names, day by day; equal days are worked out once."""
    change = DayChange.objects.select_related("year__school", "of").get(pk=payload["change"])
    dates = list(school_dates(year_plan_of(change.year), change.starts, change.ends))
    worked_out: dict[tuple[object, ...], DayRepair] = {}
    for number, day in enumerate(dates):
        report({"done": number, "days": len(dates)})
        if cancelled():
            break
        _propose(change, day, worked_out, cancelled)
    report({"done": len(dates), "days": len(dates)})
    return {"change": change.pk}


def _propose(
    change: DayChange,
    day: date,
    worked_out: dict[tuple[object, ...], DayRepair],
    cancelled: Callable[[], bool],
) -> None:
    plan = plan_on(change.year, day)
    if plan is None or day.isoweekday() not in _weekdays(plan):
        return
    before = changed_day(change.year, day, plan)
    disturbance = with_change(change.year, day, change)
    key = (plan.pk, day.isoweekday(), before and before.pk, disturbance)
    if key not in worked_out:
        worked_out[key] = _repaired(plan, day, before, disturbance, cancelled)
    found = worked_out[key]
    keep_day(change, day, plan, before, found, sessions=_sessions(change, day, plan, found))


def _sessions(
    change: DayChange, day: date, plan: Plan, found: DayRepair
) -> tuple[SessionChange, ...]:
    """How the workshops of the day go then."""
    week, planned = week_from_plain(plan.run.week), PLAN.validate_python(plan.body)
    return Day(
        year=change.year,
        date=day,
        week=week,
        planned=day_of(week, planned, day.isoweekday()),
        goes=found.day,
        before=sessions_otherwise(change.year),
        otherwise=lambda on: with_change(change.year, on, change),
    ).changes()


def _weekdays(plan: Plan) -> tuple[int, ...]:
    """The days on which the timetable has lessons; the school's days may have changed since."""
    return week_from_plain(plan.run.week).weekdays


def _repaired(
    plan: Plan,
    day: date,
    before: ChangedDay | None,
    disturbance: Disturbance,
    cancelled: Callable[[], bool],
) -> DayRepair:
    week, planned = week_from_plain(plan.run.week), PLAN.validate_python(plan.body)
    weekday = day.isoweekday()
    now = day_in_force(before) if before else day_of(week, planned, weekday)
    known = replace(
        disturbance,
        absences=tuple(one for one in disturbance.absences if one.staff in week.staff_by_id),
    )
    effort = Effort(DAY_SECONDS, should_stop=cancelled)
    locked = _locked(plan, week, now)
    return repair_day(week, planned, weekday, known, now=now, effort=effort, locked=locked)


def _locked(plan: Plan, week: SchoolWeek, day: DayPlan) -> frozenset[int]:
    """The lessons of a day that people locked: they stay, also with who is not there.

    Where people locked who has a group for half a day, its lessons with that teacher stay.
    """
    events = locked_in(plan)
    halves = {slot: half for half in half_days(week) for slot in half}
    return frozenset(
        one.number
        for one in day.lessons
        if one.lesson.block in events
        or any(duty_id(group, halves[one.lesson.slot]) in events for group in one.lesson.groups)
    )


@transaction.atomic
def keep_day(
    change: DayChange,
    day: date,
    plan: Plan,
    before: ChangedDay | None,
    found: DayRepair,
    *,
    sessions: Iterable[SessionChange] = (),
) -> ChangedDay | None:
    """Write the proposal for one date down; doing it again replaces it.

    Nothing is written once the change was decided upon or proposed anew: a worker that comes late
    would change what somebody saw and accepted.
    """
    now = DayChange.objects.select_for_update().get(pk=change.pk)
    if now.accepted_at or now.taken_back_at or now.round != change.round:
        return None
    kept, _new = ChangedDay.objects.update_or_create(
        change=change,
        date=day,
        defaults={
            "plan": plan,
            "before": before,
            "body": DAY.dump_python(found.day, mode="json"),
            "sentences": SENTENCES.dump_python(found.sentences, mode="json"),
            "sessions": plain(sessions),
            "distance": found.distance,
            "infeasibility": found.infeasibility,
            "seconds": round(found.seconds, 2),
        },
    )
    return kept
