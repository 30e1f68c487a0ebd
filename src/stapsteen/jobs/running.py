"""One job, seen from the worker: claim it, let a process do it, stop it when asked."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid

from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.jobs.actions import UNFINISHED
from stapsteen.jobs.away import patiently
from stapsteen.jobs.models import Job

GLANCE = 0.2  # seconds between two looks at the process and at the job
GRACE = 15.0  # seconds in which work may stop by itself and keep what it found


class Crashed(Exception):
    """The process of a job ended without saying how the job ended."""


def claim(job_id: str, round_number: int) -> str | None:
    """Become the holder of a job; None when it is over, or when this round of it is."""
    holder = uuid.uuid4().hex
    claimed = Job.objects.filter(pk=job_id, round=round_number, state__in=UNFINISHED).update(
        state=Job.State.RUNNING, holder=holder, started_at=timezone.now(), ended_at=None
    )
    return holder if claimed else None


def carry_out(job_id: str, round_number: int) -> None:
    """Do one round of a job, in a process of its own. Doing it again does no harm.

    Raises Crashed when the process broke down and nobody asked to stop.
    """
    close_old_connections()
    holder = patiently(lambda: claim(job_id, round_number))
    if holder is None:
        return
    if Job.objects.filter(pk=job_id, holder=holder, cancel_asked=True).exists():
        # Somebody said stop to a worker that died: what it found is kept, nothing begins anew.
        end(job_id, holder, Job.State.CANCELLED)
        return
    command = [sys.executable, "-m", "stapsteen.jobs.child", job_id, holder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as process:
        try:
            watch(process, job_id, holder)
        finally:
            process.kill()
    settle(job_id, holder)


def watch(process: subprocess.Popen[str], job_id: str, holder: str) -> None:
    """Wait for the process; pass a wish to stop on, and end it after the time of grace."""
    deadline = None
    while process.poll() is None:
        time.sleep(GLANCE)
        job = patiently(Job.objects.filter(pk=job_id, holder=holder).only("cancel_asked").first)
        if job is None or (deadline and time.monotonic() > deadline):
            return
        if job.cancel_asked and deadline is None:
            deadline = time.monotonic() + GRACE
            ask_to_stop(process)


def ask_to_stop(process: subprocess.Popen[str]) -> None:
    """Tell the work that somebody wants it to stop."""
    try:
        print("cancel", file=process.stdin, flush=True)
    except BrokenPipeError:  # it has just ended by itself
        return


def settle(job_id: str, holder: str) -> None:
    """Make sure that a job whose process is gone does not stay "running" for ever."""
    job = patiently(Job.objects.filter(pk=job_id, holder=holder, state=Job.State.RUNNING).first)
    if job is None:
        return
    if not job.cancel_asked:
        raise Crashed(job.name)
    end(job_id, holder, Job.State.CANCELLED)


def give_up(job_id: str, round_number: int) -> None:
    """Write down that a job broke down each time it was tried."""
    job = Job.objects.get(pk=job_id)
    if job.round == round_number and not job.is_over:
        message = _("Dit is niet gelukt: het programma brak drie keer af.")
        advice = _(
            "Probeer het nog eens. Lukt het weer niet, vraag dan de beheerder om het logboek."
        )
        end(job_id, job.holder, Job.State.FAILED, message=message, advice=advice)


def end(job_id: str, holder: str, state: str, *, message: str = "", advice: str = "") -> None:
    """Close a job in the name of its holder."""
    Job.objects.filter(pk=job_id, holder=holder).update(
        state=state, message=message, advice=advice, ended_at=timezone.now()
    )
