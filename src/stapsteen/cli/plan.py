"""Plan a school week and print what it gives. Works without a database for a file or a demo.

WEEK is a file (.toml or .json, see docs/reference/school-week.md), `school` for the school in the
database, `demo`, or `demo:600` for a demo school of that size. Ctrl-C stops and keeps the best plan.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.comparison.definitions import DEFINITIONS
from stapsteen.planner.organisation.comparison.why import written
from stapsteen.planner.organisation.plan import ORGANISATIONS, Organisation, PlanResult
from stapsteen.planner.organisation.planning import as_plain, plan_week
from stapsteen.planner.organisation.school_week import SchoolWeek

NAMES: dict[str, Organisation] = {one.replace("_", "-"): one for one in ORGANISATIONS}
DEMO = re.compile(r"demo(?::(\d+))?")
HIGHEST_SEED = 1_000_000
SECONDS = {"": 1, "s": 1, "m": 60}


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `plan`."""
    parser.add_argument("week", metavar="WEEK", help="a file, school, demo or demo:PUPILS")
    parser.add_argument("--organisation", required=True, choices=sorted(NAMES))
    parser.add_argument(
        "--stop", type=duration, default=30.0, metavar="10s", help="how long to search"
    )
    parser.add_argument("--seed", type=up_to(HIGHEST_SEED), default=0)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the whole plan here as JSON"
    )


def duration(text: str) -> float:
    """Seconds of a text such as ``10s``, ``2m`` or ``30``."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(s|m|)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 10s or 2m")
    return float(found[1]) * SECONDS[found[2]]


def up_to(most: int, least: int = 0) -> Callable[[str], int]:
    """Reads a whole number from ``least`` up to and including ``most``."""

    def number(text: str) -> int:
        if not (text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number from {least} to {most}"
            )
        return int(text)

    return number


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Plan the week and tell."""
    week = find_week(asked.week)
    stopped = Stopped()
    result = plan_week(
        week,
        NAMES[asked.organisation],
        seconds=asked.stop,
        seed=asked.seed,
        on_progress=lambda step: show(
            step.seconds, step.infeasibility, step.objective, quiet=asked.json
        ),
        should_stop=stopped.asked,
    )
    answer = as_plain(result)
    if asked.out:
        asked.out.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    if not asked.json:
        tell(result)
    short = {key: value for key, value in answer.items() if key not in {"plan", "solution"}}
    return {**short, "measures": {one.key: one.value for one in result.measures}}


class Stopped:
    """Whether Ctrl-C was pressed; the second time it ends the program at once."""

    def __init__(self, kept: str = "the best plan is kept") -> None:
        self.pressed, self.kept = False, kept
        signal.signal(signal.SIGINT, self._press)

    def _press(self, *_signal: object) -> None:
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True
        print(f"\nstopping, {self.kept}", file=sys.stderr)

    def asked(self) -> bool:
        """Whether to stop."""
        return self.pressed


def find_week(named: str) -> SchoolWeek:
    """The week that a name on the command line stands for."""
    if named == "school":
        return _week_of_school()
    if found := DEMO.fullmatch(named):
        from stapsteen.planner.organisation.example import example_week

        return example_week(int(found[1] or 225))
    from stapsteen.planner.organisation.week_file import load_week

    if not Path(named).is_file():
        raise Refused(
            f"Er is geen bestand {named}.",
            "Noem een bestand, school, demo of demo:600.",
        )
    return load_week(Path(named))


def _week_of_school() -> SchoolWeek:
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.school.queries import only_open_year
    from stapsteen.week.planning.export import school_week_of

    return school_week_of(only_open_year())


def show(seconds: float, infeasibility: int, objective: int, *, quiet: bool) -> None:
    """One line of progress, which the next one replaces."""
    if not quiet and sys.stderr.isatty():
        line = f"{seconds:6.1f} s   not possible: {infeasibility}   wishes: {objective}"
        print(f"\r{line}   ", end="", file=sys.stderr, flush=True)


def tell(result: PlanResult) -> None:
    """Print the measures, and what could not be done."""
    print(
        f"\nfirst plan after {result.first_plan_seconds:.1f} s, searched {result.seconds:.1f} s; "
        f"not possible: {result.infeasibility}, wishes not met: {result.objective}"
    )
    for one in result.measures:
        definition = DEFINITIONS[one.key]
        value = "unknown" if one.value is None else written(definition.unit, one.value, "en")
        note = f"  (assumed: {', '.join(one.rests_on)})" if one.rests_on else ""
        print(f"  {definition.name.en:<10} {value:>14}{note}")
    for sentence in result.sentences:
        print(f"- {sentence.nl}")
