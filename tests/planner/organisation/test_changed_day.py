"""A day on which somebody is not there, or a room: only what has to change does."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest
from tests.planner.organisation.small_school import planned, small_school

from stapsteen.planner.organisation.calendar import is_morning
from stapsteen.planner.organisation.changed import (
    Absence,
    Closure,
    DayPlan,
    Disturbance,
    day_of,
    repair_day,
)
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.changed.day_repair import changes_of, distance_of
from stapsteen.planner.organisation.changed.weights import stay, youth
from stapsteen.planner.organisation.plan import ORGANISATIONS, PlannedGroup, WeekPlan, covered
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.repair import Effort, Stay

MONDAY, WEDNESDAY = 1, 3
QUICK = Effort(seconds=4, seed=1, workers=1)


@lru_cache
def week_and_plan(organisation: str = "year_class") -> tuple[SchoolWeek, WeekPlan]:
    seconds = 10 if organisation == "year_class" else 4
    return small_school(), planned(organisation, seconds=seconds).plan


def away(*staff: str, part: str = "all") -> Disturbance:
    return Disturbance(tuple(Absence(one, part) for one in staff))


def changed(disturbance: Disturbance, weekday: int = MONDAY, organisation="year_class", **more):
    week, plan = week_and_plan(organisation)
    return repair_day(week, plan, weekday, disturbance, effort=QUICK, **more)


def as_planned(weekday: int = MONDAY, organisation: str = "year_class") -> DayPlan:
    return day_of(*week_and_plan(organisation), weekday)


def adults(day: DayPlan, group: str) -> set[str]:
    return {who for one in day.lessons if group in one.lesson.groups for who in one.lesson.staff}


def in_two_places(day: DayPlan) -> set[str]:
    """Who may lead and is in two blocks at once."""
    at: Counter[tuple[str, int]] = Counter()
    for one in day.lessons:
        for who in one.lesson.staff:
            at.update((who, slot) for slot in covered(one.lesson) if not one.lesson.pupils)
    return {who for (who, _slot), count in at.items() if count > 1} - {"fien"}


def test_nothing_changes_when_everybody_is_there() -> None:
    found = changed(Disturbance())
    assert (found.day, found.changes, found.distance) == (as_planned(), (), 0)


def test_who_is_away_is_in_no_lesson_and_nobody_is_in_two_places() -> None:
    found = changed(away("anne"))
    assert "anne" in adults(as_planned(), "12")
    assert "anne" not in adults(found.day, "12")
    assert in_two_places(found.day) == set()


def test_the_partner_who_does_not_work_that_day_is_not_planned() -> None:
    assert "bob" not in adults(changed(away("anne")).day, "12")


def test_an_assistant_who_may_not_be_alone_never_takes_over() -> None:
    led = {
        who
        for one in changed(away("anne")).day.lessons
        for who in one.lesson.staff
        if len(one.lesson.staff) == 1
    }
    assert "fien" not in led


def test_only_the_morning_changes_when_somebody_is_away_in_the_morning() -> None:
    week, _plan = week_and_plan()
    found = changed(away("anne", part="morning"))
    at = {week.lesson_slots[change.lesson.slot].starts for change in found.changes}
    assert found.changes
    assert {clock for clock in at if clock >= "12:00"} == set()


@pytest.mark.slow
def test_a_group_with_nobody_is_named_with_what_can_be_done() -> None:
    """On Wednesday every other teacher has a group, and the gym teacher does not work."""
    found = changed(away("anne"), WEDNESDAY)
    (told,) = [one for one in found.sentences if "niemand" in one.nl]
    assert told.nl == (
        "Groep 12 heeft van 08:30 tot 14:15 niemand. Wat kan: vraag Bob (kent de groep); "
        "verdeel de 8 kinderen over Groep 34 (8); zoek een invaller van buiten."
    )
    assert told.en == (
        "Groep 12 has nobody from 08:30 to 14:15. What you can do: ask Bob (knows the group); "
        "divide the 8 children over Groep 34 (8); find a substitute from outside."
    )


def test_who_is_back_takes_the_own_lessons_again() -> None:
    ill = changed(away("anne"))
    back = changed(Disturbance(), now=ill.day)
    assert back.day == as_planned()


@pytest.mark.slow
def test_the_other_group_stays_as_it_goes_when_one_teacher_is_back() -> None:
    both = changed(away("anne", "gijs"))
    one = changed(away("gijs"), now=both.day)
    others = [one for one in one.changes if "12" not in one.lesson.groups]
    assert [one for one in others if one.was and one.was.staff] == []  # who had nobody may get one
    assert adults(one.day, "12") & {"anne"} == {"anne"}


@pytest.mark.slow
def test_what_people_locked_stays_and_is_told() -> None:
    number = next(one.number for one in as_planned().lessons if "anne" in one.lesson.staff)
    found = changed(away("anne"), locked=frozenset({number}))
    (kept,) = [one for one in found.day.lessons if one.number == number]
    assert kept.lesson == week_and_plan()[1].lessons[number]
    assert sum("staat vast bij Anne" in one.nl for one in found.sentences) == 1


def test_somebody_else_watches_over_the_break() -> None:
    watcher = as_planned().supervision[0].staff[0]
    found = changed(away(watcher))
    assert watcher not in {who for duty in found.day.supervision for who in duty.staff}
    assert [len(duty.staff) for duty in found.day.supervision] == [
        len(duty.staff) for duty in as_planned().supervision
    ]


def test_a_class_goes_to_a_room_that_is_free_and_nothing_else_changes() -> None:
    found = changed(Disturbance(closures=(Closure("lokaal-34", "afternoon"),)))
    assert {change.lesson.groups: change.lesson.room for change in found.changes} == {
        ("34",): "plein"
    }
    assert all(
        change.was and change.now and change.was.staff == change.now.staff
        for change in found.changes
    )


@pytest.mark.slow
def test_gym_without_a_hall_is_told() -> None:
    found = changed(Disturbance(closures=(Closure("zaal"),)))
    planned_gym = [one for one in as_planned().lessons if one.lesson.kind == "gym"]
    told = [one for one in found.sentences if "geen ruimte" in one.nl]
    assert len(told) == len(planned_gym) > 0
    for one in told:
        assert re.search(r"heeft van \d\d:\d\d tot \d\d:\d\d geen ruimte", one.nl)
        assert re.search(r"has no room from \d\d:\d\d to \d\d:\d\d\.", one.en)


@pytest.mark.parametrize(
    ("years", "weight"), [(("1", "2"), 4), (("4",), 3), (("6", "7"), 2), (("8",), 1)]
)
def test_a_change_weighs_most_for_the_youngest(years: tuple[str, ...], weight: int) -> None:
    group = PlannedGroup("g", "g", years, ())
    assert youth([group]) == weight
    assert stay([group]) == Stay(3 * weight, {"staff": 6 * weight, "room": weight})


@pytest.mark.slow
@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_a_morning_of_calls_in_a_row(organisation: str) -> None:
    """Each call starts from the day as it then is; whoever is ill is in no lesson, and all come back."""
    ill: list[str] = []
    now = as_planned(MONDAY, organisation)
    before = now
    for call in ("+anne", "+dewi", "-anne", "+cas", "+anne", "-dewi", "-cas", "-anne"):
        ill = [*ill, call[1:]] if call[0] == "+" else [one for one in ill if one != call[1:]]
        found = changed(away(*ill), MONDAY, organisation, now=now)
        now = found.day
        assert {who for one in now.lessons for who in one.lesson.staff} & set(ill) == set()
        assert found.infeasibility <= found.disturbed
        assert in_two_places(now) == set()
    assert now == before


@pytest.mark.slow
@pytest.mark.parametrize("organisation", ["year_class", "personal"])
def test_a_later_call_costs_no_more_than_the_day_planned_afresh(organisation: str) -> None:
    week, plan = week_and_plan(organisation)
    told = changed(away("anne"), organisation=organisation).day
    both = away("anne", "cas")
    found = changed(both, organisation=organisation, now=told)
    afresh = changed(both, organisation=organisation)
    question = DayQuestion(week, plan, MONDAY, told, both)
    distance = distance_of(question, changes_of(told, afresh.day))
    assert found.infeasibility <= afresh.infeasibility
    if found.infeasibility == afresh.infeasibility:
        assert found.distance <= distance


def test_one_and_the_same_adult_takes_a_group_for_half_a_day_where_somebody_can() -> None:
    found = changed(away("anne"))
    half = [one.lesson for one in found.day.lessons if one.lesson.groups == ("12",)]
    morning = {one.staff for one in half if is_morning(week_and_plan()[0], one.slot)}
    assert len(morning) == 1
