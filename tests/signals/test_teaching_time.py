"""Teaching time: the year from October to October, the extra day, four-day weeks, and what a pupil had."""

from __future__ import annotations

from datetime import date, time

import pytest
import time_machine
from tests.cast import Cast, cast, make_group, make_person, person_of, place

from stapsteen.school.models import DayOff, LessonSlot, RoleKind, SchoolYear
from stapsteen.signals.teaching_time import Sum, Taught, account_of, counted_year, time_of

pytestmark = pytest.mark.django_db
MONDAY, THURSDAY = 1, 4


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(date(2026, 10, 5)):
        yield


def school(*weekdays: int) -> Cast:
    """The cast at a school with one hour of lessons, and a pause, on these weekdays."""
    everybody = cast()
    for weekday in weekdays:
        lessons(everybody.year, weekday)
    return everybody


def lessons(year: SchoolYear, weekday: int) -> None:
    for starts, ends, kind in ((time(9), time(10), "lesson"), (time(10), time(10, 15), "break")):
        LessonSlot.objects.create(year=year, weekday=weekday, starts=starts, ends=ends, kind=kind)


def free(year: SchoolYear, kind: str, starts: date, ends: date, *groups) -> None:
    day_off = DayOff.objects.create(year=year, name="Vrij", kind=kind, starts=starts, ends=ends)
    day_off.groups.set(groups)


def taught(everybody: Cast) -> Taught:
    (only,) = account_of(everybody.year).year_groups
    return only.taught


def test_the_law_counts_from_october_to_october_with_a_day_or_two_beyond_52_weeks():
    here = cast().year
    span = counted_year(here)
    assert (span.starts, span.until, span.extra_days) == (date(2026, 10, 1), date(2027, 10, 1), 1)
    leap = SchoolYear(starts=date(2027, 8, 1), ends=date(2028, 7, 31))
    assert counted_year(leap).extra_days == 2


def test_a_weekday_is_counted_52_times():
    assert taught(school(MONDAY)).hours == 52


def test_the_weekday_of_the_extra_day_is_counted_once_more():
    assert taught(school(THURSDAY)).hours == 53


def test_days_after_the_summer_are_expected_until_the_next_calendar_is_made():
    everybody = school(MONDAY)
    assert taught(everybody).expected_hours == 9  # the Mondays from 2 August to 27 September 2027
    after = SchoolYear.objects.create(
        school=everybody.school, name="2027-2028", starts=date(2027, 8, 30), ends=date(2028, 7, 31)
    )
    assert taught(everybody).expected_hours == 9
    lessons(after, MONDAY)
    assert taught(everybody) == Taught(minutes=48 * 60, expected=0, days=48)


def test_free_days_do_not_count_and_those_of_another_group_do():
    everybody = school(MONDAY)
    free(everybody.year, "holiday", date(2026, 10, 12), date(2026, 10, 23))
    free(everybody.year, "special", date(2026, 11, 2), date(2026, 11, 2))
    other = make_group(everybody.year, "Groep 1", ["1"])
    free(everybody.year, "study_day", date(2026, 11, 9), date(2026, 11, 9), other)
    first, fifth = account_of(everybody.year).year_groups
    assert (first.taught.hours, fifth.taught.hours) == (49, 50)


def test_a_week_is_short_by_a_study_day_and_not_by_a_holiday():
    everybody = school(1, 2, 3, 4, 5)
    free(everybody.year, "holiday", date(2026, 12, 25), date(2026, 12, 25))
    free(everybody.year, "study_day", date(2026, 11, 9), date(2026, 11, 10))
    (fifth,) = account_of(everybody.year).year_groups
    assert (fifth.short_weeks, fifth.has_too_many_short_weeks) == (1, False)


def test_a_school_of_four_days_has_too_many_short_weeks_from_year_group_3_on():
    everybody = school(1, 2, 3, 4)
    make_group(everybody.year, "Groep 2", ["2"])
    second, fifth = account_of(everybody.year).year_groups
    assert fifth.short_weeks > 40
    assert (second.has_too_many_short_weeks, fifth.has_too_many_short_weeks) == (False, True)


def test_of_two_classes_the_one_with_fewer_hours_tells():
    everybody = school(MONDAY)
    other = make_group(everybody.year, "Groep 5b", ["5"])
    free(everybody.year, "study_day", date(2026, 11, 9), date(2026, 11, 9), other)
    assert taught(everybody).hours == 51


def test_eight_such_years_stand_beside_what_the_law_asks_when_all_are_known():
    everybody = school(MONDAY)
    assert account_of(everybody.year).all_eight == Sum(None, 7520)
    make_group(everybody.year, "De rest", ["1", "2", "3", "4", "6", "7", "8"])
    account = account_of(everybody.year)
    assert account.first_four == Sum(4 * 52, 3520)
    assert account.last_four.difference == 4 * 52 - 3760
    assert account.all_eight == Sum(8 * 52, 7520)


def test_a_pupil_has_the_hours_of_the_days_on_which_it_was_in_a_group():
    everybody = school(MONDAY)
    late = make_person(everybody.school, "Noor", RoleKind.PUPIL)
    stay = place(late, everybody.group, "5")
    stay.starts = date(2027, 7, 12)
    stay.save()
    (year,) = time_of(late).years
    assert year.taught == Taught(minutes=(3 + 9) * 60, expected=9 * 60, days=12)
    whole = time_of(person_of(everybody.pupil))
    assert (whole.hours, whole.asked) == (52, 940)


def test_a_short_week_in_september_is_in_the_school_year_that_began_in_august():
    everybody = school(1, 2, 3, 4, 5)
    after = SchoolYear.objects.create(
        school=everybody.school, name="2027-2028", starts=date(2027, 8, 1), ends=date(2028, 7, 31)
    )
    make_group(after, "Groep 6", ["6"])
    for weekday in range(1, 6):
        lessons(after, weekday)
    free(everybody.year, "study_day", date(2026, 9, 8), date(2026, 9, 8))
    free(after, "study_day", date(2027, 9, 7), date(2027, 9, 7))
    free(after, "study_day", date(2027, 11, 9), date(2027, 11, 9))
    (fifth,), (sixth,) = account_of(everybody.year).year_groups, account_of(after).year_groups
    assert (fifth.short_weeks, sixth.short_weeks) == (1, 2)
