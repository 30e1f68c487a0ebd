"""Goals written as CASE: the shape that others read, and the same goals when read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cast import cast, make_school
from tests.curriculum.changed import words
from tests.curriculum.files import file, goal
from tests.curriculum.goals import make_goal as a_goal
from tests.shared_data import shared_file

from stapsteen.cli import main
from stapsteen.curriculum.actions.bring_in import bring_in
from stapsteen.curriculum.actions.goals import make_goal, merge_goals, split_goal
from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.outline import Outline
from stapsteen.curriculum.wording import Place, Wording
from stapsteen.exchange.curriculum.case_writing import package
from stapsteen.exchange.curriculum.reading import read
from stapsteen.school.models import School, Subject

pytestmark = pytest.mark.django_db
UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
ALWAYS = {"identifier", "uri", "lastChangeDateTime"}
KINDS = {
    "CFItems": ALWAYS | {"fullStatement"},
    "CFAssociations": ALWAYS | {"associationType", "originNodeURI", "destinationNodeURI"},
}


def tree(*letters: str) -> dict[str, str]:
    return {letter: f"00000000-0000-4000-8000-00000000000{letter}" for letter in letters}


def made(school: School, outline: Outline | None = None) -> dict[str, Any]:
    if outline is not None:
        bring_in(None, school, outline, "x")
    return package(school, school.frameworks.all())


def read_back(content: object) -> Outline:
    return read("x.json", json.dumps(content).encode())


def rows(content: dict[str, Any]) -> Iterator[tuple[set[str], dict[str, Any]]]:
    yield ALWAYS | {"creator", "title"}, content["CFDocument"]
    for name, needed in KINDS.items():
        for row in content[name]:
            yield needed, row


def starter() -> dict[str, Any]:
    school = make_school()
    bring_in_starter(None, school)
    return made(school)


def test_everything_in_the_package_has_what_case_asks() -> None:
    for needed, row in rows(starter()):
        assert needed <= set(row), row
        assert UUID.fullmatch(row["identifier"])
        assert re.match(r"(https?|urn):", row["uri"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", row["lastChangeDateTime"])
        assert all(value not in ("", None, []) for value in row.values())
        for value in row.values():
            if isinstance(value, dict):
                assert set(value) == {"title", "identifier", "uri"}


def test_every_item_stands_under_another_or_under_the_document_in_their_order() -> None:
    content = starter()
    below = [one for one in content["CFAssociations"] if one["associationType"] == "isChildOf"]
    items = [one["identifier"] for one in content["CFItems"]]
    assert [one["originNodeURI"]["identifier"] for one in below] == items
    assert [one["sequenceNumber"] for one in below] == list(range(1, len(items) + 1))
    identifiers = [row["identifier"] for _needed, row in rows(content)]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize(
    "schema", ["opensalt-v1p0-cfpackage-schema.json", "official-v1p1-cfpackage.json"]
)
def test_it_is_valid_against_the_schemas_of_case(schema: str) -> None:
    rules = json.loads(shared_file("case", "schemas", schema).read_text())
    jsonschema.Draft7Validator(rules).validate(starter())


def test_what_is_written_reads_back_as_the_same_goals_parts_and_order() -> None:
    content = {
        "CFDocument": {"identifier": "11111111-0000-4000-8000-000000000000", "title": "Rekenen",
                       "uri": "https://x.example/1", "creator": "Iemand"},
        "CFItems": [
            {"identifier": key, "fullStatement": f"Doel {letter}", "uri": f"https://x.example/{letter}",
             "humanCodingScheme": letter.upper(), "educationLevel": ["4", "5"]}
            for letter, key in tree("a", "b", "c", "d").items()
        ],
        "CFAssociations": [
            {"associationType": kind, "originNodeURI": {"identifier": origin},
             "destinationNodeURI": {"identifier": end}, "sequenceNumber": 1}
            for origin, kind, end in [
                (tree("a")["a"], "isChildOf", "11111111-0000-4000-8000-000000000000"),
                (tree("b")["b"], "isChildOf", tree("a")["a"]),
                (tree("c")["c"], "isChildOf", tree("a")["a"]),
                (tree("b")["b"], "precedes", tree("c")["c"]),
                (tree("d")["d"], "precedes", tree("b")["b"]),
            ]
        ],
    }  # fmt: skip
    outline = read_back(content)
    again = read_back(made(make_school(), outline))
    assert again.goals == outline.goals
    assert set(again.links) == set(outline.links)
    assert (again.key, again.name, again.uri, again.publisher) == (
        outline.key, outline.name, outline.uri, outline.publisher,
    )  # fmt: skip


def test_the_published_objectives_of_slo_in_case_read_back_the_same() -> None:
    path = shared_file("case", "samples", "derived-slo-kerndoelen-rekenen-wiskunde-po.case.json")
    outline = read(path.name, path.read_bytes())
    again = read_back(made(make_school(), outline))
    assert [one.key for one in again.goals] == [one.key for one in outline.goals]
    assert [one.title for one in again.goals] == [one.title for one in outline.goals]
    assert set(again.links) == set(outline.links)


def test_a_school_that_reads_its_own_file_has_the_same_goals() -> None:
    school = make_school()
    bring_in_starter(None, school)
    bring_in(None, school, file(goal("a"), goal("b"), needs=("b a",)), "x")
    for framework in list(school.frameworks.all()):
        outline = read_back(package(school, [framework]))
        done = bring_in(None, school, outline, "x")
        assert done.is_empty, done.counts
        assert done.counts["goals"]["same"] == framework.goals.count()
    assert school.frameworks.count() == 2


def test_another_school_gets_lines_steps_and_core_objectives_along() -> None:
    outline = read_back(starter())
    other = make_school("De Es")
    bring_in(None, other, outline, "x")
    found = Goal.objects.get(school=other, title__startswith="Telt tien dingen")
    assert (str(found.progression), found.step, found.subject.key) == ("Getallen", 2, "arithmetic")
    assert {one.code for one in found.objectives.all()} == {"26", "10A"}
    assert found.pupil_title == "Ik kan tien dingen tellen."


def test_identifiers_are_the_same_each_time_and_those_that_came_are_kept() -> None:
    assert [one["identifier"] for one in starter()["CFItems"]] == [
        one["identifier"] for one in starter()["CFItems"]
    ]
    key = tree("a")["a"]
    (item,) = made(make_school("De Es"), file(goal(key)))["CFItems"]
    assert item["identifier"] == key


def test_goals_out_of_use_are_left_out_and_long_texts_are_whole() -> None:
    school = make_school()
    bring_in(None, school, file(goal("a", "x" * 450), goal("b")), "x")
    bring_in(None, school, file(goal("a", "x" * 450)), "x")
    (item,) = made(school)["CFItems"]
    assert item["fullStatement"] == "x" * 450


def test_goals_that_were_split_or_merged_give_way_to_what_came_instead() -> None:
    everybody = cast()
    school, by = everybody.school, everybody.principal
    first = a_goal(school, "Telt")
    rest = [a_goal(school, title, first) for title in ("Meet", "Weegt", "Rekent")]
    split_goal(by, rest[0], [words("Meet lengte"), words("Meet inhoud")])
    merge_goals(by, rest[1:], words("Weegt en rekent"))
    content = made(school)
    said = {one["fullStatement"] for one in content["CFItems"]}
    assert {"Telt", "Meet lengte", "Meet inhoud", "Weegt en rekent"} <= said
    assert not said & {"Meet", "Weegt", "Rekent"}
    there = {one["identifier"] for one in (*content["CFItems"], content["CFDocument"])}
    for one in content["CFAssociations"]:
        ends = (one["originNodeURI"], one["destinationNodeURI"])
        assert {end["identifier"] for end in ends} <= there
    needs = [one for one in content["CFAssociations"] if one["associationType"] == "precedes"]
    assert len(needs) == 3
    rules = shared_file("case", "schemas", "official-v1p1-cfpackage.json").read_text()
    jsonschema.Draft7Validator(json.loads(rules)).validate(content)


def test_one_set_or_all_are_written_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everybody = cast()
    School.objects.exclude(pk=everybody.school.pk).update(code="99XX00")
    School.objects.filter(pk=everybody.school.pk).update(code="12AB00")
    bring_in(None, everybody.school, file(goal("a")), "x")
    place = Place(Subject.objects.get(key="arithmetic"), 9)
    make_goal(everybody.principal, Wording("Schaakt", "Ik kan schaken."), place)
    for key, goals in (("slo", 1), ("own", 1), ("", 2)):
        path = tmp_path / f"{key}.json"
        words = ["curriculum", "export", str(path), "--school", "12AB00", "--json"]
        assert main([*words, "--framework", key] if key else words) == 0
        assert json.loads(capsys.readouterr().out)["goals"] == goals
        assert len(read(path.name, path.read_bytes()).goals) == goals
    assert main([*words, "--framework", "weg"]) == 2
    assert json.loads(capsys.readouterr().out)["refused"][0] == "Er is geen set met sleutel weg."
