"""How fast the referee is: ``python3 run.py bench referee [FOLDER]``.

For every archive in a folder (by default the shared sample data beside the checkout) a row with the
milliseconds of a full evaluation: the first one of an instance, and the median of those after it.
Processor time, so that what else the machine does is left out. Then, for a school week of 600 pupils under each organisation, the microseconds of one change.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.planning import COMPILERS
from stapsteen.planner.timetable.archive import read
from stapsteen.planner.timetable.evaluate import Around, evaluate
from stapsteen.planner.timetable.instance import Event, Instance
from stapsteen.planner.timetable.solution import Meet, Solution

FOLDER = Path(__file__).resolve().parents[2] / "shared/data/xhstt/instances"
TIMES, CHANGES = 9, 2000
HEAD = "| instance | times | resources | events | solutions | first ms | then ms |"
HEAD_OF_CHANGES = "| organisation | events | constraints | full ms | change, median µs | mean µs |"


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--pupils", type=int, default=600)
    asked = parser.parse_args(words)
    _table(HEAD, _archives(asked.folder))
    _table(HEAD_OF_CHANGES, _changes(asked.pupils))
    return 0


def _table(head: str, rows: Iterator[tuple[object, ...]]) -> None:
    print(head)
    print("|" + " --- |" * (head.count("|") - 1))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print()


def _archives(folder: Path) -> Iterator[tuple[object, ...]]:
    for file in sorted(folder.glob("*.xml*")):
        archive = read(file.read_bytes())
        if not archive.submissions:
            continue
        one = archive.submissions[0]
        instance = archive.instance(one.instance)
        first, then = _first_and_then(instance, one.solution)
        sizes = map(len, (instance.times, instance.resources, instance.events))
        yield instance.id, *sizes, len(archive.submissions), f"{first:.1f}", f"{then:.1f}"


def _first_and_then(instance: Instance, solution: Solution) -> tuple[float, float]:
    """Milliseconds. A copy is an instance that the referee has not seen."""
    first = median(_seconds(evaluate, replace(instance), solution) for _time in range(TIMES))
    evaluate(instance, solution)
    then = median(_seconds(evaluate, instance, solution) for _time in range(TIMES))
    return first * 1000, then * 1000


def _seconds(do: Callable[..., object], *given: object) -> float:
    started = process_time()
    do(*given)
    return process_time() - started


def _changes(pupils: int) -> Iterator[tuple[object, ...]]:
    week, random = example_week(pupils), Random(1)  # noqa: S311 - chance, not a key
    for organisation, compiler in COMPILERS.items():
        instance = compile_draft(compiler(week))
        solution = _anywhere(instance, random)
        _first, full = _first_and_then(instance, solution)
        around = Around(instance, solution)
        changes = [_change(instance, solution, random) for _change_of in range(CHANGES)]
        spent = [_seconds(around.change, change) * 1e6 for change in changes]
        sizes = map(len, (instance.events, instance.constraints))
        yield (
            organisation, *sizes, f"{full:.1f}", f"{median(spent):.0f}",
            f"{sum(spent) / CHANGES:.0f}",
        )  # fmt: skip


def _anywhere(instance: Instance, random: Random) -> Solution:
    """Every event at some time, with somebody of the right kind for every need."""
    kinds: dict[str, list[str]] = {}
    for resource in instance.resources:
        kinds.setdefault(resource.type, []).append(resource.id)

    def somewhere(event: Event) -> Meet:
        time = random.randrange(instance.time_count - event.duration + 1)
        who = (need.resource or random.choice(kinds[need.type]) for need in event.needs)
        return Meet(event.id, event.duration, time if event.time is None else event.time, (*who,))

    return Solution(tuple(map(somewhere, instance.events)))


def _change(instance: Instance, solution: Solution, random: Random) -> dict[int, Meet]:
    """A lesson to another time."""
    place = random.randrange(len(solution.meets))
    meet = solution.meets[place]
    time = random.randrange(instance.time_count - meet.duration + 1)
    return {place: replace(meet, time=time)}
