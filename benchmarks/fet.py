"""Plans real schools beside FET: ``python3 run.py bench fet``.

Needs the Debian packages ``fet`` and ``fet-data``: the program ``fet-cl`` and the files of schools that come
with it. For each school both get ``--seconds``. FET stops at the first timetable that satisfies
everything, so it starts again with another seed until its time is over, on one core; Stapsteen plans
with ``--workers``. Both plans are priced by the same referee: *hard* is what of the file's
required rules does not hold, *soft* a hundred times what FET reports as soft conflicts. FET gets
the plan of Stapsteen to check, with all times and rooms locked.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.fet import FetFile, read, read_answer, write_plan
from stapsteen.planner.timetable.solve import Progress, solve

FOLDER = Path("/usr/share/doc/fet-data/examples/FET-5-official")
EXAMPLES = (
    "Denmark/small-school",
    "Spain/3-school/primaria",
    "Greece/Didymoteicho/6th-Primary-School",
    "Namibia/by-Bobby/set-7-2016/HavanaPSY2016T2b",
    "Namibia/by-Bobby/set-7-2016/NamibiaPSY16T1f",
    "Namibia/by-Bobby/set-8-2017/KalengaPSY2017T1d",
    "Spain/1-school/school",
    "Italy/2007/simple/simpler-Italian",
    "Italy/2007/difficult/highschool-Ancona",
    "South-Africa/difficult/Collegiate_Junior_School2",
)
HEAD = (
    "| school | activities | FET s | Stapsteen s | times FET | hard FET | hard Stapsteen "
    "| soft FET | soft Stapsteen | FET accepts it |"
)
CHECK_SECONDS = 10


@dataclass
class Result:
    """When everything held for the first time, and the best cost in the end; None is never."""

    seconds: float | None = None
    cost: tuple[int, int] | None = None


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--examples", nargs="+", default=EXAMPLES, metavar="NAME")
    asked = parser.parse_args(words)
    if shutil.which("fet-cl") is None or not asked.folder.is_dir():
        print("Install the Debian packages fet and fet-data first.", file=sys.stderr)
        return 2
    print(HEAD)
    print("|" + " --- |" * HEAD.count(" | ") + " --- |")
    for name in asked.examples:
        print(_row(asked.folder / f"{name}.fet", asked), flush=True)
    return 0


def _row(path: Path, asked: argparse.Namespace) -> str:
    content = path.read_bytes()
    file = read(content)
    theirs = _fet(path, file, asked.seconds, asked.seed)
    ours, accepted = _stapsteen(content, asked)
    times = "-"
    if ours.seconds is not None and theirs.seconds is not None:
        times = f"{ours.seconds / theirs.seconds:.1f}"
    cells = (
        path.stem,
        len(list(file.school.active)),
        _seconds(theirs, asked.seconds),
        _seconds(ours, asked.seconds),
        times,
        *(_of(one, at) for at in (0, 1) for one in (theirs, ours)),
        "yes" if accepted else "no",
    )
    left_out = "".join(f"\n<!-- left out: {one} -->" for one in file.left_out)
    return "| " + " | ".join(map(str, cells)) + " |" + left_out


def _seconds(result: Result, limit: int) -> str:
    return f"> {limit}" if result.seconds is None else f"{result.seconds:.1f}"


def _of(result: Result, place: int) -> str:
    return "-" if result.cost is None else str(result.cost[place])


def _fet(path: Path, file: FetFile, seconds: int, seed: int) -> Result:
    """FET, again and again until its time is over or nothing is left to wish; the best it found."""
    result = Result()
    started = monotonic()
    while result.cost != (0, 0) and (left := seconds - (monotonic() - started)) >= 1:
        with TemporaryDirectory() as folder:
            if not _run(path, Path(folder), int(left), seed):
                continue
            if result.seconds is None:
                result.seconds = monotonic() - started
            for answer in Path(folder).glob("timetables/*/*_activities.xml"):
                cost = evaluate(file.instance, read_answer(answer.read_bytes(), file)).cost
                result.cost = min(cost, result.cost or cost)
        seed += 1
    return result


def _run(path: Path, folder: Path, seconds: int, seed: int) -> bool:
    """Whether FET made a timetable, within so many seconds (and some to read and write)."""
    seeds = (f"--randomseeds{at}={seed + int(at)}" for at in ("10", "11", "12", "20", "21", "22"))
    words = ["fet-cl", f"--inputfile={path}", f"--outputdir={folder}", "--htmllevel=0", *seeds]
    words.append(f"--timelimitseconds={seconds}")
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, timeout=2 * seconds + 30
        )
    except subprocess.TimeoutExpired:  # now and then it does not keep its own limit
        return False
    return "Simulation successful" in done.stdout


def _stapsteen(content: bytes, asked: argparse.Namespace) -> tuple[Result, bool]:
    """The same with our engine, and whether FET accepts what it found."""
    started = monotonic()
    file = read(content)
    reading = monotonic() - started
    steps: list[Progress] = []
    found = solve(
        file.instance,
        seconds=asked.seconds - reading,
        seed=asked.seed,
        workers=asked.workers,
        on_progress=steps.append,
    )
    complete = next((step.seconds + reading for step in steps if not step.infeasibility), None)
    cost = evaluate(file.instance, found.solution).cost
    if cost[0]:
        return Result(complete, cost), False
    with TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.fet"
        plan.write_bytes(write_plan(content, file, found.solution))
        return Result(complete, cost), _run(plan, Path(folder), CHECK_SECONDS, asked.seed)
