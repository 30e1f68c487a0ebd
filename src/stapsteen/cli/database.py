"""The database, from the command line: set Django up and bring the tables to this version."""

from __future__ import annotations


def open_database() -> None:
    """Set Django up; make or bring up to date the tables where that is needed."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
