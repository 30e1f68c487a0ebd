"""Workers on the test database, as processes of this machine or as if they were on several."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., subprocess.Popen[bytes]]


def database_url() -> str:
    """The address of the test database, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def worker(data: Path, *words: str) -> subprocess.Popen[bytes]:
    """A worker with this data folder; it ends when its standard input is closed."""
    data.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "STAPSTEEN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.jobs.settings",
    }
    command = [sys.executable, "-m", "stapsteen.jobs.worker", "--follow-parent", *words]
    return subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, env=environment)


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for what must happen some time; the limit only ends a test that hangs."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)
