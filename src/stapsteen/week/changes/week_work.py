"""Adjusting a week as long work: the nearest plan for the school as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from stapsteen.planner.organisation.changed import Absence, Disturbance, day_of, repair_week
from stapsteen.planner.organisation.changed.week import WeekRepair
from stapsteen.planner.organisation.plan import ORGANISATIONS, PLAN
from stapsteen.planner.organisation.planning import as_plain, result_by_hand
from stapsteen.planner.organisation.school_week import DayPart, SchoolWeek, Slot
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.planner.timetable.repair import Change, Effort, Locks
from stapsteen.planner.timetable.solution import Meet
from stapsteen.week.changes.queries import absent_on, disturbance_of, locked_in
from stapsteen.week.changes.replacing import Day
from stapsteen.week.changes.weeks import SECONDS
from stapsteen.week.changes.workshops import SessionChange, plain, sessions_otherwise
from stapsteen.week.models import Plan, Round, WeekChange
from stapsteen.week.planning.keeping import is_used
from stapsteen.week.planning.planned import planning_of
from stapsteen.week.planning.work import Clock

Report = Callable[[dict[str, Any]], None]


def week_change(
    payload: dict[str, Any], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Make the plan of the change that ``payload`` names; what people locked stays as it is."""
    change = WeekChange.objects.select_related("before__run", "run").get(pk=payload["change"])
    clock = Clock(report)
    organisation = change.run.organisation
    assert organisation in ORGANISATIONS
    held = locked_in(change.before)
    found = repair_week(
        week_from_plain(change.before.run.week),
        week_from_plain(change.run.week),
        organisation,
        planning_of(change.before).solution,
        locks=Locks(held, held),
        effort=Effort(SECONDS, should_stop=lambda: clock.has_ticked() and cancelled()),
    )
    return {"plan": keep_week(change, found).pk}


@transaction.atomic
def keep_week(change: WeekChange, found: WeekRepair) -> Plan:
    """Write the answer down; doing it again, after a worker died, replaces what was kept.

    A plan that holds, or is worked on by hand, stays: that is the answer then.
    """
    if change.plan is not None and is_used(change.plan):
        return change.plan
    repaired = found.repaired
    result = as_plain(result_by_hand(found.draft, repaired.solution, repaired.evaluation))
    fields = ("solution", "measures", "sentences", "assumed", "infeasibility", "objective")
    plan = Plan.objects.create(
        run=change.run, by_hand=True, body=result["plan"], first_plan_seconds=0,
        seconds=round(repaired.seconds, 2), **{name: result[name] for name in fields},
    )  # fmt: skip
    if change.plan is not None:
        change.plan.delete()
    change.plan, change.distance = plan, repaired.distance
    change.seconds = round(repaired.seconds, 2)
    change.changes = [_plain(one) for one in repaired.changes]
    change.sessions = plain(sessions_of(change, found))
    change.save(update_fields=["plan", "distance", "seconds", "changes", "sessions"])
    return plan


def sessions_of(change: WeekChange, found: WeekRepair) -> Iterator[SessionChange]:
    """How the workshops to come go, of who no longer works at their time."""
    year, week, planned = change.run.year, found.draft.week, found.plan
    earlier, held = (
        week_from_plain(change.before.run.week),
        PLAN.validate_python(change.before.body),
    )
    known = sessions_otherwise(year)
    rounds = Round.objects.filter(year=year, date__gte=timezone.localdate())

    def otherwise(day: date) -> Disturbance:
        told = disturbance_of(absent_on(year, day))
        gone = no_longer_there(earlier, week, day.isoweekday())
        return replace(told, absences=(*told.absences, *gone))

    for day in sorted(set(rounds.values_list("date", flat=True))):
        weekday = day.isoweekday()
        if weekday in week.weekdays and weekday in earlier.weekdays:
            was, goes = day_of(earlier, held, weekday), day_of(week, planned, weekday)
            yield from Day(year, day, week, was, goes, known, otherwise, earlier).changes()


def no_longer_there(before: SchoolWeek, after: SchoolWeek, weekday: int) -> Iterator[Absence]:
    """Who worked on a weekday, or on half of it, and does not any more."""
    clocks: tuple[tuple[DayPart, str], ...] = (("morning", "08:00"), ("afternoon", "13:00"))
    for part, clock in clocks:
        slot = Slot(weekday, clock, clock)
        for member in before.staff:
            now = after.staff_by_id.get(member.id)
            if member.works_during(slot) and not (now and now.works_during(slot)):
                yield Absence(member.id, part)


def _plain(change: Change) -> dict[str, Any]:
    placed = any(meet.time is not None for meet in change.before)
    had = placed and (change.event.partition("/")[0] != "duty" or any(_given(change.before)))
    before = _side(change.before) if had else None
    return {"event": change.event, "before": before, "after": _side(change.after)}


def _given(meets: tuple[Meet, ...]) -> list[str | None]:
    return [resource for meet in meets for resource in meet.resources]


def _side(meets: tuple[Meet, ...]) -> dict[str, Any]:
    return {"time": meets[0].time, "resources": _given(meets)} if meets else {}
