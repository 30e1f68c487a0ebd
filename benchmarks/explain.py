"""How fast explaining is: ``python3 run.py bench explain``.

The ten best other places of a lesson with what holds it where it is, over lessons chosen by chance, in
example schools of three sizes. Then the smallest sets for weeks made impossible in four ways. Prints
Markdown; seconds of processor time, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from statistics import median
from time import process_time

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.example import example_week
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.explaining import find_troubles
from stapsteen.planner.organisation.planning import COMPILERS
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.evaluate import Around
from stapsteen.planner.timetable.explain.places import best_places, holds
from stapsteen.planner.timetable.solve import solve

LESSONS = 40


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, nargs="+", default=[90, 225, 600])
    parser.add_argument("--seconds", type=float, default=10, help="for the plan to explain")
    parser.add_argument("--search", type=float, default=30, help="most seconds for the sets")
    asked = parser.parse_args(words)
    places(asked.pupils, asked.seconds)
    print()
    troubles(asked.pupils, asked.search)
    return 0


def places(sizes: list[int], seconds: float) -> None:
    """The ten best other places of a lesson, and why it stands where it does."""
    print("| pupils | organisation | events | ten places, median s | longest s |")
    print("|" + " --- |" * 5)
    for pupils in sizes:
        for organisation in ("year_class", "units"):
            instance = compile_draft(COMPILERS[organisation](example_week(pupils)))
            plan = solve(instance, seconds=seconds).solution
            took = sorted(_each_place(Around(instance, plan)))
            print(
                f"| {pupils} | {organisation} | {len(instance.events)} "
                f"| {median(took):.3f} | {took[-1]:.3f} |",
                flush=True,
            )


def _each_place(around: Around) -> Iterator[float]:
    amount = len(around.solution.meets)
    for index in Random(1).sample(range(amount), min(LESSONS, amount)):  # noqa: S311
        started = process_time()
        best_places(around, index)
        holds(around, index)
        yield process_time() - started


def troubles(sizes: list[int], seconds: float) -> None:
    """The first smallest sets of weeks made impossible."""
    print("| pupils | made impossible by | counts s | troubles | smallest | rules | search s |")
    print("|" + " --- |" * 7)
    for pupils in sizes:
        for name, draft in _weeks(example_week(pupils)):
            started = process_time()
            count(draft)
            counted = process_time()
            found = find_troubles(draft, compile_draft(draft), seconds=seconds)
            sizes_of = ", ".join(str(len(one.members)) for one in found)
            print(
                f"| {pupils} | {name} | {counted - started:.2f} | {len(found)} "
                f"| {sum(one.sure for one in found)} | {sizes_of} | {process_time() - counted:.1f} |",
                flush=True,
            )


def _weeks(week: SchoolWeek) -> Iterator[tuple[str, Draft]]:
    """A hall open half of the week, nobody on Friday, a day too full, two lessons fixed at one time."""
    halved = tuple(replace(one, openings=one.openings[:2]) for one in week.rooms)
    yield "hall open two days", COMPILERS["year_class"](replace(week, rooms=halved))
    free = tuple(
        replace(one, days=tuple(day for day in one.days if day.weekday != 5)) for one in week.staff
    )
    yield "nobody on Friday", COMPILERS["units"](replace(week, staff=free))
    more = tuple(
        replace(one, minutes={**one.minutes, "5": one.minutes["5"] + 180})
        if one.id == "arts"
        else one
        for one in week.subjects
    )
    yield "four lessons more in group 5", COMPILERS["year_class"](replace(week, subjects=more))
    draft = COMPILERS["year_class"](week)
    same = {one.id for one in draft.blocks if one.columns == ("group-1",) and one.length == 1}
    fixed = sorted(one for one in same if one.endswith(("english-1", "social-1")))
    blocks = tuple(
        replace(one, starts=frozenset({9})) if one.id in fixed else one for one in draft.blocks
    )
    yield "two lessons at one time", replace(draft, blocks=blocks)
