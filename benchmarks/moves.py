"""What one move of the local search costs: ``python3 run.py bench moves``.

Prints a row of Markdown for each public instance of a folder: microseconds of processor time for a move,
made, weighed and kept or taken back, on one core, over a walk from warm to cold.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import process_time

from stapsteen.planner.timetable.archive import read
from stapsteen.planner.timetable.local import Annealer, Tables

ROOT = Path(__file__).resolve().parent.parent
USUAL = ROOT.parent / "shared" / "data" / "xhstt" / "instances"
HEAD = "| instance | events | rules | points | µs a move |"


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=USUAL)
    parser.add_argument("--moves", type=int, default=200_000)
    asked = parser.parse_args(words)
    print(HEAD)
    print("|" + " --- |" * HEAD.count(" | ") + " --- |")
    for file in sorted(asked.folder.glob("*.xml*")):
        print(measured(file, asked.moves), flush=True)
    return 0


def measured(file: Path, moves: int) -> str:
    """The row of one instance."""
    instance = read(file.read_bytes()).instances[0]
    tables = Tables(instance)
    annealer = Annealer(tables, seed=1)
    annealer.construct()
    began = process_time()
    annealer.round(moves, daring=0.1, tick=lambda: True)
    each = (process_time() - began) / moves * 1e6
    return (
        f"| {instance.id} | {len(instance.events)} | {len(instance.constraints)} "
        f"| {len(tables.points)} | {each:.1f} |"
    )
