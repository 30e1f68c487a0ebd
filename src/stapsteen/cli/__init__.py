"""The ``stapsteen`` command: one file for each word.

Exit codes: 0 it was done, 2 it was refused (the sentence on standard error says why and what to do),
1 it failed. With ``--json`` the answer is one JSON value on standard output, a refusal an object.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any

from stapsteen.kit.refused import Refused
from stapsteen.planner.refusal import Nonsense

DONE, FAILED, REFUSED = 0, 1, 2
WORDS = {
    "demo": "the app with a demo school",
    "serve": "the app for a school",
    "import": "read a school's own export, or take that back",
    "plan": "plan a school week",
    "explain": "say why a school week cannot be as asked, and what would help",
    "timetable": "evaluate, plan and write timetables in the format of the field",
    "admin": "make the first administrator of a school",
    "backup": "write database, jobs and media to one file",
    "restore": "put a backup back",
    "upgrade": "back up, then bring the database to this version",
    "check-data": "look whether the data is whole",
    "worker": "do long work on another machine, beside the app",
}
FILES = {"import": "import_file", "check-data": "check_data"}  # no names for a Python file
Run = Callable[[argparse.Namespace], Any]  # what --json prints; None for nothing


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = parser(given[0] if given else "").parse_args(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stapsteen.config.settings")
    run: Run = asked.run
    try:
        answer = run(asked)
        if asked.json and answer is not None:
            print(json.dumps(answer, ensure_ascii=False, indent=2), flush=True)
    except BrokenPipeError:  # who reads the answer has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Refused as refused:
        return _refuse(asked, refused.message, refused.advice)
    except Nonsense as nonsense:
        return _refuse(asked, *nonsense.sentences)
    except KeyboardInterrupt:
        return FAILED
    return DONE


def parser(asked: str) -> argparse.ArgumentParser:
    """All words; what can follow the asked one is read from its file, the others stay unopened."""
    every = argparse.ArgumentParser(prog="stapsteen", description="Software for primary schools.")
    every.add_argument("--version", action="version", version=version("stapsteen"))
    words = every.add_subparsers(dest="word", required=True, metavar="WORD")
    for word, text in WORDS.items():
        one = words.add_parser(word, help=text)
        if word == asked:
            module = import_module(f"stapsteen.cli.{FILES.get(word, word)}")
            one.description = module.__doc__
            module.options(one)
            one.add_argument("--json", action="store_true", help="answer with JSON")
            one.set_defaults(run=module.run)
    return every


def _refuse(asked: argparse.Namespace, *sentences: str) -> int:
    told = [sentence for sentence in sentences if sentence]
    if asked.json:
        print(json.dumps({"refused": told}, ensure_ascii=False, indent=2))
    for sentence in told:
        print(sentence, file=sys.stderr)
    return REFUSED
