"""One job in a process of its own: ``python -m stapsteen.jobs.child JOB HOLDER``.

The heavy imports (the solver) come and go with this process; the worker stays small, and a job
can be stopped by ending its process. The worker holds the other end of standard input: the
line "cancel" asks to stop, an end of file means that the worker died, and then this process ends
too, because somebody else will do the job again.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

from stapsteen.kit.refused import Refused

PULSE = 0.2  # seconds between two writes of the progress
SUPERSEDED = 3  # exit code: another process holds the job now
Work = Callable[[dict[str, Any], Callable[[dict[str, Any]], None], Callable[[], bool]], Any]


class Pulse(threading.Thread):
    """Writes the newest report, so that the work itself never waits for the database."""

    def __init__(self, write: Callable[..., bool]) -> None:
        super().__init__(daemon=True)
        self.write = write
        self.ended = threading.Event()
        self.newest: dict[str, Any] | None = None
        self.written: dict[str, Any] | None = None

    def report(self, progress: dict[str, Any]) -> None:
        """Remember what to tell; called by the work, as often as it likes."""
        self.newest = dict(progress)

    def run(self) -> None:
        """Write until told to end."""
        while not self.ended.wait(PULSE):
            newest = self.newest
            if newest is not self.written:
                self._tell(newest)

    def _tell(self, newest: dict[str, Any] | None) -> None:
        from django.db import close_old_connections

        from stapsteen.jobs.away import AWAY

        try:
            held = self.write(progress=newest)
        except AWAY:  # the next pulse tells it
            close_old_connections()
            return
        self.written = newest
        if not held:
            os._exit(SUPERSEDED)


def listen(cancelled: threading.Event) -> None:
    """Hear the worker: a line asks to stop, silence for good ends this process at once."""
    for _line in sys.stdin:
        cancelled.set()
    os._exit(1)


def writer(job_id: str, holder: str) -> Callable[..., bool]:
    """A function that writes fields of the job and says whether it is still ours."""
    from stapsteen.jobs.models import Job

    def write(**fields: Any) -> bool:
        return Job.objects.filter(pk=job_id, holder=holder).update(**fields) == 1

    return write


def outcome_of(work: Work, payload: dict[str, Any], pulse: Pulse, stop: threading.Event) -> Any:
    """Do the work; the fields of the job that tell how it ended."""
    from stapsteen.jobs.models import Job

    try:
        result = work(payload, pulse.report, stop.is_set)
    except Refused as refused:
        state = Job.State.REFUSED
        return {"state": state, "message": refused.message, "advice": refused.advice}
    state = Job.State.CANCELLED if stop.is_set() else Job.State.DONE
    return {"state": state, "result": json.loads(json.dumps(result))}


def main(job_id: str, holder: str) -> int:
    """Do one job and write how it ended; the exit code says whether that succeeded."""
    import django

    cancelled = threading.Event()
    threading.Thread(target=listen, args=(cancelled,), daemon=True).start()
    django.setup()
    from django.conf import settings
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from stapsteen.jobs.away import patiently
    from stapsteen.jobs.models import Job

    job = patiently(lambda: Job.objects.get(pk=job_id))
    write = writer(job_id, holder)
    pulse = Pulse(write)
    pulse.start()
    try:
        ended = outcome_of(import_string(settings.WORK[job.name]), job.payload, pulse, cancelled)
    except Exception:  # noqa: BLE001 - whatever breaks in the work, the worker decides what follows
        traceback.print_exc()
        return 1
    pulse.ended.set()
    pulse.join()
    told = pulse.newest if pulse.newest is not None else job.progress
    held = patiently(lambda: write(progress=told, ended_at=timezone.now(), **ended))
    return 0 if held else SUPERSEDED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
