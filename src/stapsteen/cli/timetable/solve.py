"""Plan an instance of an archive or a file of FET. Ctrl-C stops and keeps the best plan.

OUT becomes an archive; with a name that ends in .fet, the file of FET with the plan in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stapsteen.cli.plan import HIGHEST_SEED, NAMES, Stopped, duration, show, up_to
from stapsteen.cli.timetable.evaluate import by_rule, tell_rules
from stapsteen.cli.timetable.files import Loaded, Sheet, chosen, load, tell_left_out, written
from stapsteen.kit.refused import Refused
from stapsteen.planner.timetable.archive import Archive, Submission, read, write
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution

if TYPE_CHECKING:
    from stapsteen.planner.timetable.solve import Outcome, Progress

GROUP = "stapsteen"


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `solve`."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--instance", metavar="ID", help="which one, when the file has several")
    parser.add_argument("--organisation", choices=sorted(NAMES), help="for a school week")
    parser.add_argument(
        "--stop", type=duration, default=30.0, metavar="10s", help="how long to search"
    )
    parser.add_argument(
        "--start-from", type=int, metavar="NUMBER", help="a solution in the file to go on from"
    )
    parser.add_argument("--seed", type=up_to(HIGHEST_SEED), default=0)
    parser.add_argument(
        "--workers", type=up_to(64, least=1), default=2, help="how many to search with"
    )
    parser.add_argument(
        "--output", type=Path, metavar="OUT", help="write the instance and the plan here"
    )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Plan, write and tell."""
    loaded = load(asked.file, NAMES.get(asked.organisation or ""))
    instance = chosen(loaded.archive, asked.instance)
    back = way_back(loaded, asked.output)
    start = starting(loaded.archive, instance, asked.start_from)
    if not asked.json:
        tell_left_out(loaded)
    with written(asked.output) if asked.output else nullcontext(Sheet()) as sheet:
        trace, outcome = search(instance, start, asked)
        content = archive_of(instance, outcome.solution, asked)
        sheet.content = back(outcome.solution) if back else content
        answer = answer_of(content, trace, outcome)
    if not asked.json:
        tell(answer)
    return {**answer, "left_out": list(loaded.left_out)}


def way_back(loaded: Loaded, output: Path | None) -> Callable[[Solution], bytes] | None:
    """How the plan is put into a file of FET, where that was asked."""
    if output is None or output.suffix.lower() != ".fet":
        return None
    if loaded.back is None:
        raise Refused(
            "Een rooster past alleen in een bestand van FET als de vraag daaruit komt.",
            "Kies een naam die eindigt op .xml.",
        )
    return loaded.back


def starting(archive: Archive, instance: Instance, place: int | None) -> Solution | None:
    """The solution to go on from, by its place in the file."""
    if place is None:
        return None
    of_it = {
        number: one.solution
        for number, one in enumerate(archive.submissions)
        if one.instance == instance.id
    }
    if place not in of_it:
        known = ", ".join(map(str, of_it)) or "geen enkele"
        raise Refused(
            f"Er is geen oplossing {place} van {instance.id} in dit bestand.",
            f"Er is wel: {known}.",
        )
    return of_it[place]


def search(
    instance: Instance, start: Solution | None, asked: argparse.Namespace
) -> tuple[list[dict[str, float]], Outcome]:
    """The best plan, and the cost of every better one on the way."""
    from stapsteen.planner.timetable.solve import solve  # OR-Tools takes over a second to import

    trace: list[dict[str, float]] = []

    def better(step: Progress) -> None:
        trace.append(
            {
                "seconds": round(step.seconds, 3),
                "infeasibility": step.infeasibility,
                "objective": step.objective,
            }
        )
        show(step.seconds, step.infeasibility, step.objective, quiet=asked.json)

    return trace, solve(
        instance,
        seconds=asked.stop,
        seed=asked.seed,
        workers=asked.workers,
        start=start,
        on_progress=better,
        should_stop=Stopped().asked,
    )


def archive_of(instance: Instance, solution: Solution, asked: argparse.Namespace) -> bytes:
    """An archive of the instance and this one plan."""
    words = f"stapsteen timetable solve, seed {asked.seed}, {asked.workers} workers, {asked.stop} s"
    about = {GROUP: {"Contributor": "Stapsteen", "Description": words}}
    return write(Archive((instance,), (Submission(instance.id, GROUP, solution),), about))


def answer_of(content: bytes, trace: list[dict[str, float]], outcome: Outcome) -> dict[str, Any]:
    """The answer. The cost is that of the plan as an archive has it, read back."""
    archive = read(content)
    found = evaluate(archive.instance(), archive.submissions[0].solution)
    return {
        "instance": archive.instance().id,
        "infeasibility": found.infeasibility,
        "objective": found.objective,
        "optimal": outcome.optimal,
        "bound": outcome.bound,
        "stopped": outcome.stopped,
        "first_plan_seconds": round(outcome.first_seconds, 3),
        "seconds": round(outcome.seconds, 3),
        "trace": trace,
        "constraints": by_rule(found.broken),
    }


def tell(answer: dict[str, Any]) -> None:
    """Print how the cost went down, where it ended, and which rules do not hold."""
    print()
    for step in answer["trace"]:
        print(f"{step['seconds']:8.1f} s {step['infeasibility']:>8} {step['objective']:>8}")
    best = "proven best" if answer["optimal"] else "not proven best"
    print(
        f"{answer['instance']}: infeasibility {answer['infeasibility']}, "
        f"objective {answer['objective']} ({best}, {answer['seconds']:.1f} s)"
    )
    tell_rules(answer["constraints"])
