"""Which database: SQLite in the data folder, or the one that DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a
# transaction, so that two writers wait for each other and neither is told "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"),
}


def database_from(url: str, data: Path) -> dict[str, Any]:
    """Django's database settings for an address such as ``postgresql://user:word@host/name``.

    An empty address means SQLite in the data folder; ``sqlite:///path`` another file.
    Raises ValueError with a sentence for any other kind of database.
    """
    if not url:
        return _sqlite(data / "stapsteen.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)[1:] or "stapsteen.sqlite3"))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL starts with {parts.scheme!r}; use postgresql:// or sqlite:///.")


def jobs_database_url(url: str, data: Path) -> str:
    """Where the job engine keeps its own tables: the school's PostgreSQL, or a file of its own."""
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql://" + url.partition("://")[2]
    return f"sqlite:///{data / 'jobs.sqlite3'}"


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }
