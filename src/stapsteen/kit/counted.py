"""Letting the database know how much it holds, after a great deal was written at once."""

from __future__ import annotations

from django.db import connection


def count_tables() -> None:
    """Have PostgreSQL count its tables anew, so that it plans its answers by what is there.

    Its own cleaner does so within a minute; what is asked before that can take a thousand times as
    long. SQLite goes by its indexes and needs nothing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
