"""What the tests of long work share: their own work, and workers that are gone afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.machines import Start, worker


@pytest.fixture(autouse=True)
def work_of_the_tests(settings: Any) -> None:
    from tests.jobs.settings import WORK  # it reads the environment, which is not ready before

    settings.WORK = WORK


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Start]:
    """Start workers on the test database; those still alive at the end are killed.

    ``machine`` names a data folder: workers with another one share nothing but the database.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str, machine: str = "machine") -> subprocess.Popen[bytes]:
        started.append(worker(tmp_path / machine, *words))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
