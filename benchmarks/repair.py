"""Repairs of a day and of a week, as a school meets them: ``python3 run.py bench repair``.

Prints a row of Markdown for each: how long it took, how much changed, what was left. The plans that
are repaired are made first, within ``--plan`` seconds each; ``--organisations`` names which.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from stapsteen.planner.organisation.changed import (
    Absence,
    Closure,
    DayRepair,
    Disturbance,
    repair_day,
    repair_week,
)
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.plan import ORGANISATIONS, Organisation, PlanResult
from stapsteen.planner.organisation.planning import plan_week
from stapsteen.planner.organisation.school_week import (
    Group,
    Guidance,
    Pupil,
    SchoolWeek,
    WorkingDay,
)

HEAD = "| pupils | organisation | what happens | seconds | lessons or duties changed | distance | not possible before, disturbed, after |"
MONDAY = 1


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", type=float, default=10)
    parser.add_argument("--day", type=int, default=225, help="pupils of the school of the day")
    parser.add_argument("--week", type=int, default=600, help="pupils of the school of the week")
    parser.add_argument("--organisations", nargs="+", default=list(ORGANISATIONS))
    asked = parser.parse_args(words)
    print(HEAD)
    print("|" + " --- |" * 7)
    for organisation in asked.organisations:
        for pupils, rows in ((asked.day, _days), (asked.week, _weeks)):
            week = example_week(pupils)
            planned = plan_week(week, organisation, seconds=asked.plan)
            for row in rows(week, organisation, planned):
                print(f"| {pupils} | {organisation} | {row} |", flush=True)
    return 0


def _days(week: SchoolWeek, _organisation: Organisation, planned: PlanResult) -> Iterator[str]:
    """A teacher ill, then a second and a third; the first is back; no gym hall."""
    teachers = [
        link.staff for link in week.guidance if MONDAY in link.weekdays and not link.assists
    ]
    away: tuple[Absence, ...] = ()
    now = None
    for number, staff in enumerate(teachers[:5:2], start=1):
        away = (*away, Absence(staff))
        found = repair_day(week, planned.plan, MONDAY, Disturbance(away), now=now)
        now = found.day
        yield _row(f"ill on a Monday: teacher {number}", found)
    found = repair_day(week, planned.plan, MONDAY, Disturbance(away[1:]), now=now)
    yield _row("teacher 1 is back", found)
    closed = tuple(Closure(room.id, "morning") for room in week.rooms_of_kind("gym"))
    found = repair_day(week, planned.plan, MONDAY, Disturbance(closures=closed))
    yield _row("no gym in the morning", found)


def _row(what: str, found: DayRepair) -> str:
    return (
        f"{what} | {found.seconds:.1f} | {len(found.changes)} | {found.distance} | "
        f"0, {found.disturbed}, {found.infeasibility}"
    )


def _weeks(week: SchoolWeek, organisation: Organisation, planned: PlanResult) -> Iterator[str]:
    for what, after in (
        ("another contract day", _other_day(week)),
        ("a gym hall lost", _hall_lost(week)),
        ("a new group in February", _new_group(week)),
    ):
        found = repair_week(week, after, organisation, planned.solution).repaired
        cost = (
            planned.infeasibility,
            found.disturbed.infeasibility,
            found.evaluation.infeasibility,
        )
        yield (
            f"{what} | {found.seconds:.1f} | {len(found.changes)} | {found.distance} | "
            f"{', '.join(map(str, cost))}"
        )


def _other_day(week: SchoolWeek) -> SchoolWeek:
    """The first of the pair of a group works on Thursday instead of Wednesday, the other the reverse."""
    first, second = week.staff[0], week.staff[1]
    days = {first.id: (1, 2, 4), second.id: (3, 5)}
    staff = tuple(
        replace(one, days=tuple(map(WorkingDay, days[one.id]))) if one.id in days else one
        for one in week.staff
    )
    guidance = tuple(
        replace(link, weekdays=days[link.staff]) if link.staff in days else link
        for link in week.guidance
    )
    return replace(week, staff=staff, guidance=guidance)


def _hall_lost(week: SchoolWeek) -> SchoolWeek:
    """The last gym hall is closed on Mondays and Tuesdays."""
    last = max(week.rooms_of_kind("gym"), key=lambda room: room.id)
    left = tuple(one for one in last.openings if one.weekday > 2)
    rooms = tuple(replace(one, openings=left) if one == last else one for one in week.rooms)
    return replace(week, rooms=rooms)


def _new_group(week: SchoolWeek) -> SchoolWeek:
    """A class of fifteen four-year-olds, with a teacher of its own and a room."""
    classroom = next(iter(week.rooms_of_kind("atelier")))
    group = Group("new", "1 new", ("1",), classroom.id)
    pupils = tuple(Pupil(f"new-{number}", "1", "new") for number in range(15))
    teacher = replace(
        week.staff[0], id="new-teacher", name="Nieuw", days=tuple(map(WorkingDay, range(1, 6)))
    )
    return replace(
        week,
        groups=(*week.groups, group),
        pupils=(*week.pupils, *pupils),
        staff=(*week.staff, teacher),
        guidance=(*week.guidance, Guidance("new-teacher", "new")),
    )
