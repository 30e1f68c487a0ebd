"""A worker of flesh and blood: a process that is killed while it works."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from tests.jobs.machines import Start, wait_until

from stapsteen.jobs.actions import cancel, enqueue, resume
from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import is_worker_alive, progress, status

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def state_of(key: str) -> str:
    job = status(key)
    assert job is not None
    return job.state


def count_to(number: int, tmp_path: Path, *, pause: float = 0.05, key: str = "count") -> Path:
    starts = tmp_path / f"{key}.txt"
    enqueue("count", {"to": number, "pause": pause, "starts": str(starts)}, key=key)
    return starts


def test_the_worker_does_what_was_asked(start_worker: Start, tmp_path: Path) -> None:
    count_to(3, tmp_path)
    start_worker()
    wait_until(lambda: state_of("count") == Job.State.DONE)
    job = status("count")
    assert job is not None
    assert (job.result, job.progress) == ({"reached": 3}, {"reached": 3})
    assert is_worker_alive()


def test_quick_work_does_not_wait_for_long_work(start_worker: Start, tmp_path: Path) -> None:
    for number in range(8):  # more than any worker does at once
        count_to(400, tmp_path, key=f"long-{number}")
    quick = {"to": 1, "pause": 0, "starts": str(tmp_path / "quick.txt")}
    enqueue("count_quickly", quick, key="quick")
    start_worker()
    wait_until(lambda: state_of("quick") == Job.State.DONE)
    assert state_of("long-7") == Job.State.WAITING


def test_five_jobs_asked_at_once_are_each_done_once(start_worker: Start, tmp_path: Path) -> None:
    starts = [count_to(3, tmp_path, key=f"count-{number}") for number in range(5)]
    start_worker()
    for number in range(5):
        wait_until(lambda key=f"count-{number}": state_of(key) == Job.State.DONE)  # type: ignore[misc]
    assert [len(path.read_text().splitlines()) for path in starts] == [1] * 5


def test_a_killed_worker_is_replaced_and_its_job_is_done_once_more(
    start_worker: Start, tmp_path: Path
) -> None:
    first = start_worker("--name", "first")
    starts = count_to(40, tmp_path)
    wait_until(lambda: progress("count").get("reached", 0) >= 5)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    start_worker("--name", "second", "--instead-of", "first")
    wait_until(lambda: state_of("count") == Job.State.DONE)
    job = status("count")
    assert job is not None
    assert job.result == {"reached": 40}
    assert len(starts.read_text().splitlines()) == 2


def test_the_process_of_a_job_ends_with_its_worker(start_worker: Start, tmp_path: Path) -> None:
    worker = start_worker()
    starts = count_to(1000, tmp_path)
    wait_until(lambda: progress("count").get("reached", 0) >= 1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    child = int(starts.read_text())
    wait_until(lambda: not Path(f"/proc/{child}").exists() or is_zombie(child))


def is_zombie(pid: int) -> bool:
    return ") Z " in Path(f"/proc/{pid}/stat").read_text()


def test_another_worker_adopts_the_work_of_one_that_went_silent(
    start_worker: Start, tmp_path: Path
) -> None:
    first = start_worker()
    starts = count_to(100, tmp_path)
    wait_until(lambda: progress("count").get("reached", 0) >= 1)
    start_worker()
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    wait_until(lambda: len(starts.read_text().splitlines()) == 2)
    wait_until(lambda: state_of("count") == Job.State.DONE)


def test_work_that_listens_stops_and_keeps_what_it_found(
    start_worker: Start, tmp_path: Path
) -> None:
    start_worker()
    count_to(1000, tmp_path)
    wait_until(lambda: progress("count").get("reached", 0) >= 2)
    cancel("count")
    wait_until(lambda: state_of("count") == Job.State.CANCELLED)
    job = status("count")
    assert job is not None
    assert job.result["reached"] >= 2


def test_work_that_does_not_listen_is_ended(start_worker: Start) -> None:
    start_worker()
    enqueue("sleep_on", {}, key="sleep")
    wait_until(lambda: bool(progress("sleep")))
    cancel("sleep")
    wait_until(lambda: state_of("sleep") == Job.State.CANCELLED)


def test_stopped_work_can_be_resumed(start_worker: Start, tmp_path: Path) -> None:
    start_worker()
    starts = count_to(30, tmp_path)
    wait_until(lambda: progress("count").get("reached", 0) >= 2)
    cancel("count")
    wait_until(lambda: state_of("count") == Job.State.CANCELLED)
    resume("count")
    wait_until(lambda: state_of("count") == Job.State.DONE)
    assert len(starts.read_text().splitlines()) == 2


def test_a_refusal_keeps_its_sentence_and_its_advice(start_worker: Start) -> None:
    start_worker()
    enqueue("refuse", {}, key="refuse")
    wait_until(lambda: state_of("refuse") == Job.State.REFUSED)
    job = status("refuse")
    assert job is not None
    assert (job.message, job.advice) == ("De week heeft geen lestijden.", "Vul de lestijden in.")


def test_a_process_that_breaks_down_twice_is_tried_a_third_time(
    start_worker: Start, tmp_path: Path
) -> None:
    start_worker()
    enqueue("break_down", {"times": 2, "starts": str(tmp_path / "tries")}, key="break")
    wait_until(lambda: state_of("break") == Job.State.DONE)
    job = status("break")
    assert job is not None
    assert job.result == {"tries": 3}


def test_a_process_that_breaks_down_each_time_has_failed(
    start_worker: Start, tmp_path: Path
) -> None:
    start_worker()
    enqueue("break_down", {"times": 9, "starts": str(tmp_path / "tries")}, key="break")
    wait_until(lambda: state_of("break") == Job.State.FAILED)
    job = status("break")
    assert job is not None
    assert job.message == "Dit is niet gelukt: het programma brak drie keer af."
