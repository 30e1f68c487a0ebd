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
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.cli.archive import read_archive
    from stapsteen.jobs.queries import is_worker_alive

    if is_worker_alive():
        raise Refused(
            "De app draait nog.", "Stop de app, wacht tien tellen en probeer het opnieuw."
        )
    answer = read_archive(asked.file)
    if not asked.json:
        print(
            f"Teruggezet: {answer['restored']}. Wat er stond is bewaard in {answer['kept'] or '-'}."
        )
    return answer
