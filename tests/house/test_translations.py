"""Dutch stands in the code, English beside it, and nothing is missing."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po
from tests.house.repository import ROOT, files, name_of
from tools.messages import ENGLISH, is_translated, package_folders, refreshed


def test_every_sentence_has_its_english() -> None:
    missing = [
        f"{folder.name}: {message.id}"
        for folder in package_folders()
        if (catalog := refreshed(folder)) is not None
        for message in catalog
        if message.id and not is_translated(message.string or "")
    ]
    assert missing == []


def test_no_english_is_left_of_sentences_that_are_gone() -> None:
    left = []
    for folder in package_folders():
        catalog = refreshed(folder)
        known = {message.id for message in catalog} if catalog is not None else set()
        if (path := folder / ENGLISH).exists():
            with path.open("rb") as file:
                left += [m.id for m in read_po(file) if m.id and m.id not in known]
    assert left == []


def test_the_english_keeps_the_same_placeholders() -> None:
    placeholder = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")
    different = []
    for path in files("django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                dutch, english = _last(message.id), _last(message.string)
                if set(placeholder.findall(dutch)) != set(placeholder.findall(english)):
                    different.append(f"{name_of(path)}: {dutch}")
    assert different == []


def _last(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[-1]


def test_blocks_of_text_are_trimmed() -> None:
    block = re.compile(r"\{% blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")
    found = [name_of(path) for path in files(".html") if block.search(path.read_text("utf-8"))]
    assert found == [], ROOT
