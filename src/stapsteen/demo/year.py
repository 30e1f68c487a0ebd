"""The school year of the demo: terms, holidays and study days around today."""

from __future__ import annotations

from datetime import date, timedelta

from stapsteen.planner.organisation.tables import usual_slots
from stapsteen.school.models import DayOff, LessonSlot, School, SchoolYear, Term
from stapsteen.school.rows import slot_rows

# Weeks by their ISO number, as most schools know them: the first and the number of weeks.
HOLIDAYS = (
    ("Herfstvakantie", 43, 1),
    ("Kerstvakantie", 52, 2),
    ("Voorjaarsvakantie", 8, 1),
    ("Meivakantie", 18, 2),
)
STUDY_WEEKS = (40, 47, 5, 23)
LAST_WEEK = 28


def make_year(school: School, today: date) -> SchoolYear:
    """The open school year in which today lies."""
    first = today.year if today.month >= 8 else today.year - 1
    starts = date.fromisocalendar(first, 35, 1)
    year = SchoolYear.objects.create(
        school=school,
        name=f"{first}-{first + 1}",
        starts=starts if starts <= today else date(first, 8, 1),
        ends=date.fromisocalendar(first + 1, LAST_WEEK, 5),
        state=SchoolYear.State.OPEN,
    )
    _make_days_off(year, first)
    _make_terms(year)
    LessonSlot.objects.bulk_create(slot_rows(year, usual_slots()))
    return year


def _monday(first: int, week: int) -> date:
    return date.fromisocalendar(first if week > 30 else first + 1, week, 1)


def _make_days_off(year: SchoolYear, first: int) -> None:
    holidays = [
        DayOff(
            year=year,
            name=name,
            kind=DayOff.Kind.HOLIDAY,
            starts=_monday(first, week),
            ends=_monday(first, week) + timedelta(days=7 * weeks - 3),
        )
        for name, week, weeks in HOLIDAYS
    ]
    study = [
        DayOff(
            year=year,
            name="Studiedag van het team",
            kind=DayOff.Kind.STUDY_DAY,
            starts=day,
            ends=day,
        )
        for week in STUDY_WEEKS
        for day in [_monday(first, week) + timedelta(days=week % 5)]
    ]
    DayOff.objects.bulk_create(holidays + study)


def _make_terms(year: SchoolYear) -> None:
    """The stretches between the holidays."""
    holidays = list(year.days_off.filter(kind=DayOff.Kind.HOLIDAY).order_by("starts"))
    starts = year.starts
    terms = []
    for number, holiday in enumerate([*holidays, None], start=1):
        ends = holiday.starts - timedelta(days=3) if holiday else year.ends
        terms.append(Term(year=year, name=f"Periode {number}", starts=starts, ends=ends))
        starts = holiday.ends + timedelta(days=3) if holiday else ends
    Term.objects.bulk_create(terms)
