"""`stapsteen timetable`: archives evaluated, planned and written, from the command line."""

from __future__ import annotations

import gzip
import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.installation import Installation, stop
from tests.house.repository import ROOT
from tests.planner.timetable.archives import archive, constraint
from tests.planner.timetable.fet_files import at, fet, rule

from stapsteen.cli import main
from stapsteen.planner.timetable.archive import read
from stapsteen.planner.timetable.fet import read as read_fet

WEEK = ROOT / "docs/reference/example-week.toml"
RULES = "".join(map(constraint, ("AssignTime", "AssignResource", "AvoidClashes")))


@pytest.fixture(autouse=True)
def _ctrl_c_as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def village(tmp_path: Path) -> Path:
    file = tmp_path / "dorp.xml"
    file.write_bytes(archive(RULES))
    return file


def answer(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:
    assert main(["timetable", *map(str, words), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_solution_is_told_with_its_cost_and_the_rules_that_make_it(village, capsys) -> None:
    assert answer(capsys, "evaluate", village) == [
        {
            "instance": "dorp",
            "solution": 0,
            "infeasibility": 1,
            "objective": 0,
            "constraints": [
                {
                    "id": "AvoidClashes",
                    "name": "AvoidClashes",
                    "kind": "AvoidClashesConstraint",
                    "required": True,
                    "deviation": 1,
                    "cost": 1,
                }
            ],
        }
    ]


def test_a_gzipped_file_is_told_the_same(village, tmp_path, capsys) -> None:
    packed = tmp_path / "ingepakt"
    packed.write_bytes(gzip.compress(village.read_bytes()))
    assert answer(capsys, "evaluate", packed) == answer(capsys, "evaluate", village)


def test_without_json_it_reads_as_a_table(village, capsys) -> None:
    assert main(["timetable", "evaluate", str(village)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "dorp, solution 0 (hand): infeasibility 1, objective 0"
    assert second.split() == ["must", "1", "AvoidClashesConstraint", "AvoidClashes"]


@pytest.mark.parametrize("name", ["plan.xml", "plan.xml.gz"])
def test_a_plan_is_written_and_evaluates_to_the_cost_that_was_told(
    name: str, village, tmp_path, capsys
) -> None:
    out = tmp_path / name
    found = answer(capsys, "solve", village, "--stop", "2s", "--seed", 3, "--output", out)
    assert found["instance"] == "dorp"
    assert (found["infeasibility"], found["objective"]) == (0, 0)
    assert found["optimal"]
    [told] = answer(capsys, "evaluate", out)
    assert (told["infeasibility"], told["objective"], told["constraints"]) == (0, 0, [])
    assert out.read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")
    assert sorted(tmp_path.iterdir()) == sorted([village, out])


def test_the_trace_goes_down_to_the_cost(village, capsys) -> None:
    found = answer(capsys, "solve", village, "--stop", "2s", "--workers", 1)
    costs = [(step["infeasibility"], step["objective"]) for step in found["trace"]]
    assert costs == sorted(set(costs), reverse=True)
    assert costs[-1] == (found["infeasibility"], found["objective"])


def test_going_on_from_a_solution_never_ends_worse(village, capsys) -> None:
    found = answer(capsys, "solve", village, "--start-from", 0, "--stop", "2s", "--workers", 1)
    first = found["trace"][0]
    assert (first["infeasibility"], first["objective"]) <= (1, 0)
    assert (found["infeasibility"], found["objective"]) == (0, 0)


def test_without_json_a_plan_is_told_in_words(village, capsys) -> None:
    assert main(["timetable", "solve", str(village), "--stop", "2s"]) == 0
    assert "dorp: infeasibility 0, objective 0 (proven best" in capsys.readouterr().out


def test_a_school_week_becomes_an_archive(tmp_path, capsys) -> None:
    out = tmp_path / "week.xml"
    found = answer(capsys, "convert", WEEK, out, "--organisation", "year-class")
    assert found == {
        "file": str(out),
        "instances": ["year_class"],
        "solutions": 0,
        "left_out": [],
    }
    assert read(out.read_bytes()).instance().events
    assert main(["timetable", "evaluate", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: no solutions\n"


def test_an_archive_is_written_again_with_all_that_was_in_it(village, tmp_path, capsys) -> None:
    out = tmp_path / "kopie.xml.gz"
    assert answer(capsys, "convert", village, out)["solutions"] == 1
    assert read(out.read_bytes()) == read(village.read_bytes())


@pytest.fixture
def keien(tmp_path: Path) -> Path:
    file = tmp_path / "keien.fet"
    away = rule(
        "TeacherNotAvailableTimes", 100, at("Not_Available_Time", "", "ma 1"), Teacher="juf"
    )
    file.write_bytes(fet(away, rule("TeachersMaxRoomChangesPerDay", Max_Room_Changes_Per_Day=1)))
    return file


LEFT_OUT = "TeachersMaxRoomChangesPerDay, 1 keer (regel 33): deze regel wordt niet gelezen."


def test_a_file_of_fet_becomes_an_archive_and_says_what_is_not_in_it(
    keien, tmp_path, capsys
) -> None:
    out = tmp_path / "keien.xml"
    assert answer(capsys, "convert", keien, out)["left_out"] == [LEFT_OUT]
    assert read(out.read_bytes()).instance().name == "De Keien"
    assert main(["timetable", "convert", str(keien), str(out)]) == 0
    told = capsys.readouterr()
    assert told.err == f"Niet overgenomen: {LEFT_OUT}\n"
    assert told.out == f"{out}: 1 instance, 0 solutions\n"


def test_a_plan_goes_back_into_the_file_of_fet_that_asked_for_it(keien, tmp_path, capsys) -> None:
    out = tmp_path / "gepland.fet"
    found = answer(capsys, "solve", keien, "--stop", "2s", "--output", out)
    assert (found["infeasibility"], found["left_out"]) == (0, [LEFT_OUT])
    fixed = [event.time for event in read_fet(out.read_bytes()).instance.events]
    assert None not in fixed
    again = answer(capsys, "solve", out, "--stop", "2s")
    assert (again["infeasibility"], again["optimal"]) == (0, True)


def test_a_plan_of_another_file_does_not_fit_in_one_of_fet(village, tmp_path, capsys) -> None:
    refused = answer(capsys, "solve", village, "--output", tmp_path / "x.fet", code=2)["refused"]
    assert refused[1] == "Kies een naam die eindigt op .xml."
    assert sorted(tmp_path.iterdir()) == [village]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("evaluate", "nergens.xml"), "Er is geen bestand nergens.xml."),
        (("solve", "DORP", "--instance", "stad"), "Er is geen instantie stad in dit bestand."),
        (("solve", "DORP", "--start-from", "1"), "Er is geen oplossing 1 van dorp"),
        (("convert", WEEK, "OUT"), "Een schoolweek kan op vijf manieren gepland worden."),
        (("evaluate", WEEK), "Een schoolweek kan op vijf manieren gepland worden."),
        (("evaluate", "BROKEN"), "Regel 43, <Duration>: hier hoort een heel getal te staan"),
        (("convert", "BROKEN", "OUT"), "Regel 43, <Duration>: hier hoort een heel getal te staan"),
        (("solve", "DORP", "--output", "weg/plan.xml"), "weg/plan.xml kan niet geschreven worden"),
        (("convert", "DORP", "FOLDER"), "kan niet geschreven worden (het is een map)"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(
    words, says: str, village: Path, tmp_path: Path, capsys
) -> None:
    broken, out, folder = (tmp_path / name for name in ("kapot.xml", "uit.xml", "map"))
    broken.write_bytes(village.read_bytes().replace(b"<Duration>3", b"<Duration>drie"))
    out.write_text("van gisteren")
    folder.mkdir()
    before = sorted(tmp_path.iterdir())
    paths = {"DORP": village, "BROKEN": broken, "OUT": out, "FOLDER": folder}
    refused = answer(capsys, *(paths.get(word, word) for word in words), code=2)["refused"]
    assert says in refused[0]
    assert sorted(tmp_path.iterdir()) == before
    assert out.read_text() == "van gisteren"


def test_which_of_several_instances_has_to_be_said(village, tmp_path, capsys) -> None:
    two = tmp_path / "twee.xml"
    text = village.read_text()
    start, end = text.index("<Instance "), text.index("</Instances>")
    second = text[start:end].replace('"dorp"', '"stad"', 1)
    two.write_text(text[:end] + second + text[end:])
    refused = answer(capsys, "solve", two, code=2)["refused"]
    assert refused[1] == "Zeg welke, met --instance: dorp, stad."
    assert answer(capsys, "solve", two, "--instance", "stad", "--stop", "1s")["instance"] == "stad"


@pytest.mark.parametrize("workers", ["0", "-1", "twee"])
def test_a_number_of_workers_is_one_or_more(workers: str, village) -> None:
    with pytest.raises(SystemExit) as left:
        main(["timetable", "solve", str(village), "--workers", workers])
    assert left.value.code == 2


@pytest.mark.slow
def test_who_has_read_enough_is_not_told_of_a_failure(village, tmp_path) -> None:
    process = Installation(tmp_path / "data").start("timetable", "evaluate", village, "--json")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr is not None
    assert process.stderr.read() == ""


@pytest.mark.slow
def test_ctrl_c_stops_and_keeps_the_best_plan(tmp_path: Path) -> None:
    here, week, out = Installation(tmp_path / "data"), tmp_path / "w.xml", tmp_path / "plan.xml"
    here.run("timetable", "convert", WEEK, week, "--organisation", "units")
    process = here.start("timetable", "solve", week, "--stop", "90s", "--output", out, "--json")
    time.sleep(8)
    printed, _told = stop(process)
    assert process.returncode == 0
    told = json.loads(printed)
    assert told["seconds"] < 60
    [found] = json.loads(here.run("timetable", "evaluate", out, "--json").stdout)
    assert found["constraints"] == told["constraints"]
    assert not here.data.exists()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("timetable evaluate", "The following arguments are required: FILE."),
        ("timetable convert a.xml", "The following arguments are required: OUT."),
        ("timetable", "The following arguments are required: WHAT."),
        ("timetable evaluate a.xml b.xml", "Unrecognized arguments: b.xml."),
        (
            "timetable solve a.xml --stop soon",
            "Argument --stop: 'soon' is not a time such as 10s or 2m.",
        ),
        (
            "timetable solve a.xml --seed -1",
            "Argument --seed: '-1' is not a whole number from 0 to 1000000.",
        ),
        (
            "timetable solve a.xml --workers 0",
            "Argument --workers: '0' is not a whole number from 1 to 64.",
        ),
        ("explain demo", "The following arguments are required: --organisation."),
        ("explain demo --organisation", "Argument --organisation: expected one argument."),
    ],
)
def test_wrong_words_are_refused_as_json_too(words: str, wrong: str, capsys) -> None:
    assert main([*words.split(), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)["refused"]
    assert told[0] == wrong
    assert re.fullmatch("`stapsteen [a-z ]*--help` tells what can be asked.", told[1])


def test_wrong_words_without_json_are_told_with_the_usage(capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["timetable", "evaluate"])
    told = capsys.readouterr()
    assert (left.value.code, told.out) == (2, "")
    assert told.err.startswith("usage: stapsteen timetable evaluate")
