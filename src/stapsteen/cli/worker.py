"""Do long work (planning) until Ctrl-C. `serve` and `demo` start a worker of their own.

More workers, on this machine or on others, need the same DATABASE_URL (PostgreSQL) and the same version of
the program. They share one queue: each job is done once, and the work of a worker that dies is taken over.
"""

from __future__ import annotations

import argparse
import os
import sys

from stapsteen.kit.refused import Refused


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `worker`."""
    parser.add_argument("--at-once", type=int, metavar="N", help="how many jobs it does at once")


def run(asked: argparse.Namespace) -> None:
    """Become the worker."""
    if asked.at_once is not None:
        if asked.at_once < 1:
            raise Refused("Een worker doet ten minste één taak tegelijk.", "Geef --at-once 1.")
        os.environ["STAPSTEEN_JOBS"] = str(asked.at_once)
    refuse_other_version()
    os.execv(sys.executable, [sys.executable, "-m", "stapsteen.jobs.worker"])  # noqa: S606


def refuse_other_version() -> None:
    """A worker changes no tables: it works only where the app has brought them to its version."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    done = {step for step in executor.loader.applied_migrations if step[0] == "stapsteen"}
    if not done:
        raise Refused("Er is nog geen database.", "Start eerst de app; die maakt hem.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not done <= known:
        raise Refused(
            "De database hoort bij een andere versie van Stapsteen dan deze worker.",
            "Start eerst de app, en geef elke machine dezelfde versie.",
        )
