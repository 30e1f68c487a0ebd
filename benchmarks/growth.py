"""How planning grows with the school: ``python3 run.py bench growth``.

Plans example weeks of six sizes under five organisations, each in a process of its own, and prints a row
of Markdown for each: when the first plan was there, when nothing was impossible any more (``-``: not within
``--seconds``), the cost then (not possible/wishes), the seconds that dealing out took after the search, and the most memory that
the process ever had. ``--write`` puts the table in docs/benchmarks.md and draws docs/images/growth.svg;
``--draw`` only draws it again from the table.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.pictures.growth import Point, picture

from stapsteen.planner.organisation.plan import ORGANISATIONS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "images" / "growth.svg"
BEGIN, END = "<!-- growth -->", "<!-- /growth -->"
HEAD = "| pupils | organisation | events | first plan s | all possible s | after {seconds:g} s | dealing s | peak MB |"
TITLE = re.compile(r"\| after ([\d.]+) s \|")


def main(words: list[str]) -> int:
    """Measure, print, and write the page and the picture when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, nargs="+", default=[90, 225, 400, 600, 900, 1200])
    parser.add_argument("--organisations", nargs="+", default=ORGANISATIONS)
    parser.add_argument("--seconds", type=float, default=8, help="of searching, for each week")
    parser.add_argument("--write", action="store_true", help="put the rows in docs/benchmarks.md")
    parser.add_argument("--draw", action="store_true", help="only draw the table that is there")
    asked = parser.parse_args(words)
    if not asked.draw:
        head = HEAD.format(seconds=asked.seconds)
        rows = [head, "|" + " --- |" * (head.count("|") - 1)]
        print("\n".join(rows), flush=True)
        for pupils in asked.pupils:
            for organisation in asked.organisations:
                rows.append(measured(pupils, organisation, asked.seconds))
                print(rows[-1], flush=True)
        if asked.write:
            write(rows)
    if asked.write or asked.draw:
        PICTURE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def measured(pupils: int, organisation: str, seconds: float) -> str:
    """Plan one week in a process of its own; its row."""
    asked = ["--pupils", str(pupils), "--organisations", organisation, "--seconds", str(seconds)]
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "school", "--json", *asked]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    possible = found["possible_seconds"]
    proof = " proven" if found["optimal"] else ""
    return (
        f"| {pupils} | {organisation} | {found['events']} | {found['first_seconds']:.3f} "
        f"| {'-' if possible is None else format(possible, '.2f')} "
        f"| {found['end'][0]}/{found['end'][1]}{proof} | {found['dealing_seconds']:.2f} "
        f"| {found['peak_mb']:.0f} |"
    )


def write(rows: list[str]) -> None:
    """Put the table between its marks in the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(before + "\n".join([BEGIN, *rows, END]) + after, encoding="utf-8")


def drawn(page: str) -> str:
    """The picture of the table in a page."""
    table = page.split(BEGIN)[1].split(END, maxsplit=1)[0]
    limit = TITLE.search(table)
    assert limit, "the table does not say how long was searched"
    rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()[2:]]
    return picture([point(row) for row in rows], float(limit[1]))


def point(row: list[str]) -> Point:
    """A row of the table as a point of the picture; dealing out belongs to the whole plan."""
    pupils, _organisation, _events, first, possible, _cost, dealing, peak = row
    whole = None if possible == "-" else float(possible) + float(dealing)
    return Point(int(pupils), float(first), whole, float(peak))
