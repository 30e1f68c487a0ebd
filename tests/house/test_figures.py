"""Pictures of figures show the figures of the page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from benchmarks import allocation
from benchmarks.growth import PAGE, PICTURE, drawn
from benchmarks.pictures.growth import Panel, Point, picture
from benchmarks.school import above


def test_the_picture_of_growth_is_drawn_from_the_table_beside_it() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawn(PAGE.read_text(encoding="utf-8"))


def test_the_picture_of_dealing_seats_is_drawn_from_the_table_beside_it() -> None:
    drawing = allocation.PICTURE.read_text(encoding="utf-8")
    assert drawing == allocation.drawn(PAGE.read_text(encoding="utf-8"))


def test_a_picture_tells_its_figures_in_words() -> None:
    points = [Point(90, 0.1, 0.5, 100), Point(90, 0.2, 0.4, 110), Point(600, 1.5, None, 200)]
    told = ET.fromstring(picture(points, 8)).findtext("{*}desc")  # noqa: S314 - our own text
    assert told == (
        "Each mark is the week of a school under one organisation. The slowest first plan takes 0.20 seconds "
        "for 90 pupils and 1.50 for 600. In 1 of 3 weeks something was still impossible after 8 seconds. "
        "The most memory is 110 MB for 90 pupils and 200 MB for 600."
    )


def test_every_mark_is_within_the_plot() -> None:
    drawing = PICTURE.read_text(encoding="utf-8")
    places = [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing)
    ]
    assert places
    assert all(62 <= x <= 776 and 78 <= y <= 318 for x, y in places)


def test_a_step_up_on_the_scale_of_seconds_is_ten_times_as_long() -> None:
    panel = Panel(0, 100, 1000, 100, 0.01)
    assert [panel.y(value) for value in (0.001, 0.01, 0.1, 1, 10, 100)] == [
        318, 318, 258, 198, 138, 78,
    ]  # fmt: skip


def test_a_cost_above_the_last_one_is_a_share_only_where_that_says_something() -> None:
    costs = [((0, 51), (0, 50)), ((0, 50), (0, 50)), ((0, 3), (0, 0)), ((2, 40), (0, 50))]
    assert [above(one, end) for one, end in costs] == ["2.0 %", "0.0 %", "+0/+3", "+2/-10"]
