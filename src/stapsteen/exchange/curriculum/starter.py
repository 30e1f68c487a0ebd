"""Our own starter set, and what a school wrote in the same format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stapsteen.curriculum.outline import Outline, OutlineGoal, OutlineLine, OutlineLink
from stapsteen.exchange.curriculum.rows import rows, text, texts

TEXTS = {
    "title_en": "en",
    "pupil_title_en": "pupil_en",
    "quick_check": "check_nl",
    "quick_check_en": "check_en",
    "pictogram": "pictogram",
}


def read(found: Any) -> Outline | None:
    """The goals of a starter file; None for anything else."""
    if not isinstance(found, dict) or not isinstance(found.get("goal"), list):
        return None
    subjects = {text(one, "key"): text(one, "subject") for one in rows(found.get("progression"))}
    goals, links = [], []
    for row in rows(found["goal"]):
        key = text(row, "key")
        step = row.get("step")
        goals.append(
            OutlineGoal(
                key,
                text(row, "nl"),
                subject=subjects.get(text(row, "progression"), ""),
                step=step if isinstance(step, int) else None,
                year_groups=((step + 1) // 2,) if isinstance(step, int) else (),
                pupil_title=text(row, "pupil_nl"),
                objectives=tuple(_objectives(row)),
                line=text(row, "progression"),
                more=tuple((field, text(row, name)) for field, name in TEXTS.items()),
            )
        )
        links += [OutlineLink(key, needed, elsewhere=_elsewhere(key, needed))
                  for needed in texts(row, "needs")]  # fmt: skip
    return Outline(
        "starter",
        "",
        tuple(goals),
        tuple(links),
        key="starter",
        lines=tuple(map(_line, rows(found.get("progression")))),
    )


def _line(row: dict[str, Any]) -> OutlineLine:
    name = row.get("name")
    return OutlineLine(text(row, "key"), text(name, "nl"), text(name, "en"), text(row, "subject"))


def _objectives(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    given = row.get("core_2006")
    for number in given if isinstance(given, list) else ():
        yield "2006", str(number)
    for code in texts(row, "core_2025"):
        yield "2025", code


def _elsewhere(key: str, needed: str) -> bool:
    """Whether a goal stands in the file of another subject."""
    return key.partition(".")[0] != needed.partition(".")[0]
