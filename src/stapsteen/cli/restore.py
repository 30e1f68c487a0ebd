"""Put a backup back. Stop the app first. What was there is kept in a backup of its own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stapsteen.kit.refused import Refused


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `restore`."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Put the backup back."""
    import django

    django.setup()
    from stapsteen.cli.archive import read_archive

    if is_running():
        raise Refused(
            "De app draait nog.", "Stop de app, wacht tien tellen en probeer het opnieuw."
        )
    answer = read_archive(asked.file)
    if not asked.json:
        print(
            f"Teruggezet: {answer['restored']}. Wat er stond is bewaard in {answer['kept'] or '-'}."
        )
    return answer


def is_running() -> bool:
    """Whether a worker gave a sign of life; a database that cannot be read has none."""
    from django.db import DatabaseError

    from stapsteen.jobs.queries import is_worker_alive

    try:
        return is_worker_alive()
    except DatabaseError:
        return False
