"""A week for which something was agreed anew: the nearest plan."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from tests.planner.organisation.small_school import planned, small_school, staff

from stapsteen.planner.organisation.changed.week import repair_week
from stapsteen.planner.organisation.plan import PlanResult
from stapsteen.planner.organisation.school_week import Group, Guidance, Opening, Pupil, Room
from stapsteen.planner.timetable.repair import Effort

QUICK = Effort(seconds=15, seed=1, workers=1)


@lru_cache
def plan() -> PlanResult:
    return planned("year_class", seconds=10)


def repaired(after, **more):
    return repair_week(
        small_school(), after, "year_class", plan().solution, effort=QUICK, **more
    ).repaired


def meet_of(event: str, solution=None):
    (found,) = [meet for meet in (solution or plan().solution).meets if meet.event == event]
    return found


def thursday_for_anne():
    """Anne works on Thursday instead of Wednesday, Bob the other way round."""
    week = small_school()
    others = week.staff[2:]
    return replace(
        week,
        staff=(staff("anne", 1, 2, 4), staff("bob", 3, 5), *others),
        guidance=(
            Guidance("anne", "12", (1, 2, 4)),
            Guidance("bob", "12", (3, 5)),
            *week.guidance[2:],
        ),
    )


def test_the_same_week_gives_the_same_plan() -> None:
    found = repaired(small_school())
    assert (found.changes, found.distance) == ((), 0)


def test_another_contract_day_changes_the_days_that_were_agreed_and_no_other() -> None:
    found = repaired(thursday_for_anne())
    assert found.evaluation.infeasibility == 0
    duties = {
        (change.event, change.after[0].resources[0])
        for change in found.changes
        if change.event.startswith("duty/")
    }
    wednesday, thursday = range(16, 24), range(24, 32)
    assert {who for event, who in duties if int(event.rpartition("/")[2]) in wednesday} == {
        "staff/bob"
    }
    assert {who for event, who in duties if int(event.rpartition("/")[2]) in thursday} == {
        "staff/anne"
    }
    assert {event for event, _who in duties if not event.startswith("duty/12/")} == set()


def test_a_hall_that_closes_on_a_day_moves_the_lessons_of_that_day_only() -> None:
    hall = Room(
        "zaal", "Gymzaal", "gym", 60, tuple(Opening(day, "08:30", "14:15") for day in (2, 3, 4, 5))
    )
    week = small_school()
    rooms = tuple(hall if room.id == "zaal" else room for room in week.rooms)
    found = repaired(replace(week, rooms=rooms))
    assert found.evaluation.infeasibility == 0
    gym = {meet.event: meet.time for meet in found.solution.meets if ":gym" in meet.event}
    assert {event for event, time in gym.items() if time is None or time < 8} == set()


def test_a_new_group_gets_its_lessons_and_every_other_lesson_stays() -> None:
    week = small_school()
    after = replace(
        week,
        groups=(*week.groups, Group("nieuw", "Nieuw", ("1",), "plein")),
        pupils=(*week.pupils, Pupil("nieuw-1", "1", "nieuw")),
        staff=(*week.staff, staff("hugo", 1, 2, 3, 4, 5)),
        guidance=(*week.guidance, Guidance("hugo", "nieuw")),
    )
    found = repaired(after)
    assert found.evaluation.infeasibility == 0
    assert {change.event for change in found.changes if "nieuw" not in change.event} == set()
