"""School weeks as files: read, written, and refused with the place in the file."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.planner.organisation.small_school import small_school

from stapsteen.planner.organisation.check import refuse_nonsense
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.week_data import plain
from stapsteen.planner.organisation.week_file import dump_week, load_week, schema
from stapsteen.planner.refusal import Nonsense

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"


@pytest.mark.parametrize("week", [small_school(), example_week(90)], ids=lambda week: week.name)
def test_a_week_written_as_toml_reads_back_as_the_same_week(tmp_path, week):
    file = tmp_path / "week.toml"
    file.write_text(dump_week(week), encoding="utf-8")
    assert load_week(file) == week


def test_a_week_may_be_json_too(tmp_path):
    file = tmp_path / "week.json"
    file.write_text(json.dumps(plain(small_school())), encoding="utf-8")
    assert load_week(file) == small_school()


def test_the_schema_in_the_documentation_is_the_schema_of_the_program():
    assert json.loads((REFERENCE / "school-week.schema.json").read_text()) == schema()


def test_the_schema_accepts_what_the_program_writes():
    jsonschema.validate(plain(small_school()), schema())


def test_the_example_of_the_documentation_is_a_week_without_contradictions():
    week = load_week(REFERENCE / "example-week.toml")
    refuse_nonsense(week)
    jsonschema.validate(plain(week), schema())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "dit is geen TOML"),
        ('name = "x"', "slots: Field required"),
        ('name = "x"\n[[slots]]\nweekday = "ma"', r"slots\[1\].weekday"),
        (b"\xff\xfe", "geen UTF-8"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(tmp_path, text, sentence):
    file = tmp_path / "week.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Nonsense, match=sentence):
        load_week(file)


def test_the_example_of_a_very_large_school_gives_every_group_a_name_of_its_own():
    groups = example_week(2400).groups
    assert len({one.name for one in groups}) == len(groups) > 8 * 9
