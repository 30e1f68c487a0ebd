"""What there is to learn: look at a file of goals before it is used.

check FILE tells which goals, links, cycles and doubles are in a file of SLO, a CASE package, or a
starter set in TOML; gzipped files are read as they are. Nothing is changed and no database is needed.
"""

from __future__ import annotations

import argparse
from typing import Any

from stapsteen.cli.curriculum import check


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `curriculum`."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    one = words.add_parser("check", help="what is in a file, and what is wrong with it")
    one.description = check.__doc__
    check.options(one)
    one.add_argument(  # may also stand before the word, so it has no default of its own here
        "--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON"
    )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Do what was asked."""
    return check.run(asked)
