"""Bring a file of goals into the school, or take that back.

A file of SLO or CASE, a starter set in TOML, or a zip or folder with several files of SLO. Doing it again
updates: goals are found again, what has gone is retired, what the school wrote itself stays.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stapsteen.kit.refused import Refused


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `curriculum import`."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument(
        "--preview", action="store_true", help="say what would happen, change nothing"
    )
    parser.add_argument("--undo", type=int, metavar="NUMBER", help="take an import back")
    parser.add_argument(
        "--part", action="store_true", help="the file is a part: retire nothing that is not in it"
    )
    parser.add_argument(
        "--for-some", action="store_true", help="also core objectives for Frisian and sign language"
    )
    parser.add_argument(
        "--subject",
        action="append",
        default=[],
        metavar="NAME=KEY",
        help="the subject of the school that a name in the file means",
    )
    parser.add_argument("--school", default="", metavar="CODE", help="which school, of several")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Import, and print the counts."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.curriculum.actions.bring_in import Wishes
    from stapsteen.exchange.goal_files import bring_in_file, take_back_number

    if asked.undo is not None:
        answer = take_back_number(asked.undo)
    elif asked.file is None:
        raise Refused(
            "Je noemde geen bestand.", "stapsteen curriculum import BESTAND, of --undo NUMMER."
        )
    else:
        wishes = Wishes(_subjects(asked.subject), not asked.part, asked.for_some)
        answer = bring_in_file(asked.file, wishes, code=asked.school, apply=not asked.preview)
    if not asked.json:
        _print(answer)
    return answer


def _subjects(given: list[str]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in given]
    if any(not name or not key for name, _sign, key in pairs):
        raise Refused(
            "Een vak schrijf je als NAAM=SLEUTEL.", "Bijvoorbeeld --subject Math=arithmetic."
        )
    return {name: key for name, _sign, key in pairs}


def _print(answer: dict[str, Any]) -> None:
    for word, value in answer.items():
        if isinstance(value, dict):
            print(f"{word}: {', '.join(f'{number} {kind}' for kind, number in value.items())}")
        elif word != "told":
            print(f"{word}: {value}")
    for sentence in answer.get("told", ()):
        print(f"- {sentence}")
