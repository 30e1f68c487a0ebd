"""Seats dealt by us and by others, on the same rounds: ``python3 run.py bench allocation``.

Rounds by chance (set-ups B and D, a harder one, one round), and real wishes: AGH 2003 and 2004, Ariel, from ``--folder`` (../shared/data/preflib
beside the checkout; what is absent is skipped and told). Methods: ours, first come first served, those of fairpyx and
matching (by a Python of their own in ~/.cache/stapsteen that is made the first time; what cannot be installed is told, not
failed), and the most points in all (CP-SAT, at most ``--seconds``). Our referee judges every answer. Then growth: ``--pupils``
with eight times fewer workshops. ``--rounds`` chooses by name; ``--write`` puts the tables in docs/benchmarks.md and draws
docs/images/allocation.svg. All seconds are of the processor.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.dealt.generator import harder, one_round, set_up
from benchmarks.dealt.methods import OURS, UTILITARIAN, Judged, all_methods
from benchmarks.dealt.reading import bids, courses
from benchmarks.learner.rows import SHARED
from benchmarks.pictures.allocation import Dealt, picture

from stapsteen.planner.allocation.problem import Problem
from stapsteen.planner.allocation.solve import Step, deal

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "images" / "allocation.svg"
MADE: dict[str, Callable[[], Problem]] = {
    "B1": partial(set_up, "B", 1),
    "B2": partial(set_up, "B", 2),
    "D1": partial(set_up, "D", 1),
    "D2": partial(set_up, "D", 2),
    "H1": partial(harder, 1),
    "one": partial(one_round, 1),
}
LONGEST = 3600.0  # seconds; growth is bounded by seconds of the processor
READ = {
    "AGH2003": (courses, "00009-00000001.soc"),
    "AGH2004": (courses, "00009-00000002.soc"),
    "Ariel": (bids, "ariel_5783_input.json"),
}
HEAD = (
    "| round | method | mean points | to the best peer | worst share | shown | envy | in two places | seconds |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
)
GROWTH_HEAD = (
    "| pupils | workshops | first dealing s | worst shown s | all shown s | pupils shown | worst share | gap |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)


def main(words: list[str]) -> int:
    """Measure, print, and write the page and the picture when asked."""
    asked = options().parse_args(words)
    rows = told([*HEAD]) if asked.rounds else []
    for name in asked.rounds:
        rows += told(rows_of(name, asked))
    growth = told([*GROWTH_HEAD]) if asked.pupils else []
    for pupils in asked.pupils:
        growth += told([growth_row(pupils, asked.seconds, asked.seed)])
    if asked.write:
        write("allocation", rows)
        write("allocation growth", growth)
        PICTURE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", nargs="*", default=[*MADE, *READ], choices=[*MADE, *READ])
    parser.add_argument("--pupils", type=int, nargs="*", default=[60, 240, 600, 1200, 2400])
    parser.add_argument("--seconds", type=float, default=60, help="for growth and most points")
    parser.add_argument("--seed", type=int, default=0, help="of our dealing and who comes first")
    parser.add_argument("--folder", type=Path, default=SHARED / "preflib", help="of real wishes")
    parser.add_argument("--write", action="store_true", help="put the rows in docs/benchmarks.md")
    return parser


def told(rows: list[str] | Iterator[str]) -> list[str]:
    """The rows, printed as they come."""
    found = []
    for row in rows:
        print(row, flush=True)
        found.append(row)
    return found


def rows_of(name: str, asked: argparse.Namespace) -> Iterator[str]:
    """The rows of one round, or one that says why there are none."""
    if name in MADE:
        problem = MADE[name]()
    else:
        reader, file = READ[name]
        if not (asked.folder / file).exists():
            yield f"| {name} | skipped: {file} is not in the folder of real wishes {'| ' * 7}|"
            return
        problem = reader(asked.folder / file)
    found = list(all_methods(problem, asked.seconds, asked.seed))
    yield from (row(name, one, best_peer(found)) for one in found)


def best_peer(found: list[Judged | str]) -> float:
    """The most points of a valid method of others; 0 where there is none."""
    means = [
        one.mean
        for one in found
        if isinstance(one, Judged) and not one.broken and one.method not in (OURS, UTILITARIAN)
    ]
    return max(means, default=0)


def row(name: str, one: Judged | str, peer: float) -> str:
    """A row of the table."""
    if isinstance(one, str):
        return f"| {name} | {one} {'| ' * 7}|"
    ratio = f"{100 * one.mean / peer:.1f} %" if peer and not one.broken else "not valid"
    level = f" (level {one.level})" if one.level != one.worst else ""
    return (
        f"| {name} | {one.method} | {one.mean:.1f} | {ratio} | {one.worst} %{level} | {one.shown} "
        f"| {one.envy} | {one.twice} | {one.seconds:.2f} |"
    )


def growth_row(pupils: int, seconds: float, seed: int) -> str:
    """One dealing of set-up B of some size."""
    workshops = max(4, pupils // 8)
    problem = set_up("B", 1, pupils, workshops)
    steps: list[tuple[float, Step]] = []
    began = process_time()
    outcome = deal(
        problem,
        seed=seed,
        seconds=LONGEST,
        on_progress=lambda step: steps.append((process_time() - began, step)),
        should_stop=lambda: process_time() - began > seconds,
    )
    took = process_time() - began
    shown, lowest = outcome.proof.shown, outcome.evaluation.levels[0]
    worst = next((f"{at:.1f}" for at, one in steps if one.shown), "-")
    everybody = f"{took:.1f}" if shown == pupils else "-"
    return (
        f"| {pupils} | {workshops} | {steps[0][0]:.2f} | {worst} | {everybody} | {shown} "
        f"| {lowest} % | {max(0, outcome.proof.lowest_at_most - lowest)} |"
    )


def write(mark: str, rows: list[str]) -> None:
    """Put a table between its marks in the page; an empty one leaves what is there."""
    if not rows:
        return
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    PAGE.write_text(
        page.split(begin)[0] + "\n".join([begin, *rows, end]) + page.split(end)[1],
        encoding="utf-8",
    )


def drawn(page: str, limit: float = 60) -> str:
    """The picture of the table of growth in a page."""
    table = page.split("<!-- allocation growth -->")[1].split("<!-- /", maxsplit=1)[0]
    cells = [line.strip("| ").split(" | ") for line in table.strip().splitlines()[2:]]
    return picture([Dealt(int(one[0]), when(one[3]), when(one[4])) for one in cells], limit)


def when(cell: str) -> float | None:
    """The seconds in a cell; None for a dash."""
    return None if cell == "-" else float(cell)
