"""The command `worker`: where it works, and where it says that it cannot."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.installation import Installation, stop

pytestmark = pytest.mark.slow


def beats(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "stapsteen.sqlite3")) as database:
        return [name for (name,) in database.execute("select worker from stapsteen_workerbeat")]


def test_a_worker_makes_no_database(tmp_path: Path) -> None:
    done = Installation(tmp_path / "data").run("worker")
    assert (done.returncode, "nog geen database" in done.stderr) == (2, True)
    assert not (tmp_path / "data" / "jobs.sqlite3").exists()


def test_a_worker_does_not_touch_a_database_of_another_version(tmp_path: Path) -> None:
    here = Installation(tmp_path / "data")
    assert here.run("serve", "--prepare-only").returncode == 0
    with closing(sqlite3.connect(here.data / "stapsteen.sqlite3")) as database, database:
        database.execute("insert into django_migrations (app, name, applied) values (?, ?, ?)",
                         ("stapsteen", "9999_later", "2026-01-01"))  # fmt: skip
    done = here.run("worker")
    assert (done.returncode, "andere versie" in done.stderr) == (2, True)


def test_a_worker_does_at_least_one_job_at_once(tmp_path: Path) -> None:
    done = Installation(tmp_path / "data").run("worker", "--at-once", "0")
    assert (done.returncode, "ten minste" in done.stderr) == (2, True)


def test_a_worker_begins_where_the_app_has_made_the_tables(tmp_path: Path) -> None:
    here = Installation(tmp_path / "data")
    assert here.run("serve", "--prepare-only").returncode == 0
    worker = here.start("worker", "--at-once", "2")
    try:
        deadline = time.monotonic() + 60
        while not beats(here.data):
            assert time.monotonic() < deadline, "no sign of life"
            time.sleep(0.1)
    finally:
        stop(worker)
