"""Solves public instances of the field: ``python3 run.py bench timetable``.

Prints for each instance the cost reached (hard/soft, the median of the seeds), the best that is known, and
what KHE (2016) reached where that was measured; ``--write`` puts the table in docs/benchmarks.md. The
instances are read from ``--folder``; without it, from the folder beside this repository where there
is one. ``RESULTS.md`` in the folder above them, if it is there, tells what others reached.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from stapsteen.planner.timetable.archive import Archive, read
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.solve import Outcome, solve

ROOT = Path(__file__).resolve().parent.parent
USUAL = ROOT.parent / "shared" / "data" / "xhstt" / "instances"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- timetable -->", "<!-- /timetable -->"
PUBLISHED = (
    "CzechVillageSchool", "DenmarkSmallSchool", "BrazilInstance1", "ZA-LW-09", "BR-SA-00", "BR-SM-00",
    "BR-SN-00", "FI-WP-06", "FI-PB-98", "FI-MP-06", "GR-H1-97", "GR-PA-08", "ES-SS-08", "AU-BG-98",
    "AU-SA-96", "KS-PR-11", "NL-KP-03", "NL-KP-09", "DK-HG-12", "DK-VG-09", "UK-SP-06", "US-WS-09",
)  # fmt: skip
HEAD = "| instance | events | first plan s | hard/soft | best known | of best known | KHE 2016 |"
Cost = tuple[int, int]


@dataclass(frozen=True)
class Known:
    """What others reached, hard and soft; None where nothing is known."""

    best: Cost | None = None
    khe: Cost | None = None


def main(words: list[str]) -> int:
    """Measure, print, and write the page when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=USUAL)
    parser.add_argument("--instances", nargs="+", default=PUBLISHED)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the rows in docs/benchmarks.md")
    asked = parser.parse_args(words)
    known = told_in(asked.folder.parent / "RESULTS.md")
    rows = [HEAD, "|" + " --- |" * HEAD.count(" | ") + " --- |"]
    print("\n".join(rows), flush=True)
    for name in asked.instances:
        row = measured(asked, name, known.get(name, Known()))
        print(row, flush=True)
        rows.append(row)
    if asked.write:
        write(rows, asked)
    return 0


def measured(asked: argparse.Namespace, name: str, known: Known) -> str:
    """Solve one instance with every seed; its row."""
    archive = read(file_of(asked.folder, name).read_bytes())
    instance = archive.instances[0]
    outcomes = [
        solve(instance, seconds=asked.seconds, seed=seed, workers=asked.workers)
        for seed in asked.seeds
    ]
    cost = median_low([one.evaluation.cost for one in outcomes])
    best = min(filter(None, (known.best, inside(archive))), default=None)
    first = max(one.first_seconds for one in outcomes)
    proof = proven(outcomes)
    return (
        f"| {name} | {len(instance.events)} | {first:.2f} | {told(cost)}{proof} "
        f"| {told(best)} | {ratio(cost, best)} | {told(known.khe)} |"
    )


def proven(outcomes: list[Outcome]) -> str:
    """A word behind the cost where it is proven that nothing is better."""
    return " proven" if all(one.optimal for one in outcomes) else ""


def file_of(folder: Path, name: str) -> Path:
    """The file of an instance, gzipped or not."""
    for file in (folder / f"{name}.xml", folder / f"{name}.xml.gz"):
        if file.exists():
            return file
    raise SystemExit(f"no file for {name} in {folder}; name a folder with --folder")


def inside(archive: Archive) -> Cost | None:
    """The least cost of the solutions that travel in the file."""
    instance = archive.instances[0]
    costs = [evaluate(instance, one.solution).cost for one in archive.submissions]
    return min(costs, default=None)


def told_in(page: Path) -> dict[str, Known]:
    """Best known and KHE by instance, from the first table of a page of results."""
    if not page.exists():
        return {}
    rows = (line.split("|")[1:-1] for line in page.read_text().splitlines() if line[:2] == "| ")
    return {
        cells[0].strip(" *"): Known(cost_in(cells[1]), cost_in(cells[5]))
        for cells in rows
        if len(cells) == 7
    }


def cost_in(text: str) -> Cost | None:
    """A cost written as ``hard / soft``."""
    found = re.match(r"\s*(\d+) / (\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def told(cost: Cost | None) -> str:
    """A cost as it is written."""
    return "" if cost is None else f"{cost[0]}/{cost[1]}"


def ratio(cost: Cost, best: Cost | None) -> str:
    """How the soft cost compares to the best known; in words where that says little."""
    if best is None:
        return ""
    if cost == best:
        return "equal"
    if cost[0] != best[0]:
        return f"hard {cost[0] - best[0]:+}"
    return f"{cost[1] / best[1]:.2f}" if best[1] else f"+{cost[1]}"


def write(rows: list[str], asked: argparse.Namespace) -> None:
    """Put the table between its marks in the page."""
    seeds = ", ".join(map(str, asked.seeds))
    said = f"{asked.seconds:.0f} s each, seeds {seeds}, {asked.workers} workers."
    page = PAGE.read_text()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    started = "\n".join([BEGIN, said, "", *rows, END])
    PAGE.write_text(before + started + after)
