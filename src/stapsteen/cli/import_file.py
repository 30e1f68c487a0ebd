"""Read a school's own export (EDEXML, or OneRoster as a zip or a folder), or take that back.

Everything in the file is checked first; then it is read in as a whole or not at all. Reading the same
file again changes nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `import`."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument(
        "--preview", action="store_true", help="say what would change, change nothing"
    )
    parser.add_argument("--undo", type=int, metavar="NUMBER", help="take an import back")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Import, and print the counts."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.exchange.command import import_file, undo_import_number
    from stapsteen.kit.refused import Refused

    if asked.undo is not None:
        answer = undo_import_number(asked.undo)
    elif asked.file is None:
        raise Refused("Je noemde geen bestand.", "stapsteen import BESTAND, of --undo NUMMER.")
    else:
        answer = import_file(asked.file, apply=not asked.preview)
    if not asked.json:
        for word, counts in answer.items():
            print(f"{word}: {_line(counts)}")
    return answer


def _line(counts: object) -> str:
    if isinstance(counts, dict):
        return ", ".join(f"{number} {word}" for word, number in counts.items()) or "-"
    if isinstance(counts, list):
        return "; ".join(map(str, counts)) or "-"
    return str(counts)
