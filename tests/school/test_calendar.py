"""The calendar of a school: the holidays of its region in one tap, and days that are not like others."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import cast, make_group, make_school, make_year

from stapsteen.kit.refused import Refused
from stapsteen.school.actions import (
    add_day_off,
    days_written,
    put_days_back,
    remove_day_off,
    take_holidays,
)
from stapsteen.school.defaults.holidays import easter_sunday, public_holidays
from stapsteen.school.models import DayOff, SchoolYear

pytestmark = pytest.mark.django_db
DAYS = {
    "north": ("2026-10-10", "2027-02-20", "2027-07-10"),
    "middle": ("2026-10-17", "2027-02-20", "2027-07-17"),
    "south": ("2026-10-17", "2027-02-13", "2027-07-24"),
}


@pytest.fixture
def everybody():
    found = cast()
    SchoolYear.objects.filter(pk=found.year.pk).update(
        name="2026-2027", starts=date(2026, 8, 1), ends=date(2027, 7, 31)
    )
    found.year.refresh_from_db()
    return found


def starts(year: SchoolYear) -> dict[str, str]:
    return {off.name: off.starts.isoformat() for off in year.days_off.all()}


@pytest.mark.parametrize("region", DAYS)
def test_a_region_gives_its_holidays_and_the_public_ones(everybody, region):
    take_holidays(everybody.year, region, by=everybody.principal)
    found = starts(everybody.year)
    assert (found["Herfstvakantie"], found["Voorjaarsvakantie"]) == DAYS[region][:2]
    assert found["Tweede paasdag"] == "2027-03-29"
    assert "Koningsdag" not in found  # it falls in the spring break
    last = everybody.year.days_off.get(
        name="Zomervakantie", starts=date.fromisoformat(DAYS[region][2])
    )
    assert last.ends == date(2027, 7, 31)  # the year ends before the holiday does


def test_terms_lie_between_the_holidays_and_a_single_day_ends_none(everybody):
    take_holidays(everybody.year, "middle", by=everybody.principal)
    terms = [(term.starts, term.ends) for term in everybody.year.terms.all()]
    assert terms[0] == (date(2026, 8, 31), date(2026, 10, 16))
    assert terms[-1] == (date(2027, 5, 3), date(2027, 7, 16))
    assert len(terms) == 5


def test_another_region_replaces_the_first_and_own_days_stay(everybody):
    add_day_off(everybody.year, "Carnaval", "holiday", date(2027, 2, 8), date(2027, 2, 9), by=None)
    take_holidays(everybody.year, "north", by=everybody.principal)
    number = everybody.year.days_off.count()
    take_holidays(everybody.year, "south", by=everybody.principal)
    assert everybody.year.days_off.count() == number
    assert starts(everybody.year)["Voorjaarsvakantie"] == "2027-02-13"
    assert starts(everybody.year)["Carnaval"] == "2027-02-08"


def test_the_holidays_of_an_unknown_year_are_not_guessed():
    everybody = cast()
    SchoolYear.objects.filter(pk=everybody.year.pk).update(
        starts=date(2030, 8, 1), ends=date(2031, 7, 31)
    )
    everybody.year.refresh_from_db()
    with pytest.raises(Refused, match="nog niet vast"):
        take_holidays(everybody.year, "north", by=everybody.principal)
    assert not DayOff.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "pupil", "stranger"])
def test_only_who_runs_the_school_takes_holidays(everybody, who):
    with pytest.raises(Refused, match="schoolleider"):
        take_holidays(everybody.year, "north", by=getattr(everybody, who))


def test_a_study_day_can_be_for_some_groups_and_only_of_this_year(everybody):
    off = add_day_off(
        everybody.year, "Studiedag", "study_day", date(2026, 11, 9), date(2026, 11, 9),
        groups=[everybody.group], by=everybody.principal,
    )  # fmt: skip
    assert list(off.groups.all()) == [everybody.group]
    elsewhere = make_group(make_year(make_school("De Eik")), "Groep 5", ["5"])
    with pytest.raises(Refused, match="ander jaar"):
        add_day_off(
            everybody.year, "Studiedag", "study_day", date(2026, 11, 9), date(2026, 11, 9),
            groups=[elsewhere], by=everybody.principal,
        )  # fmt: skip


def test_what_was_taken_away_can_be_put_back_as_it_was(everybody):
    off = add_day_off(
        everybody.year, "Studiedag", "study_day", date(2026, 11, 9), date(2026, 11, 9),
        groups=[everybody.group], by=everybody.principal,
    )  # fmt: skip
    before = days_written(everybody.year)
    remove_day_off(off, by=everybody.principal)
    assert days_written(everybody.year) == []
    put_days_back(everybody.year, before, by=everybody.principal)
    assert days_written(everybody.year) == before


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "04-23"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")],
)
def test_easter(year, day):
    assert easter_sunday(year).isoformat() == f"{year}-{day}"


def test_the_day_of_the_king_is_never_on_a_sunday():
    days = {
        year: next(one for one in public_holidays(year) if one.name == "Koningsdag")
        for year in (2025, 2026)
    }
    assert days[2025].starts == date(2025, 4, 26)
    assert days[2026].starts == date(2026, 4, 27)
