"""Write the goals of the school, or one set of them, as a CASE 1.0 package."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from stapsteen.kit.refused import Refused


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `curriculum export`."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--framework",
        default="",
        metavar="KEY",
        help="one set: slo, starter, own, or its identifier",
    )
    parser.add_argument("--school", default="", metavar="CODE", help="which school, of several")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Write the file, and say what is in it."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.exchange.goal_files import package_of

    found = package_of(asked.framework, code=asked.school)
    try:
        asked.file.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as wrong:
        raise Refused(f"{asked.file} kan niet geschreven worden.", "Kijk de naam na.") from wrong
    answer = {
        "file": str(asked.file),
        "framework": found["CFDocument"]["title"],
        "goals": len(found["CFItems"]),
        "links": len(found["CFAssociations"]),
    }
    if not asked.json:
        print(f"{answer['file']}: {answer['goals']} doelen, {answer['links']} verbanden")
    return answer
