"""Several workers, on several machines, with one PostgreSQL in the middle."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from django.db import connection
from tests.jobs.machines import Start, wait_until

from stapsteen.jobs.actions import enqueue
from stapsteen.jobs.models import Job, WorkerBeat
from stapsteen.jobs.queries import progress

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.postgres,  # a file cannot be shared by machines
]


def ask_where(starts: Path, number: int, pause: float = 0.3) -> None:
    for one in range(number):
        payload = {"starts": str(starts / f"{one}.txt"), "pause": pause}
        enqueue("where", payload, key=f"where-{one}")


def machines_of_the_done() -> list[str]:
    done = Job.objects.filter(state=Job.State.DONE)
    return [Path(job.result["machine"]).name for job in done]


def test_two_machines_share_the_queue_and_do_each_job_once(
    start_worker: Start, tmp_path: Path
) -> None:
    ask_where(tmp_path, 12)
    start_worker(machine="north")
    start_worker(machine="south")
    wait_until(lambda: len(machines_of_the_done()) == 12)
    assert set(machines_of_the_done()) == {"north", "south"}
    assert [len(file.read_text().splitlines()) for file in tmp_path.glob("*.txt")] == [1] * 12


def test_the_work_of_a_machine_that_lost_its_power_is_done_by_the_other(
    start_worker: Start, tmp_path: Path
) -> None:
    ask_where(tmp_path, 1, pause=30)
    north = start_worker(machine="north")
    wait_until((tmp_path / "0.txt").exists)
    Job.objects.update(payload={"starts": str(tmp_path / "0.txt"), "pause": 0})
    start_worker(machine="south")
    os.kill(north.pid, signal.SIGKILL)
    north.wait()
    wait_until(lambda: machines_of_the_done() == ["south"])
    assert len((tmp_path / "0.txt").read_text().splitlines()) == 2


def test_work_goes_on_when_the_database_is_restarted(start_worker: Start, tmp_path: Path) -> None:
    starts = tmp_path / "count.txt"
    enqueue("count", {"to": 120, "pause": 0.05, "starts": str(starts)}, key="count")
    start_worker()
    wait_until(lambda: progress("count").get("reached", 0) >= 5)
    cut_all_connections()
    wait_until(lambda: Job.objects.get().state == Job.State.DONE)
    assert Job.objects.get().result == {"reached": 120}
    assert len(starts.read_text().splitlines()) == 1


def cut_all_connections() -> None:
    """What a restart of PostgreSQL does to everybody who is connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


def test_every_worker_has_a_name_of_its_own(start_worker: Start) -> None:
    for _worker in range(3):
        start_worker()
    wait_until(lambda: WorkerBeat.objects.count() == 3)
