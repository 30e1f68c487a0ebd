"""Deal the seats of a round in a file, and say for every pupil why. Works without a database.

ROUND is a JSON file (see docs/reference/round-file.md). Ctrl-C stops and keeps the best dealing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stapsteen.cli.plan import HIGHEST_SEED, Stopped, duration, up_to
from stapsteen.kit.refused import Refused

if TYPE_CHECKING:
    from stapsteen.planner.allocation.problem import Problem
    from stapsteen.planner.allocation.solve import Outcome, Step


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `allocate`."""
    parser.add_argument("round", metavar="ROUND", type=Path, help="a JSON file with a round")
    parser.add_argument(
        "--stop", type=duration, default=60.0, metavar="60s", help="how long to search at most"
    )
    parser.add_argument("--seed", type=up_to(HIGHEST_SEED), default=0)
    parser.add_argument(
        "--what-if",
        nargs=2,
        metavar=("PUPIL", "SESSION"),
        help="also say what it would take to give this pupil that seat",
    )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Deal the seats and tell."""
    from stapsteen.planner.allocation.round_file import as_plain, load_round
    from stapsteen.planner.allocation.solve import deal

    if not asked.round.is_file():
        raise Refused(f"Er is geen bestand {asked.round}.", "Noem een JSON-bestand met een ronde.")
    problem = load_round(asked.round)
    _refuse_unknown(problem, asked.what_if)
    outcome = deal(
        problem,
        seed=asked.seed,
        seconds=asked.stop,
        on_progress=lambda step: _show(step, quiet=asked.json),
        should_stop=Stopped("the best dealing is kept").asked,
    )
    answer = as_plain(problem, outcome)
    if asked.what_if:
        answer["what_if"] = _what_if(problem, outcome, *asked.what_if)
    if not asked.json:
        _tell(answer)
    return answer


def _refuse_unknown(problem: Problem, what_if: list[str] | None) -> None:
    if what_if and (
        what_if[0] not in problem.pupil_by_id or what_if[1] not in problem.session_by_id
    ):
        raise Refused(
            f"{' of '.join(what_if)} staat niet in de ronde.",
            "Noem een leerling en een workshop zoals ze in het bestand heten.",
        )


def _what_if(problem: Problem, outcome: Outcome, pupil: str, session: str) -> dict[str, Any]:
    from stapsteen.planner.allocation.explain import price_of

    price = price_of(problem, outcome, pupil, session)
    return {
        "possible": price.possible,
        "one_more_seat": price.one_more_seat,
        "worse": {who: list(levels) for who, levels in price.worse.items()},
    }


def _show(step: Step, *, quiet: bool) -> None:
    if not quiet and sys.stderr.isatty():
        line = f"{step.seconds:6.1f} s   lowest: {step.lowest}   points: {step.total}"
        print(f"\r{line}   ", end="", file=sys.stderr, flush=True)


def _tell(answer: dict[str, Any]) -> None:
    for pupil, mine in answer["seats"].items():
        print(f"{pupil}: {', '.join(mine) or '-'}  ({answer['standings'][pupil]['share']})")
    levels = answer["levels"]
    shown = (
        "no dealing is better for who comes off worst, nor for the next"
        if answer["optimal"]
        else f"shown for the lowest {answer['shown']} of {len(levels)}; "
        f"the lowest can be at most {answer['lowest_at_most']}"
    )
    print(f"lowest: {levels[0] if levels else '-'}; {shown}; {answer['seconds']} s")
    if "what_if" in answer:
        _tell_what_if(answer["what_if"])


def _tell_what_if(price: dict[str, Any]) -> None:
    if not price["possible"]:
        print("that seat cannot be given to this pupil")
    elif not price["worse"]:
        print("that seat can be given without anybody standing lower")
    for who, (now, then) in price["worse"].items():
        print(f"{who} would stand at {then} instead of {now}")
    if price["one_more_seat"]:
        print("one seat more in that session would be enough")
