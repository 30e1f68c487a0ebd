"""Timetables in the format that the field exchanges them in: what they cost, plan one, write one.

evaluate FILE prints what every solution in an archive costs, and by which rules. solve FILE plans an
instance. convert IN OUT writes a school week as an archive. Archives are XHSTT, gzipped or not.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

WORDS = {
    "evaluate": "what every solution in an archive costs",
    "solve": "plan an instance",
    "convert": "write another file as an archive",
}


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `timetable`."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for word, text in WORDS.items():
        module = import_module(f"stapsteen.cli.timetable.{word}")
        one = words.add_parser(word, help=text, description=module.__doc__)
        module.options(one)
        one.add_argument(  # may also stand before the word, so it has no default of its own here
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON"
        )


def run(asked: argparse.Namespace) -> Any:
    """Do what was asked."""
    return import_module(f"stapsteen.cli.timetable.{asked.what}").run(asked)
