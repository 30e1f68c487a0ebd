"""Write another file as an archive.

IN is an archive (.xml, .gz), a file of FET (.fet) or a school week (.toml, .json); a school week
needs --organisation. OUT is gzipped when its name ends in .gz.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stapsteen.cli.plan import NAMES
from stapsteen.cli.timetable.files import load, tell_left_out, written
from stapsteen.planner.timetable.archive import write


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `convert`."""
    parser.add_argument("source", metavar="IN", type=Path)
    parser.add_argument("target", metavar="OUT", type=Path)
    parser.add_argument("--organisation", choices=sorted(NAMES), help="for a school week")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Read, write and tell."""
    loaded = load(asked.source, NAMES.get(asked.organisation or ""))
    archive = loaded.archive
    with written(asked.target) as sheet:
        sheet.content = write(archive)
    answer = {
        "file": str(asked.target),
        "instances": [one.id for one in archive.instances],
        "solutions": len(archive.submissions),
        "left_out": list(loaded.left_out),
    }
    if not asked.json:
        tell_left_out(loaded)
        print(
            f"{asked.target}: {counted(len(archive.instances), 'instance')}, "
            f"{counted(len(archive.submissions), 'solution')}"
        )
    return answer


def counted(many: int, what: str) -> str:
    """``1 instance``, ``2 instances``."""
    return f"{many} {what}" if many == 1 else f"{many} {what}s"
