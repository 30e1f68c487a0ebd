"""What stands in no file: unfinished work, one machine's folders, addresses of package registries."""

from __future__ import annotations

import re

import pytest
from tests.house.repository import files, name_of

# One letter of each stands in brackets, so that this file does not find itself.
UNWANTED = {
    "unfinished work": r"\b(TOD[O]|FIXM[E]|XX[X])\b|raise Not[I]mplemented|comin[g] soon",
    "a folder of one machine": r"(?<![\w.])/(work|tmp|home|root)/[a-z]",
    "an address of a registry": r"pypi\.org|pythonhosted\.org|registry\.npmjs|unpkg\.com|jsdeliv[r]",
    "a key": r"-----BEGIN [A-Z ]*PRIVAT[E] KEY",
}
TEXTS = (
    ".py",
    ".html",
    ".js",
    ".css",
    ".md",
    ".toml",
    ".po",
    ".lock",
    ".txt",
    ".svg",
    ".json",
    "run",
)


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(UNWANTED[what])
    found = [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in files(*TEXTS)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_pages_ask_nothing_from_other_places() -> None:
    foreign = re.compile(r"""(src|href|action|url)\s*[=(]\s*["']?(https?:)?//""")
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in files(".html", ".css", ".js")
        for line in path.read_text(encoding="utf-8").splitlines()
        if foreign.search(line)
    ]
    assert found == []


def test_templates_have_no_script_or_style_of_their_own() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in files(".html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if inline.search(line)
    ]
    assert found == []
