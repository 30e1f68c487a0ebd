"""Reads about long work; none of them starts DBOS, so pages stay small and quick."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from stapsteen.jobs.models import Job, WorkerBeat

DEAD_AFTER = timedelta(seconds=10)


def status(key: str) -> Job | None:
    """The job with this key, as it stands now."""
    return Job.objects.filter(key=key).first()


def newest(key: str) -> Job | None:
    """Of the jobs with this key, or one that goes on after it with a dash: what runs, else the last."""
    jobs = _beginning(key)
    return max(jobs, key=lambda job: (not job.is_over, job.asked_at), default=None)


def amount(key: str) -> int:
    """How many jobs have this key, or one that goes on after it with a dash."""
    return _beginning(key).count()


def _beginning(key: str) -> QuerySet[Job]:
    return Job.objects.filter(Q(key=key) | Q(key__startswith=f"{key}-"))


def is_done(key: str) -> bool:
    """Whether the work with this key was done to its end."""
    return Job.objects.filter(key=key, state=Job.State.DONE).exists()


def progress(key: str) -> dict[str, Any]:
    """What the work last reported; empty when it has not begun."""
    job = status(key)
    return dict(job.progress) if job else {}


def ahead_of(job: Job) -> int:
    """How many jobs go first: those running, and those that were asked for earlier."""
    if job.state != Job.State.WAITING:
        return 0
    earlier = Q(state=Job.State.WAITING, asked_at__lt=job.asked_at)
    return Job.objects.filter(earlier | Q(state=Job.State.RUNNING)).count()


def is_worker_alive() -> bool:
    """Whether some worker gave a sign of life lately; if not, asked work has to wait."""
    return WorkerBeat.objects.filter(at__gte=Now() - DEAD_AFTER).exists()
