"""The goals that ship with the product, as they stand in the files of ``starter/``.

The format is in docs/reference/starter-goals.md. Each file names its lines and then its goals; a
goal may need one of another file.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("starter")
FILES = ("reading", "arithmetic", "language", "personal")


@dataclass(frozen=True)
class StarterLine:
    """A learning line: ``subject`` is the key of the subject it belongs to."""

    subject: str
    key: str
    name: str
    name_en: str


@dataclass(frozen=True)
class StarterGoal:
    """A goal; ``texts`` are its words by field of ``curriculum.models.Goal``.

    ``needs`` are keys of other goals; ``objectives`` edition and code of core objectives.
    """

    key: str
    line: StarterLine
    step: int
    pictogram: str
    texts: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    objectives: tuple[tuple[str, str], ...]


FIELDS = {
    "title": "nl",
    "title_en": "en",
    "pupil_title": "pupil_nl",
    "pupil_title_en": "pupil_en",
    "quick_check": "check_nl",
    "quick_check_en": "check_en",
}


@functools.cache
def starter_goals() -> tuple[StarterGoal, ...]:
    """All goals, in the order in which a school sees them."""
    return tuple(goal for name in FILES for goal in _read(FOLDER / f"{name}.toml"))


def _read(path: Path) -> Iterator[StarterGoal]:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = {row["key"]: _line(row) for row in written["progression"]}
    for row in written["goal"]:
        yield StarterGoal(
            row["key"],
            lines[row["progression"]],
            row["step"],
            row["pictogram"],
            tuple((field, row[name]) for field, name in FIELDS.items()),
            tuple(row["needs"]),
            (
                *(("2006", str(code)) for code in row["core_2006"]),
                *(("2025", code) for code in row["core_2025"]),
            ),
        )


@dataclass(frozen=True)
class InShort:
    """What a core objective is about and the part it is in, in our words: Dutch and English."""

    about: tuple[str, str]
    heading: tuple[str, str]


@functools.cache
def objectives_in_short() -> dict[tuple[str, str], InShort]:
    """Our words by edition and code of a core objective."""
    written = tomllib.loads((FOLDER / "objectives.toml").read_text(encoding="utf-8"))
    return {
        (part["edition"], code): InShort(
            (about, part["en"][code]), (part["heading"]["nl"], part["heading"]["en"])
        )
        for part in written["part"]
        for code, about in part["nl"].items()
    }


def _line(row: dict[str, Any]) -> StarterLine:
    return StarterLine(row["subject"], row["key"], row["name"]["nl"], row["name"]["en"])
