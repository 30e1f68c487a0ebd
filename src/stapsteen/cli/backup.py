"""Write database, jobs and media to one file. The app may go on working meanwhile."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `backup`."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Write the backup."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.cli.archive import write_archive

    answer = write_archive(asked.file)
    if not asked.json:
        print(f"{answer['file']}: {answer['files']} bestanden, {answer['bytes'] / 1e6:.1f} MB")
    return answer
