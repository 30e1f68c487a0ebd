"""`stapsteen plan`: a week without a database, told as JSON, stopped by Ctrl-C."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from tests.cli.installation import Installation, stop

from stapsteen.cli import main
from stapsteen.cli.plan import duration

SEVEN = {"fit", "choice", "cohesion", "alignment", "calm", "load", "cost"}


@pytest.mark.parametrize(("text", "seconds"), [("10s", 10), ("2m", 120), ("30", 30), ("0.5s", 0.5)])
def test_a_time_is_seconds_or_minutes(text: str, seconds: float) -> None:
    assert duration(text) == seconds


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "nowhere.toml", "--organisation", "units", "--json"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"][0] == "Er is geen bestand nowhere.toml."
    assert "Er is geen bestand nowhere.toml." in told.err


def test_a_file_of_nonsense_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "week.toml"
    file.write_text("days = 'yesterday'\n")
    assert main(["plan", str(file), "--organisation", "units"]) == 2
    assert capsys.readouterr().err.strip()


def test_an_organisation_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit) as left:
        main(["plan", "demo", "--organisation", "chaos"])
    assert left.value.code == 2


@pytest.mark.slow
def test_a_demo_school_is_planned_without_a_database(tmp_path: Path) -> None:
    here = Installation(tmp_path / "data")
    out = tmp_path / "plan.json"
    done = here.run(
        "plan", "demo:90", "--organisation", "year-class", "--stop", "1s", "--json", "--out", out
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["infeasibility"] == 0
    assert set(answer["measures"]) == SEVEN
    assert answer["first_plan_seconds"] > 0
    assert "plan" in json.loads(out.read_text())
    assert not here.data.exists()


@pytest.mark.slow
def test_ctrl_c_stops_and_keeps_the_best_plan(tmp_path: Path) -> None:
    here = Installation(tmp_path / "data")
    out = tmp_path / "plan.json"
    words = ("demo:90", "--organisation", "year-class", "--stop", "90s", "--out", out)
    process = here.start("plan", *words)
    time.sleep(8)
    printed, _told = stop(process)
    assert process.returncode == 0
    assert "first plan after" in printed
    assert json.loads(out.read_text())["infeasibility"] == 0
