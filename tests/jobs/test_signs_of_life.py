"""Who is taken for dead, by whose clock; and stopping what nobody does any longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from stapsteen.jobs import engine
from stapsteen.jobs.actions import cancel, enqueue
from stapsteen.jobs.models import Job, WorkerBeat
from stapsteen.jobs.naming import worker_name
from stapsteen.jobs.queries import is_worker_alive
from stapsteen.jobs.running import carry_out
from stapsteen.jobs.worker import beat, sign_of_life

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose work was adopted."""
    found: list[str] = []
    monkeypatch.setattr(engine, "adopt", found.append)
    return found


def silent_for(worker: str, seconds: float) -> None:
    WorkerBeat.objects.filter(worker=worker).update(at=F("at") - timedelta(seconds=seconds))


def running(key: str, **fields: Any) -> Job:
    job = enqueue("sleep_on", {}, key=key)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, holder="north", **fields)
    return job


def test_names_of_workers_differ_and_fit():
    names = {worker_name() for _time in range(100)}
    assert len(names) == 100
    assert all(len(name) <= 40 for name in names)


def test_who_is_silent_for_ten_seconds_is_adopted_and_who_is_not_is_left_alone(adopted):
    for worker in ("north", "south"):
        sign_of_life(worker)
    silent_for("north", 11)
    silent_for("south", 8)
    beat("west")
    assert adopted == ["north"]
    assert set(WorkerBeat.objects.values_list("worker", flat=True)) == {"south", "west"}


def test_a_machine_whose_clock_is_an_hour_wrong_adopts_nobody(adopted):
    sign_of_life("north")
    for hours in (-1, 1):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            beat("south")
            assert is_worker_alive()
    assert adopted == []


def test_who_is_silent_is_not_alive():
    assert not is_worker_alive()
    sign_of_life("north")
    assert is_worker_alive()
    silent_for("north", 11)
    assert not is_worker_alive()


def test_a_job_that_a_living_worker_does_is_asked_to_stop():
    sign_of_life("north")
    running("one")
    cancel("one")
    assert Job.objects.values_list("state", "cancel_asked").get() == ("running", True)


def test_a_job_that_nobody_does_any_longer_is_stopped_at_once():
    running("one")
    cancel("one")
    assert Job.objects.values_list("state", "holder").get() == ("cancelled", "")


@pytest.mark.django_db(transaction=True)
def test_work_that_was_stopped_while_its_worker_died_does_not_begin_again():
    job = running("one", cancel_asked=True)
    carry_out(str(job.pk), 1)
    assert Job.objects.get().state == Job.State.CANCELLED
