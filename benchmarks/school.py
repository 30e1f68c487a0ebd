"""Plans demo schools of three sizes under five organisations: ``python3 run.py bench school``.

Prints a row of Markdown for each: when the first plan was there, what was left after the limit.
``--seconds`` bounds each run, ``--pupils`` names the sizes.
"""

from __future__ import annotations

import argparse
from time import monotonic

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.plan import ORGANISATIONS
from stapsteen.planner.organisation.planning import COMPILERS, plan_week

HEAD = "| pupils | organisation | events | compile s | first plan s | not possible | wishes | seconds |"


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--pupils", type=int, nargs="+", default=[90, 225, 600])
    asked = parser.parse_args(words)
    print(HEAD)
    print("|" + " --- |" * 8)
    for pupils in asked.pupils:
        week = example_week(pupils)
        for organisation in ORGANISATIONS:
            started = monotonic()
            events = len(compile_draft(COMPILERS[organisation](week)).events)
            compiled = monotonic() - started
            found = plan_week(week, organisation, seconds=asked.seconds)
            print(
                f"| {pupils} | {organisation} | {events} | {compiled:.2f} "
                f"| {found.first_plan_seconds:.2f} | {found.infeasibility} | {found.objective} "
                f"| {found.seconds:.1f} |",
                flush=True,
            )
    return 0
