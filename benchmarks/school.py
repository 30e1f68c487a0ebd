"""Plans schools under five organisations: ``python3 run.py bench school``.

Example schools of the sizes ``--pupils``, or with ``--edexml FILE`` the school of an export: it is read into a
temporary database, and what an export does not tell is filled with the usual values, as the app does. Prints a
row of Markdown for each: the cost (not possible/wishes) of the first plan, after ``--after`` seconds and
at the end, how far the middle one is above the last, and the seconds after the search that dealing out took: who is
in which lesson, which workshop. The solver is loaded before the clock starts. ``--seconds 600`` asks what ten minutes bring.
``--json`` prints for each a line for other programs, with the most memory that the process ever had.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.plan import ORGANISATIONS, Organisation
from stapsteen.planner.organisation.planning import COMPILERS, plan_of
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.solve import Progress, solve

HEAD = (
    "| pupils | organisation | events | compile s | first plan s | first plan | after {after:g} s | at the end "
    "| above the end | seconds | dealing s |"
)
Cost = tuple[int, int]


@dataclass(frozen=True)
class Measured:
    """What planning one week gave. ``possible_seconds`` is None when something stayed impossible."""

    pupils: int
    organisation: str
    events: int
    compile_seconds: float
    first_seconds: float
    possible_seconds: float | None
    first: Cost
    after: Cost
    end: Cost
    optimal: bool
    seconds: float
    dealing_seconds: float
    peak_mb: float


def main(words: list[str]) -> int:
    """Measure and print."""
    asked = options().parse_args(words)
    if not asked.json:
        head = HEAD.format(after=asked.after)
        print(head + "\n|" + " --- |" * (head.count("|") - 1))
    for week in weeks(asked.edexml, asked.pupils):
        for organisation in asked.organisations:
            found = measured(week, organisation, asked.seconds, asked.after)
            print(json.dumps(asdict(found)) if asked.json else row(found), flush=True)
    return 0


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, nargs="+", default=[90, 225, 600])
    parser.add_argument("--edexml", type=Path, metavar="FILE", help="the school of an export")
    parser.add_argument("--organisations", nargs="+", choices=ORGANISATIONS, default=ORGANISATIONS)
    parser.add_argument("--seconds", type=float, default=30, help="of searching, for each week")
    parser.add_argument("--after", type=float, default=20, help="seconds to look at in between")
    parser.add_argument("--json", action="store_true", help="a line for each, for programs")
    return parser


def weeks(export: Path | None, sizes: Sequence[int]) -> Iterator[SchoolWeek]:
    """The weeks to plan."""
    if export is not None:
        yield week_of_export(export)
        return
    yield from map(example_week, sizes)


def week_of_export(file: Path) -> SchoolWeek:
    """The week of the school in an export, with the usual values for what it does not tell."""
    with tempfile.TemporaryDirectory(prefix="stapsteen-school-") as folder:
        os.environ |= {
            "STAPSTEEN_DATA": folder,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "stapsteen.config.settings",
        }
        from stapsteen.cli.database import open_database

        open_database()
        from stapsteen.exchange.command import import_file
        from stapsteen.school.actions import assume_defaults
        from stapsteen.school.queries import only_open_year
        from stapsteen.week.planning.export import school_week_of

        import_file(file)
        year = only_open_year()
        assume_defaults(year, None)
        return school_week_of(year)


def measured(
    week: SchoolWeek, organisation: Organisation, seconds: float, after: float
) -> Measured:
    """Plan one week with two workers, and remember how the cost went down."""
    trace: list[Progress] = []
    began = perf_counter()
    draft = COMPILERS[organisation](week)
    instance = compile_draft(draft)
    compiled = perf_counter()
    found = solve(instance, seconds=seconds, on_progress=trace.append)
    solved = perf_counter()
    plan_of(draft, found.solution)
    return Measured(
        pupils=len(week.pupils),
        organisation=organisation,
        events=len(instance.events),
        compile_seconds=compiled - began,
        first_seconds=found.first_seconds,
        possible_seconds=next((one.seconds for one in trace if not one.infeasibility), None),
        first=cost_of(trace[0]),
        after=cost_of([one for one in trace if one.seconds <= max(after, trace[0].seconds)][-1]),
        end=found.evaluation.cost,
        optimal=found.optimal,
        seconds=found.seconds,
        dealing_seconds=perf_counter() - solved,
        peak_mb=peak_megabytes(),
    )


def cost_of(step: Progress) -> Cost:
    """What cannot be done, and what is left to wish for."""
    return step.infeasibility, step.objective


def peak_megabytes() -> float:
    """The most memory that this process ever had at once (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def row(found: Measured) -> str:
    """One week as a row of Markdown."""
    first, after, end = (f"{hard}/{soft}" for hard, soft in (found.first, found.after, found.end))
    proof = " proven" if found.optimal else ""
    return (
        f"| {found.pupils} | {found.organisation} | {found.events} | {found.compile_seconds:.2f} "
        f"| {found.first_seconds:.2f} | {first} | {after} | {end}{proof} "
        f"| {above(found.after, found.end)} | {found.seconds:.1f} | {found.dealing_seconds:.2f} |"
    )


def above(cost: Cost, end: Cost) -> str:
    """How far a cost is above the last one: a share of the wishes, or numbers where a share says nothing."""
    if cost[0] != end[0] or (cost != end and not end[1]):
        return f"{cost[0] - end[0]:+}/{cost[1] - end[1]:+}"
    return f"{100 * (cost[1] / end[1] - 1):.1f} %" if end[1] else "0 %"
