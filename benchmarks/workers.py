"""Forty schools queued for one, two and four workers: ``python3 run.py bench workers``.

The workers share a PostgreSQL that is started for it (Debian's ``postgresql``). Each plan is one thread and
a fixed amount of work, so that a plan is the same whoever makes it. Prints a row of Markdown for each number
of workers: seconds from asking to the last plan, plans a minute, the ratio to one worker, processor seconds a
plan took, and how many processors were busy with planning all the while. Where other programs want the
processors too, the ratio says little and the last two columns say why. ``--amount`` is the solver's
deterministic time for each school.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ORGANISATIONS = ("year_class", "equal_afternoons", "across_classes", "units", "personal")
SIZES = (90, 130, 180, 225, 300, 400, 110, 250)
HEAD = (
    "| workers | seconds | plans a minute | times one worker "
    "| processor s a plan | processors busy | same plans |"
)
Costs = dict[int, list[int]]


def main(words: list[str]) -> int:
    """Measure each number of workers on one queue, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=40)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--amount", type=float, default=0.5)
    asked = parser.parse_args(words)
    print(f"{os.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}\n\n{HEAD}")
    print("|" + " --- |" * 7)
    with school_database():
        first: tuple[float, Costs] | None = None
        for number in asked.workers:
            seconds, processor, costs = measured(number, asked.schools, asked.amount)
            first = first or (seconds, costs)
            same = "yes" if costs == first[1] else "no"
            print(
                f"| {number} | {seconds:.0f} | {60 * asked.schools / seconds:.1f} "
                f"| {first[0] / seconds:.2f} | {processor / asked.schools:.1f} "
                f"| {processor / seconds:.2f} | {same} |",
                flush=True,
            )
    return 0


@contextmanager
def school_database() -> Iterator[None]:
    """A PostgreSQL with the tables of a school, that Django and the workers are pointed at."""
    sys.path.append(str(HERE.parent))
    from tests.postgres import Server, programs

    binaries = programs()
    if binaries is None:
        raise SystemExit("PostgreSQL is missing: sudo apt-get install postgresql")
    server = Server(binaries)
    with tempfile.TemporaryDirectory(prefix="stapsteen-workers-") as data:
        server.start()
        os.environ |= {
            "DATABASE_URL": server.url,
            "STAPSTEEN_DATA": data,
            "DJANGO_SETTINGS_MODULE": "queued.settings",
            "PYTHONPATH": str(HERE),
        }
        try:
            from stapsteen.cli.database import open_database

            open_database()
            yield
        finally:
            server.stop()


def measured(workers: int, schools: int, amount: float) -> tuple[float, float, Costs]:
    """Seconds until all is planned, processor seconds of the planning, and what the plans cost."""
    from stapsteen.jobs.models import Job

    with started(workers):
        began = time.monotonic()
        ask(workers, schools, amount)
        mine = Job.objects.filter(key__startswith=f"{workers}-")
        while mine.filter(ended_at=None).exists():
            time.sleep(0.1)
        seconds = time.monotonic() - began
    done = mine.filter(state=Job.State.DONE)
    assert done.count() == schools, "a plan failed"
    costs = dict(done.values_list("payload__seed", "result__cost"))
    return seconds, sum(done.values_list("result__processor", flat=True)), costs


def ask(workers: int, schools: int, amount: float) -> None:
    """Queue the weeks of all schools, in one transaction."""
    from django.db import transaction

    from stapsteen.jobs.actions import enqueue

    with transaction.atomic():
        for seed in range(schools):
            payload: dict[str, Any] = {
                "seed": seed,
                "pupils": SIZES[seed % len(SIZES)],
                "organisation": ORGANISATIONS[seed % len(ORGANISATIONS)],
                "amount": amount,
            }
            enqueue("plan_school", payload, key=f"{workers}-{seed}")


@contextmanager
def started(workers: int) -> Iterator[None]:
    """So many workers, each with one job at a time, ready to begin."""
    from stapsteen.jobs.models import WorkerBeat

    WorkerBeat.objects.all().delete()
    command = [sys.executable, "-m", "stapsteen", "worker", "--at-once", "1"]
    processes = [subprocess.Popen(command) for _worker in range(workers)]
    try:
        while WorkerBeat.objects.count() < workers:
            time.sleep(0.1)
        time.sleep(2)  # the job engine of each has come up
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)
