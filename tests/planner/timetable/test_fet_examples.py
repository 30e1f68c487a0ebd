"""Files of real schools, where FET is at hand: what it makes of them is faultless here as well."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.fet import read, read_answer, write_plan

FOLDER = Path("/usr/share/doc/fet-data/examples/FET-5-official")
EXAMPLES = (
    "Denmark/small-school",
    "Spain/3-school/primaria",
    "Greece/Didymoteicho/6th-Primary-School",
    "Brazil/1/Brazil",
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("fet-cl") is None or not FOLDER.is_dir(),
        reason="the Debian packages fet and fet-data are not installed",
    ),
]


def _run(file: Path, folder: Path) -> Path:
    """Where FET put its timetable."""
    words = ["fet-cl", f"--inputfile={file}", f"--outputdir={folder}", "--timelimitseconds=60"]
    words += [f"--randomseeds{at}={at}" for at in ("10", "11", "12", "20", "21", "22")]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    assert "Simulation successful" in said
    return folder / "timetables" / file.stem / file.stem


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_timetable_of_fet_keeps_every_required_rule_and_costs_what_fet_says(
    name: str, tmp_path: Path
) -> None:
    example = FOLDER / f"{name}.fet"
    file = read(example.read_bytes())
    made = _run(example, tmp_path / "first")
    plan = read_answer(Path(f"{made}_activities.xml").read_bytes(), file)
    report = Path(f"{made}_soft_conflicts.txt").read_text(encoding="utf-8-sig")
    told = float(report.split("Total soft conflicts:")[1].split()[0])
    found = evaluate(file.instance, plan)
    assert (file.left_out, found.cost) == ((), (0, round(100 * told)))

    back = tmp_path / "back.fet"
    back.write_bytes(write_plan(example.read_bytes(), file, plan))
    again = Path(f"{_run(back, tmp_path / 'second')}_activities.xml").read_bytes()
    assert read_answer(again, read(back.read_bytes())).meets == plan.meets
