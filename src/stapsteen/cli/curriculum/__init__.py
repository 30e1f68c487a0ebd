"""What there is to learn: files of goals, looked at, brought in and written.

check FILE tells which goals, links, cycles and doubles are in a file of SLO, a CASE package, or a
starter set in TOML; gzipped files are read as they are, and no database is needed. import FILE brings
one into the school, export FILE writes the school's goals for others.
"""

from __future__ import annotations

import argparse
from types import ModuleType
from typing import Any

from stapsteen.cli.curriculum import bring_in, check, export

WORDS: dict[str, tuple[ModuleType, str]] = {
    "check": (check, "what is in a file, and what is wrong with it"),
    "import": (bring_in, "bring a file into the school, or take that back"),
    "export": (export, "write the goals of the school for others"),
}


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `curriculum`."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for word, (module, text) in WORDS.items():
        one = words.add_parser(word, help=text)
        one.description = module.__doc__
        module.options(one)
        one.add_argument(  # may also stand before the word, so it has no default of its own here
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer with JSON"
        )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Do what was asked."""
    module, _text = WORDS[asked.what]
    answer: dict[str, Any] = module.run(asked)
    return answer
