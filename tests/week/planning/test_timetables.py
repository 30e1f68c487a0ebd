"""A plan as schools draw it, as a calendar and as a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from icalendar import Calendar
from openpyxl import load_workbook
from tests.cast import person_of
from tests.week.planning.ready import planned, ready

from stapsteen.kit.refused import Refused
from stapsteen.school.models import DayOff
from stapsteen.week.models import CalendarFeed
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.planning.calendar import calendar_of, close_feeds, open_feed
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.grid import Cell, Column, merge_neighbours, under_heads
from stapsteen.week.planning.shown import shown
from stapsteen.week.planning.spreadsheet import spreadsheet_of
from stapsteen.week.planning.timetables import (
    day_of_all_groups,
    week_of_all_groups,
    week_of_group,
    week_of_pupil,
    week_of_room,
    week_of_staff,
)

pytestmark = pytest.mark.django_db


def labels(grid) -> list[str]:
    return [cell.label for row in grid.rows for cell in row.cells if cell]


def test_a_day_has_a_column_for_each_group_and_a_row_for_each_time():
    everybody = ready()
    grid = day_of_all_groups(shown(planned(everybody)), 1)
    assert [column.name for column in grid.columns] == ["Groep 5"]
    assert [row.starts for row in grid.rows][:3] == ["08:30", "08:45", "09:30"]
    assert labels(grid)[0] == "Samen beginnen"


def test_every_cell_knows_the_columns_it_stands_in():
    columns = [
        Column(name, 1, lambda _slot: [], name) for name in ("Groep 5", "Groep 6", "Groep 7")
    ]
    theme = Cell("Thema", "theme", "", "", block="theme-1")
    placed = [[theme], [theme], [Cell("Rekenen", "lesson", "math", "", block="one")]]
    found = under_heads(columns, merge_neighbours(placed))
    assert [[cell and cell.heads for cell in column] for column in found] == [
        [("Groep 5", "Groep 6")],
        [None],
        [("Groep 7",)],
    ]


def test_every_slot_of_a_column_is_covered_once():
    everybody = ready()
    for grid in week_of_all_groups(shown(planned(everybody, "units"))):
        lessons = [row for row in grid.rows if row.kind not in {"break", "lunch"}]
        assert sum(cell.rows for row in lessons for cell in row.cells if cell) == len(lessons)


def test_a_pause_names_who_watches():
    everybody = ready()
    grid = day_of_all_groups(shown(planned(everybody)), 1)
    assert next(row.note for row in grid.rows if row.kind == "break").startswith("Pauze: ")


def test_the_week_of_a_group_a_teacher_a_pupil_and_a_room():
    everybody = ready()
    plan = shown(planned(everybody))
    group = plan.plan.groups[0]
    pupil = person_id(person_of(everybody.pupil).pk)
    teacher = person_id(person_of(everybody.teacher).pk)
    weeks = [
        week_of_group(plan, group.id),
        week_of_staff(plan, teacher),
        week_of_pupil(plan, pupil, "Dina"),
        week_of_room(plan, group.room),
    ]
    assert [week.title for week in weeks[:3]] == ["Groep 5", "Bram", "Dina"]
    assert all("Rekenen" in labels(week) for week in weeks)
    assert all(len(week.columns) == 5 for week in weeks)


def test_the_spreadsheet_has_a_sheet_for_each_day_and_no_formulas():
    everybody = ready()
    book = load_workbook(BytesIO(spreadsheet_of(week_of_all_groups(shown(planned(everybody))))))
    assert len(book.sheetnames) == 5
    sheet = book.worksheets[0]
    assert sheet["B1"].value == "Groep 5"
    assert sheet["B2"].value.startswith("Samen beginnen")
    assert not any(str(cell.value).startswith("=") for row in sheet.rows for cell in row)


@time_machine.travel(date(2026, 10, 5))
def test_the_calendar_repeats_each_lesson_and_leaves_out_holidays():
    everybody = ready()
    put_in_force(planned(everybody, seconds=20), by=everybody.principal)
    monday = date(2026, 10, 19)
    DayOff.objects.create(
        year=everybody.year,
        name="Herfst",
        kind="holiday",
        starts=monday,
        ends=date(2026, 10, 23),
    )
    feed = open_feed(person_of(everybody.pupil), by=everybody.pupil)
    content = calendar_of(feed.token)
    assert content is not None
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert {event["rrule"]["FREQ"][0] for event in events} == {"WEEKLY"}
    left_out = {one.dt.date() for event in events for one in event["exdate"].dts}
    assert left_out == {monday + timedelta(days=number) for number in range(5)}
    assert b"Dina" not in content


def test_a_new_address_closes_the_old_one():
    everybody = ready()
    person = person_of(everybody.pupil)
    old = open_feed(person, by=everybody.pupil)
    new = open_feed(person, by=everybody.pupil)
    assert (calendar_of(old.token), calendar_of(new.token) is not None) == (None, True)
    close_feeds(person, by=everybody.pupil)
    assert calendar_of(new.token) is None


def test_nobody_makes_an_address_for_another():
    everybody = ready()
    with pytest.raises(Refused, match="niet delen"):
        open_feed(person_of(everybody.pupil), by=everybody.classmate)
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "principal", "classmate"])
def test_nobody_of_the_team_makes_or_closes_the_address_of_another(who):
    everybody = ready()
    pupil = person_of(everybody.pupil)
    feed = open_feed(pupil, by=everybody.pupil)
    close_feeds(pupil, by=getattr(everybody, who))
    assert calendar_of(feed.token) is not None
    with pytest.raises(Refused):
        open_feed(pupil, by=getattr(everybody, who))


def test_a_guardian_makes_the_address_of_its_child():
    everybody = ready()
    assert open_feed(person_of(everybody.pupil), by=everybody.guardian).token
