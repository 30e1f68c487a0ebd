"""Which timetable runs in which week: themes, weeks with a plan of their own, weeks A and B."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from icalendar import Calendar
from tests.cast import Cast, person_of
from tests.week.planning.ready import planned, ready

from stapsteen.kit.refused import Refused
from stapsteen.school.actions import add_day_off
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Alternation, Plan, WeekChoice
from stapsteen.week.planning.actions import ask_run, put_in_force
from stapsteen.week.planning.calendar import calendar_of, open_feed
from stapsteen.week.planning.export import school_week_of
from stapsteen.week.year_plan.access import plan_that_runs
from stapsteen.week.year_plan.actions import alternate, choose_weeks, stop_alternating
from stapsteen.week.year_plan.days import year_plan_of
from stapsteen.week.year_plan.hours import hours_of
from stapsteen.week.year_plan.undoing import as_written, digest_of, put_back

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)  # a Monday
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def school() -> tuple[Cast, Plan, Plan]:
    """A school with a plan in force, and another one; what stands in them does not matter."""
    everybody = ready()
    usual, other = unplanned(everybody, "year_class"), unplanned(everybody, "equal_afternoons")
    put_in_force(usual, by=everybody.principal)
    return everybody, usual, other


def unplanned(everybody: Cast, organisation: str, **fields: object) -> Plan:
    """A plan that nobody planned: made at once."""
    week = school_week_of(everybody.year)
    run = ask_run(everybody.year, week, organisation, seconds=10, by=everybody.principal)
    numbers = ("infeasibility", "objective", "first_plan_seconds", "seconds")
    empty = {"body": {}, "measures": [], **dict.fromkeys(numbers, 0)}
    return Plan.objects.create(run=run, **empty | fields)


@pytest.fixture
def lessons() -> tuple[Cast, Plan, Plan]:
    """A school with a planned week in force, and the same week as another plan."""
    everybody = ready()
    usual = planned(everybody, seconds=20)
    other = unplanned(everybody, "equal_afternoons", body=usual.body)
    put_in_force(usual, by=everybody.principal)
    return everybody, usual, other


def running(everybody: Cast, weeks: int) -> list[int | None]:
    plan = year_plan_of(everybody.year)
    return [plan.plan_on(TODAY + number * WEEK) for number in range(weeks)]


def test_a_week_without_a_choice_follows_the_plan_in_force(school):
    everybody, usual, _other = school
    assert running(everybody, 3) == [usual.pk] * 3
    assert year_plan_of(everybody.year).plan_on(TODAY - WEEK) is None


def test_a_theme_alone_changes_no_timetable(school):
    everybody, usual, _other = school
    choose_weeks(everybody.year, TODAY, theme="Water", plan=None, by=everybody.principal)
    assert running(everybody, 1) == [usual.pk]
    assert year_plan_of(everybody.year).choices[TODAY].theme == "Water"


def test_theme_weeks_run_a_plan_of_their_own_and_the_week_after_does_not(school):
    everybody, usual, other = school
    choose_weeks(
        everybody.year, TODAY + WEEK, weeks=2, theme="Water", plan=other, by=everybody.principal
    )
    assert running(everybody, 4) == [usual.pk, other.pk, other.pk, usual.pk]


def test_a_choice_of_nothing_makes_a_week_usual_again(school):
    everybody, usual, other = school
    choose_weeks(everybody.year, TODAY, theme="", plan=other, by=everybody.principal)
    choose_weeks(everybody.year, TODAY, theme=" ", plan=None, by=everybody.principal)
    assert (running(everybody, 1), WeekChoice.objects.count()) == ([usual.pk], 0)


def test_two_plans_alternate_from_a_week_on_and_holidays_count(school):
    everybody, usual, other = school
    add_day_off(everybody.year, "Herfst", "holiday", TODAY + 2 * WEEK, TODAY + 2 * WEEK, by=None)
    alternate(everybody.year, other, TODAY + WEEK, by=everybody.principal)
    assert running(everybody, 5) == [usual.pk, other.pk, usual.pk, other.pk, usual.pk]
    plan = year_plan_of(everybody.year)
    letters = [plan.letter_of(TODAY + number * WEEK) for number in range(4)]
    assert letters == ["", "B", "A", "B"]


def test_a_theme_week_goes_before_the_alternation(school):
    everybody, usual, other = school
    alternate(everybody.year, other, TODAY, by=everybody.principal)
    choose_weeks(everybody.year, TODAY, theme="Water", plan=usual, by=everybody.principal)
    assert running(everybody, 3) == [usual.pk, usual.pk, other.pk]


def test_stopping_keeps_the_weeks_that_were(school):
    everybody, usual, other = school
    alternate(everybody.year, other, TODAY, by=everybody.principal)
    with time_machine.travel(TODAY + 3 * WEEK):
        stop_alternating(everybody.year, by=everybody.principal)
    assert running(everybody, 6) == [other.pk, usual.pk, other.pk, usual.pk, usual.pk, usual.pk]


def test_an_alternation_that_has_not_begun_is_gone_when_it_is_stopped(school):
    everybody, _usual, other = school
    alternate(everybody.year, other, TODAY + WEEK, by=everybody.principal)
    stop_alternating(everybody.year, by=everybody.principal)
    assert not Alternation.objects.exists()


def test_a_week_that_is_over_or_outside_the_year_is_refused(school):
    everybody, _usual, other = school
    for monday, why in ((TODAY - WEEK, "al geweest"), (date(2027, 9, 6), "niet in het schooljaar")):
        with pytest.raises(Refused, match=why):
            choose_weeks(everybody.year, monday, theme="Water", plan=None, by=everybody.principal)
        with pytest.raises(Refused, match=why):
            alternate(everybody.year, other, monday, by=everybody.principal)


@pytest.mark.parametrize("who", ["teacher", "care_coordinator", "pupil", "guardian", "stranger"])
def test_only_who_runs_the_school_decides_about_weeks(school, who):
    everybody, _usual, other = school
    by = getattr(everybody, who)
    with pytest.raises(Refused, match="schoolleider"):
        choose_weeks(everybody.year, TODAY, theme="Water", plan=None, by=by)
    with pytest.raises(Refused, match="schoolleider"):
        alternate(everybody.year, other, TODAY, by=by)
    with pytest.raises(Refused, match="schoolleider"):
        stop_alternating(everybody.year, by=by)


def test_a_plan_of_another_year_is_refused(school):
    everybody, _usual, other = school
    next_year = SchoolYear.objects.create(
        school=everybody.school, name="2027-2028", starts=date(2027, 8, 1), ends=date(2028, 7, 31)
    )
    with pytest.raises(Refused, match="ander jaar"):
        choose_weeks(next_year, date(2027, 9, 6), theme="", plan=other, by=everybody.principal)


def test_the_plan_that_runs_is_for_everybody_at_the_school_and_for_no_stranger(school):
    everybody, _usual, other = school
    assert plan_that_runs(everybody.pupil, other.pk) == other
    assert plan_that_runs(everybody.stranger, other.pk) is None


def test_a_change_can_be_undone_until_somebody_changes_something_else(school):
    everybody, _usual, other = school
    before = as_written(everybody.year)
    choose_weeks(everybody.year, TODAY, theme="Water", plan=other, by=everybody.principal)
    changed_to = digest_of(everybody.year)
    put_back(everybody.year, before, changed_to, by=everybody.principal)
    assert as_written(everybody.year) == before
    alternate(everybody.year, other, TODAY, by=everybody.principal)
    with pytest.raises(Refused, match="Intussen"):
        put_back(everybody.year, before, changed_to, by=everybody.principal)
    assert Alternation.objects.count() == 1


def events_of(everybody: Cast, who: str) -> list[Calendar]:
    feed = open_feed(person_of(getattr(everybody, who)), by=getattr(everybody, who))
    content = calendar_of(feed.token)
    assert content is not None
    return list(Calendar.from_ical(content).walk("VEVENT"))


def days_of(event: Calendar) -> set[date]:
    """The days on which an event of the calendar is, as a calendar works them out."""
    first = event["dtstart"].dt.date()
    last = event["rrule"]["UNTIL"][0].date() if "rrule" in event else first
    left_out = {one.dt.date() for one in event["exdate"].dts} if "exdate" in event else set()
    every = {first + number * WEEK for number in range((last - first).days // 7 + 1)}
    return every - left_out


def lesson_days(events: list[Calendar]) -> set[date]:
    timed = [event for event in events if hasattr(event["dtstart"].dt, "hour")]
    return set().union(*map(days_of, timed))


def test_the_calendar_follows_the_weeks_of_both_plans(lessons):
    everybody, usual, other = lessons
    alternate(everybody.year, other, TODAY + WEEK, by=everybody.principal)
    choose_weeks(everybody.year, TODAY + WEEK, theme="Water", plan=None, by=everybody.principal)
    events = events_of(everybody, "pupil")
    by_plan = {
        plan.pk: lesson_days([one for one in events if one["uid"].startswith(f"{plan.pk}-")])
        for plan in (usual, other)
    }
    assert not by_plan[usual.pk] & by_plan[other.pk]
    assert min(by_plan[usual.pk]) == TODAY
    assert {day for day in by_plan[other.pk] if day.isoweekday() == 1} >= {
        TODAY + WEEK, TODAY + 3 * WEEK
    }  # fmt: skip
    assert "Water" in [str(event["summary"]) for event in events]


def test_a_study_day_of_a_group_frees_its_pupils_and_who_teaches_it_alone(lessons):
    everybody, _usual, _other = lessons
    assert TODAY in lesson_days(events_of(everybody, "pupil"))
    add_day_off(
        everybody.year, "Studiedag", "study_day", TODAY, TODAY,
        groups=[everybody.group], by=everybody.principal,
    )  # fmt: skip
    for who in ("pupil", "teacher"):
        days = lesson_days(events_of(everybody, who))
        assert TODAY not in days
        assert TODAY + WEEK in days


def test_a_special_day_has_lessons_and_stands_in_the_calendar(lessons):
    everybody, _usual, _other = lessons
    add_day_off(everybody.year, "Sportdag", "special", TODAY, TODAY, by=everybody.principal)
    events = events_of(everybody, "pupil")
    assert TODAY in lesson_days(events)
    assert "Sportdag" in [str(event["summary"]) for event in events]


def test_hours_count_days_with_lessons_of_the_group(school):
    everybody, _usual, _other = school
    (before,) = hours_of(year_plan_of(everybody.year))
    assert (before.group, before.asked) == ("Groep 5", 940)
    add_day_off(
        everybody.year, "Studiedag", "study_day", TODAY, TODAY + timedelta(days=1),
        groups=[everybody.group], by=None,
    )  # fmt: skip
    add_day_off(everybody.year, "Sportdag", "special", TODAY + WEEK, TODAY + WEEK, by=None)
    (after,) = hours_of(year_plan_of(everybody.year))
    assert after.days == before.days - 2
    assert 9 <= before.hours - after.hours <= 11


def test_a_year_plan_is_read_in_a_fixed_number_of_queries(school, django_assert_num_queries):
    everybody, _usual, other = school
    for number in range(6):
        choose_weeks(
            everybody.year, TODAY + number * WEEK, theme="T", plan=other, by=everybody.principal
        )
        add_day_off(
            everybody.year, f"S{number}", "study_day", TODAY, TODAY,
            groups=[everybody.group], by=None,
        )  # fmt: skip
    with django_assert_num_queries(5):
        year_plan_of(everybody.year)
