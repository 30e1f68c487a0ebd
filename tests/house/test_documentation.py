"""The documentation is checked like code: links lead somewhere, commands and settings exist and have a page."""

from __future__ import annotations

import argparse
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.repository import ROOT, SOURCE, files, name_of

from stapsteen.cli import WORDS, parser

RUN_WORDS = set(runpy.run_path(str(ROOT / "run.py"))["WORDS"]) | set(WORDS)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def pages() -> list[Path]:
    return list(files(".md"))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    dead = [
        target
        for target in targets
        if "://" not in target and not (page.parent / target).resolve().exists()
    ]
    assert dead == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(
        r"(?:run\.py|bin/stapsteen|`stapsteen|^ *stapsteen) ([a-z-]+)", text, re.MULTILINE
    )
    assert set(named) - RUN_WORDS == set()


def test_every_page_is_reached_from_the_first_one() -> None:
    reached, new = set(), {ROOT / "README.md"}
    while new:
        page = new.pop()
        reached.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8")) if page.suffix == ".md" else []
        found = {(page.parent / link).resolve() for link in links if "://" not in link}
        found |= {one for folder in found if folder.is_dir() for one in folder.glob("*.md")}
        new |= {one for one in found if one.is_file()} - reached
    assert [name_of(page) for page in pages() if page not in reached] == []


def test_every_word_and_option_of_the_command_is_described() -> None:
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    missing = []
    for word in WORDS:
        assert f"`stapsteen {word}" in text, word
        every = parser(word)._subparsers
        assert every is not None
        chosen = every._group_actions[0].choices
        assert chosen is not None
        one: argparse.ArgumentParser = chosen[word]  # type: ignore[call-overload]
        options = [option for action in every_action(one) for option in action.option_strings]
        missing += [
            f"{word} {option}" for option in options if HIDDEN.get(option, option) not in text
        ]
    assert missing == []


def every_action(one: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """What can follow a word, and the words within it."""
    for action in one._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from every_action(inner)


# Made for the program itself, or explained once for all words.
HIDDEN = {"-h": "--help", "--prepare-only": "stapsteen"}


def test_every_setting_is_described() -> None:
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    named = {
        name
        for path in (SOURCE / "config").glob("*.py")
        for name in re.findall(r"\b(?:STAPSTEEN_[A-Z_]+|DATABASE_URL)\b", path.read_text("utf-8"))
    }
    assert {name for name in named if f"`{name}`" not in text} == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert len(numbers) == len(set(numbers))
    assert numbers[:14] == list(range(1, 15))
