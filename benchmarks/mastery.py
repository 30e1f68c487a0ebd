"""How well the learner model foretells answers, and whether what it says of itself is true: ``python3 run.py bench mastery``.

Without a log: every goal as a row. Goals 5 to 7 on the log of Spanish words and goal 15 on published tests, both from ../shared/data beside the checkout
(or ``--shared FOLDER``; what is absent is skipped and told), the others in a simulation with known truth, with fixed seeds; ``--write`` puts the table in docs/benchmarks.md.
With ``--log FILE`` (``user_id,item_id,skill_id,correct[,timestamp][,fold|split][,attempt]``, comma or tab, plain or gz; the order in the
file is the order in time unless there are timestamps, in seconds or milliseconds; several goals of a task are joined by ``~ ; | +``, or by ``_`` between
digits, or stand in ``--qmatrix FILE``: rows ``item_id,skill_id``, a column of 0 and 1 for each goal, or a sparse .npz): AUC, log-loss,
calibration error, coverage of the next ten and seconds, for the shipped defaults and for settings tuned on training pupils.
A task again right after itself is a retry and is left out, as are rows whose ``attempt`` is above 1. ``--split fixed`` trains on the first 80 % of the
pupils in the file and tests on the others; ``folds`` makes five folds by pupil with a fixed seed; a column ``fold`` or ``split`` wins ("train" or 0 is trained on).
Peers on the same splits: Elo (its steps chosen on training pupils), and PFA, Best-LR and pyBKT by a Python of their own in ~/.cache/stapsteen/peers that is
made the first time; what cannot be installed is told, not failed. pyBKT begins no fold after ten minutes. ``--folder FOLDER`` measures every log (*.csv, *.csv.gz) of a folder; an absent one is told and skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.learner.elo import elo
from benchmarks.learner.goals import goals
from benchmarks.learner.installing import peers
from benchmarks.learner.measuring import measure
from benchmarks.learner.reading import read, splits
from benchmarks.learner.real import real
from benchmarks.learner.rows import HEAD, SHARED
from benchmarks.learner.testing import adaptive_tests

from stapsteen.mastery.settings import SHIPPED

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- mastery -->", "<!-- /mastery -->"


def main(words: list[str]) -> int:
    """Measure, print, and write the page when asked."""
    asked = options().parse_args(words)
    logs = [asked.log] if asked.log else []
    if asked.folder and asked.folder.is_dir():
        logs += sorted([*asked.folder.glob("*.csv"), *asked.folder.glob("*.csv.gz")])
    elif asked.folder:
        print(f"{asked.folder} is not there: its logs are skipped.", file=sys.stderr)
    for log in logs:
        show(log, asked)
    if not logs and not asked.folder:
        rows = []
        for row in every_row(asked):
            rows.append(row)
            print(row, flush=True)
        if asked.write:
            write(rows)
    return 0


def every_row(asked: argparse.Namespace) -> Iterator[str]:
    """The rows of all goals, as they are measured."""
    yield from HEAD
    yield from real(asked.shared / "kt", with_peers=not asked.without_peers)
    yield from goals()
    yield from adaptive_tests(asked.shared / "kt" / "irt")


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--log", type=Path, help="a log of answers")
    parser.add_argument("--qmatrix", type=Path, help="the goals of each item")
    parser.add_argument("--split", choices=("fixed", "folds"), default="folds")
    parser.add_argument("--folder", type=Path, help="logs that may not be passed on")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of shared samples")
    parser.add_argument("--json", action="store_true", help="for other programs")
    parser.add_argument("--without-tuning", action="store_true", help="shipped defaults alone")
    parser.add_argument("--without-peers", action="store_true", help="ours alone")
    parser.add_argument("--write", action="store_true", help="put the table in docs/benchmarks.md")
    return parser


def show(file: Path, asked: argparse.Namespace) -> None:
    """Measure one log and print it."""
    log = read(file, asked.qmatrix)
    tested = splits(log, asked.split)
    found: dict[str, object] = {
        "log": file.name,
        "split": asked.split,
        "retries_left_out": log.dropped,
        "defaults": measure(log, tested, SHIPPED, tune=False),
    }
    if not asked.without_tuning:
        found["tuned"] = measure(log, tested, SHIPPED, tune=True)
    if not asked.without_peers:
        found["elo"] = elo(log, tested)
        found["peers"] = peers(log, tested)
    print(json.dumps(found) if asked.json else told(found))


def told(found: dict[str, object]) -> str:
    """The figures for people."""
    return json.dumps(found, indent=1)


def write(rows: list[str]) -> None:
    """Put the table between its marks in the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(before + "\n".join([BEGIN, *rows, END]) + after, encoding="utf-8")
