"""The worker: ``python -m stapsteen.jobs.worker``. Finds asked work and sees that it is done.

It ends on SIGTERM and SIGINT, and with ``--follow-parent`` also when standard input closes. Several
workers, on one machine or on several, may share one database; each gives a sign of life, and takes over
from one that gives none.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime

import django

from stapsteen.jobs.naming import worker_name

HAND_OVER_EVERY = 0.2  # seconds
BEAT_EVERY = 1.0
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def hand_over() -> None:
    """Give DBOS what was asked since the last look: oldest first, twice is no harm."""
    from django.conf import settings

    from stapsteen.jobs import engine
    from stapsteen.jobs.actions import UNFINISHED
    from stapsteen.jobs.models import Job

    asked = Job.objects.filter(state__in=UNFINISHED, handed_over=False)
    for job_id, round_number, name in asked.values_list("pk", "round", "name"):
        engine.start(str(job_id), round_number, quick=name in settings.QUICK_WORK)
        Job.objects.filter(pk=job_id, round=round_number).update(handed_over=True)


def beat(worker: str) -> None:
    """Give a sign of life, and adopt the work of those who stopped giving it."""
    from stapsteen.jobs import engine
    from stapsteen.jobs.models import WorkerBeat
    from stapsteen.jobs.queries import DEAD_AFTER

    now = sign_of_life(worker)
    silent = WorkerBeat.objects.filter(at__lt=now - DEAD_AFTER)
    for other in list(silent.values_list("worker", flat=True)):
        # Adopt first: if this process dies in between, the next beat of another one adopts again.
        engine.adopt(other)
        WorkerBeat.objects.filter(worker=other, at__lt=now - DEAD_AFTER).delete()


def sign_of_life(worker: str) -> datetime:
    """Write that this worker lives; when that was.

    The database tells the time: the clocks of several machines need not agree.
    """
    from django.db.models.functions import Now

    from stapsteen.jobs.models import WorkerBeat

    WorkerBeat.objects.update_or_create(worker=worker, defaults={"at": Now()})
    return WorkerBeat.objects.get(worker=worker).at


def declare_dead(worker: str) -> None:
    """Let the next beat of any worker adopt this one's work at once."""
    from stapsteen.jobs.models import WorkerBeat

    WorkerBeat.objects.filter(worker=worker).update(at=LONG_AGO)


def work_until(stopped: threading.Event, worker: str) -> None:
    """Look for work until somebody says stop; a database that is away only delays a look."""
    from django.db import close_old_connections

    from stapsteen.jobs.away import AWAY

    next_beat = 0.0
    while not stopped.wait(HAND_OVER_EVERY):
        close_old_connections()
        try:
            if time.monotonic() >= next_beat:
                beat(worker)
                next_beat = time.monotonic() + BEAT_EVERY
            hand_over()
        except AWAY as busy:
            print(f"stapsteen worker: {busy}", file=sys.stderr)


def follow_parent(stopped: threading.Event) -> None:
    """Stop when the process that started this one is gone."""
    sys.stdin.read()
    stopped.set()


def words() -> argparse.Namespace:
    """What the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m stapsteen.jobs.worker", description=__doc__)
    parser.add_argument("--name", default=worker_name(), help="the name of this worker")
    parser.add_argument("--instead-of", metavar="NAME", help="a dead worker, to be adopted at once")
    parser.add_argument("--follow-parent", action="store_true", help="end when stdin closes")
    return parser.parse_args()


def main() -> None:
    """Work until told to stop."""
    asked, stopped = words(), threading.Event()
    django.setup()
    from django.conf import settings

    from stapsteen.jobs import engine

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    if asked.follow_parent:
        threading.Thread(target=follow_parent, args=(stopped,), daemon=True).start()
    sign_of_life(asked.name)  # before the first job can come in
    if asked.instead_of:
        declare_dead(asked.instead_of)
    engine.launch(settings.JOBS_DATABASE_URL, asked.name, settings.JOBS_AT_ONCE)
    work_until(stopped, asked.name)
    declare_dead(asked.name)
    # DBOS would wait for the running jobs. Their processes end by themselves when this one is gone.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
