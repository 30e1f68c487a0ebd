"""Look whether the data is whole: the file, what refers to what, and the version of the tables.

Changes nothing. Run it after a power cut, or before and after a move to another machine.
"""

from __future__ import annotations

import argparse
from io import StringIO
from typing import Any

from stapsteen.kit.refused import Refused


def options(parser: argparse.ArgumentParser) -> None:
    """Nothing can follow `check-data`."""


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Look, and refuse with every fault that was found."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("check", stdout=StringIO())
    if faults := [*broken_files(), *dangling_rows(), *missing_migrations()]:
        raise Refused(" ".join(faults), "Zet een reservebestand terug: stapsteen restore BESTAND.")
    if not asked.json:
        print("De gegevens zijn heel.")
    return {"whole": True}


def broken_files() -> list[str]:
    """What SQLite says of its own file; PostgreSQL looks after its files itself."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [f"Databasebestand: {line}." for (line,) in cursor.fetchall() if line != "ok"]


def dangling_rows() -> list[str]:
    """Rows that refer to a row that is not there."""
    from django.db import DatabaseError, connection

    try:
        connection.check_constraints()
    except DatabaseError as fault:
        return [str(fault)]
    return []


def missing_migrations() -> list[str]:
    """Whether the tables are of an older version than the program."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ["De tabellen zijn van een oudere versie: stapsteen upgrade."]
    return []
