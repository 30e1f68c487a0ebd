"""DBOS, and nothing of it elsewhere: makes sure that what was started is finished.

The worker's process is the only one that imports it. Its tables live in a file of their own beside
a SQLite database, or in the schema ``dbos`` of the school's PostgreSQL. What DBOS keeps is only
"this round of this job must be done"; everything that people read stands in ``models.Job``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dbos import DBOS, DBOSPortableJSONSerializer, SetWorkflowID

from stapsteen.jobs.running import carry_out, give_up

QUEUE = "work"
QUICK_QUEUE = (
    "quick"  # for work of seconds that people wait for: it does not queue behind long work
)
POLL = 0.2  # seconds between two looks at the queue
TRIES = 3


@DBOS.step(retries_allowed=True, max_attempts=TRIES, interval_seconds=0.5)
def one_try(job_id: str, round_number: int) -> None:
    """Let a process do the job; DBOS tries again when the process breaks down."""
    carry_out(job_id, round_number)


@DBOS.workflow(name="job")
def job_workflow(job_id: str, round_number: int) -> None:
    """One round of one job, until it is over."""
    try:
        one_try(job_id, round_number)
    except Exception as broken:  # noqa: BLE001 - DBOS wraps the last error in one of its own
        DBOS.logger.error("job %s ended badly: %s", job_id, broken)
        give_up(job_id, round_number)


def launch(url: str, worker: str, at_once: int) -> None:
    """Start DBOS in this process. ``worker`` names the process, ``at_once`` limits its jobs."""
    if url.startswith("sqlite:///"):
        prepare_file(Path(url.removeprefix("sqlite:///")))
    # A fixed application version: else each upgrade would strand the jobs that were unfinished.
    DBOS(
        config={
            "name": "stapsteen",
            "system_database_url": url,
            "application_version": "1",
            "executor_id": worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "ERROR",
        }
    )
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=POLL)
    DBOS.register_queue(QUICK_QUEUE, worker_concurrency=at_once, polling_interval_sec=POLL)


def prepare_file(path: Path) -> None:
    """Let readers and the writer of the worker's own file work side by side."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def start(job_id: str, round_number: int, *, quick: bool = False) -> None:
    """Have a round of a job done. Starting it a second time changes nothing."""
    queue = QUICK_QUEUE if quick else QUEUE
    with SetWorkflowID(f"{job_id}-{round_number}"):
        DBOS.enqueue_workflow(queue, job_workflow, job_id, round_number)


def adopt(worker: str) -> None:
    """Take over what a dead worker left unfinished."""
    # The public package has no call for this (its makers sell it as a service); the lock file
    # pins the version, and tests/jobs/test_worker.py kills workers to see that it still works.
    DBOS._recover_pending_workflows([worker])  # noqa: SLF001
