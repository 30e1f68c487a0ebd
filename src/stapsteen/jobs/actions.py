"""What one can do with long work: ask for it, stop it, ask again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import is_worker_alive

UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)


def enqueue(name: str, payload: dict[str, Any], *, key: str) -> Job:
    """Ask for work, once: a key that was used before gives the job that is already there.

    It is one row in the caller's own transaction, so a rollback takes the asking back. The worker
    finds it within a quarter of a second. Raises LookupError for work that nobody registered.
    """
    if name not in settings.WORK:
        raise LookupError(f"no work is called {name!r}; the setting WORK lists the names")
    job, _new = Job.objects.get_or_create(key=key, defaults={"name": name, "payload": payload})
    return job


def cancel(key: str) -> None:
    """Stop the work with this key: within moments when a worker does it, else at once.

    Work that says it runs while no worker gives a sign of life was cut off; a process of it that
    is still somewhere finds that it no longer holds the job, and ends.
    """
    jobs = Job.objects.filter(key=key)
    cut_off = UNFINISHED if not is_worker_alive() else (Job.State.WAITING,)
    if not jobs.filter(state__in=cut_off).update(
        state=Job.State.CANCELLED, cancel_asked=True, holder="", ended_at=timezone.now()
    ):
        jobs.filter(state=Job.State.RUNNING).update(cancel_asked=True)


def resume(key: str) -> None:
    """Ask again for work that was stopped, refused or failed; it starts from its payload."""
    Job.objects.filter(key=key).exclude(state__in=[*UNFINISHED, Job.State.DONE]).update(
        state=Job.State.WAITING,
        round=F("round") + 1,
        handed_over=False,
        cancel_asked=False,
        holder="",
        message="",
        advice="",
        ended_at=None,
    )


def start_over() -> int:
    """Ask anew for everything unfinished; the number of jobs. For after a restored backup.

    The worker's own database may then know nothing of these jobs, or more than is true.
    """
    return Job.objects.filter(state__in=UNFINISHED).update(
        state=Job.State.WAITING, round=F("round") + 1, handed_over=False, holder=""
    )
