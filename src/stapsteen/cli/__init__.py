"""The ``stapsteen`` command: one file for each word.

Exit codes: 0 it was done, 2 it was refused (the sentence on standard error says why and what to do),
1 it failed. With ``--json`` the answer is one JSON value on standard output, a refusal an object, also
where the words themselves are wrong; without it those are told with the usage, as commands do.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn

from stapsteen.kit.refused import Refused
from stapsteen.planner.refusal import Nonsense

DONE, FAILED, REFUSED = 0, 1, 2
WORDS = {
    "demo": "the app with a demo school",
    "serve": "the app for a school",
    "import": "read a school's own export, or take that back",
    "plan": "plan a school week",
    "explain": "say why a school week cannot be as asked, and what would help",
    "allocate": "deal the seats of a round of workshops, with a reason for every pupil",
    "timetable": "evaluate, plan and write timetables in the format of the field",
    "curriculum": "look at a file of goals: links, cycles, doubles",
    "admin": "make the first administrator of a school",
    "backup": "write database, jobs and media to one file",
    "restore": "put a backup back",
    "upgrade": "back up, then bring the database to this version",
    "check-data": "look whether the data is whole",
    "worker": "do long work on another machine, beside the app",
}
FILES = {"import": "import_file", "check-data": "check_data"}  # no names for a Python file
Run = Callable[[argparse.Namespace], Any]  # what --json prints; None for nothing


class Misspelt(Exception):
    """The words of a command are wrong: what is wrong with them, and which help says how it goes."""


class Parser(argparse.ArgumentParser):
    """Raises ``Misspelt``, so that the answer can be JSON."""

    def error(self, message: str) -> NoReturn:
        """What argparse calls when the words are wrong."""
        raise Misspelt(self, message)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        asked = parser(given[0] if given else "").parse_args(given)
    except Misspelt as misspelt:
        return _refuse_words(*misspelt.args, as_json="--json" in given)
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
        return _refuse(refused.message, refused.advice, as_json=asked.json)
    except Nonsense as nonsense:
        return _refuse(*nonsense.sentences, as_json=asked.json)
    except KeyboardInterrupt:
        return FAILED
    return DONE


def parser(asked: str) -> Parser:
    """All words; what can follow the asked one is read from its file, the others stay unopened."""
    every = Parser(prog="stapsteen", description="Software for primary schools.")
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


def _refuse_words(of: Parser, message: str, *, as_json: bool) -> int:
    """What is wrong with the words, and where it is told how they go."""
    if not as_json:
        argparse.ArgumentParser.error(of, message)  # prints the usage and leaves
    advice = f"`{of.prog} --help` tells what can be asked."
    return _refuse(f"{message[0].upper()}{message[1:]}.", advice, as_json=True)


def _refuse(*sentences: str, as_json: bool) -> int:
    told = [sentence for sentence in sentences if sentence]
    if as_json:
        print(json.dumps({"refused": told}, ensure_ascii=False, indent=2))
    for sentence in told:
        print(sentence, file=sys.stderr)
    return REFUSED
