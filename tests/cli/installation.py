"""An installation of its own for a test: a data folder, a database, and the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

PLAIN = ("STAPSTEEN_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Installation:
    """The command as another process runs it, on data that no other test sees."""

    data: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in PLAIN}
        return {**kept, "STAPSTEEN_DATA": str(self.data), "DATABASE_URL": self.database_url}

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "stapsteen", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )

    def start(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "stapsteen", *map(str, words)]
        return subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """On the database of this test run: a file, or a PostgreSQL database that is dropped after."""
    if connection.vendor == "sqlite":
        yield Installation(folder / "data")
        return
    given: dict[str, Any] = connection.settings_dict
    server = f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}"
    name = f"school_{folder.name}".lower().replace("-", "_")[:60]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'create database "{name}"')  # type: ignore[call-overload]
        try:
            yield Installation(folder / "data", f"{server}/{name}")
        finally:
            admin.execute(f'drop database "{name}" with (force)')  # type: ignore[call-overload]


def stop(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Press Ctrl-C; what it printed."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=30)
