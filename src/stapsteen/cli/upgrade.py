"""Bring the database to this version of the program: first a backup, then the change.

When the change fails, the backup is put back and nothing is lost.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `upgrade`."""
    parser.add_argument("--backup", type=Path, metavar="FILE", help="where the backup goes")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Back up, migrate, check; the worker makes anew what an earlier version of the model said."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from stapsteen.cli.archive import put_back, write_archive
    from stapsteen.learning.following.relearning import ask_where_outdated

    stamp = f"{datetime.now():%Y-%m-%d-%H%M%S}"  # noqa: DTZ005 - the school's own clock names the file
    backup = asked.backup or settings.DATA / f"before-upgrade-{stamp}.zip"
    write_archive(backup)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("check", stdout=StringIO())
        ask_where_outdated()
    except Exception:
        put_back(backup)
        raise
    if not asked.json:
        print(f"Bijgewerkt. De reservekopie staat in {backup}.")
    return {"backup": str(backup), "upgraded": True}
