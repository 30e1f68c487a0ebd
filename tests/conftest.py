"""The test run: which database, which data folder, which browser.

    python3 run.py test                      everything: both databases side by side, the browser
    pytest tests/planner                     on SQLite
    pytest tests/week --database postgresql  on a PostgreSQL that is started for it

With ``both`` (and xdist's ``--dist each``) every worker runs the tests on a database of its own.
Tests that touch no database run once, and so do journeys in the browser, on PostgreSQL, but for those
marked ``everywhere``: the pages do not differ, and a browser takes long.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import Server, programs

DATABASES = ("sqlite", "postgresql")
TOUCHES_DATABASE = {"db", "transactional_db", "live_server", "client", "admin_client"}
server_key = pytest.StashKey[Server]()
folder_key = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=[*DATABASES, "both"], default="sqlite")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    chosen = database_of(config)
    if chosen in {"postgresql", "both"} and not hasattr(config, "workerinput"):
        start_postgresql(config)
    if chosen != "both":
        set_up_django(config, chosen)


def database_of(config: pytest.Config) -> str:
    """Which database this process tests; the process that hands out work tests none."""
    chosen = str(config.getoption("--database"))
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if chosen == "both" and worker is not None:
        return DATABASES[int(worker["workerid"].removeprefix("gw")) % 2]
    return chosen


def start_postgresql(config: pytest.Config) -> None:
    binaries = programs()
    if binaries is None:
        raise pytest.UsageError("PostgreSQL is missing: sudo apt-get install postgresql")
    server = config.stash[server_key] = Server(binaries)
    server.start()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    server = node.config.stash.get(server_key, None)
    node.workerinput["postgresql"] = server.url if server else ""


def set_up_django(config: pytest.Config, chosen: str) -> None:
    """Point the settings at a data folder and a database of this process alone."""
    folder = config.stash[folder_key] = Path(tempfile.mkdtemp(prefix="stapsteen-test-"))
    for name in [name for name in os.environ if name.startswith("STAPSTEEN_")]:
        del os.environ[name]
    os.environ["STAPSTEEN_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = postgresql_url(config) if chosen == "postgresql" else ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "stapsteen.config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's calls run inside a loop

    import django
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    if chosen == "sqlite":  # a file, as at a school: a database in memory has other locks
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    django.setup()


def postgresql_url(config: pytest.Config) -> str:
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    return str(worker["postgresql"]) if worker else config.stash[server_key].url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = database_of(config)
    only_there = pytest.mark.skip(reason="a race on PostgreSQL: add --database postgresql")
    for item in items:
        if has_mark(item, "postgres") and chosen != "postgresql":
            item.add_marker(only_there)
    if config.getoption("--database") == "both":
        leave_to_the_other(config, items, chosen)


def leave_to_the_other(config: pytest.Config, items: list[pytest.Item], chosen: str) -> None:
    """Run what touches no database once: on the worker that has SQLite."""
    mine = [item for item in items if runs_on(item, chosen)]
    config.hook.pytest_deselected(items=[item for item in items if item not in mine])
    items[:] = mine


def runs_on(item: pytest.Item, database: str) -> bool:
    once = has_mark(item, "browser") and not has_mark(item, "everywhere")
    if has_mark(item, "postgres") or once:
        return database == "postgresql"
    return database == "sqlite" or touches_database(item)


def has_mark(item: pytest.Item, name: str) -> bool:
    # Not ``item.keywords``: the names of the folders are in there as well.
    return item.get_closest_marker(name) is not None


def touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return has_mark(item, "django_db") or bool(TOUCHES_DATABASE & fixtures)


def pytest_collection_finish(session: pytest.Session) -> None:
    """With a browser the static files are collected and hashed as at a school; else not."""
    if session.config.getoption("--collect-only") or folder_key not in session.config.stash:
        return
    from django.conf import settings
    from django.core.management import call_command

    if any(has_mark(item, "browser") for item in session.items):
        call_command("collectstatic", interactive=False, verbosity=0)
    else:
        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    outcome = yield
    outcome.get_result().sections.append(("database", database_of(item.config)))


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(server_key, None):
        server.stop()
    if folder := config.stash.get(folder_key, None):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """What one test tried at the log-in page does not count for the next."""
    from django.core.cache import cache

    cache.clear()
