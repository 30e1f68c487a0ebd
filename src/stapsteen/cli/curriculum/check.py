"""Which goals, links, cycles and doubles are in a file; a sentence for everything that is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stapsteen.kit.refused import Refused

if TYPE_CHECKING:
    from stapsteen.curriculum.checking import Checked


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `curriculum check`."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Read the file, and print what is in it."""
    import django

    django.setup()
    from stapsteen.curriculum.checking import checked
    from stapsteen.exchange.curriculum.reading import read

    found = checked(read(asked.file.name, _content(asked.file)))
    if not asked.json:
        _print(found)
    return _plain(found)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Refused(f"{file} kan niet gelezen worden.", "Kijk de naam na.") from wrong


def _print(found: Checked) -> None:
    outline = found.outline
    named = f"{outline.name}: " if outline.name else ""
    print(
        f"{named}doelen: {len(outline.goals)}, verbanden: {len(outline.links)}, "
        f"kerndoelen: {len(outline.objectives)}."
    )
    for sentence in (*outline.notes, *found.sentences):
        print(f"- {sentence}")
    if not found.sentences:
        print("Er zijn geen kringen, dubbele doelen of losse verbanden.")


def _plain(found: Checked) -> dict[str, Any]:
    """The answer for other programs; goals are named by the key that the file gives them."""
    outline = found.outline
    return {
        "format": outline.format,
        "name": outline.name,
        "goals": len(outline.goals),
        "links": len(outline.links),
        "objectives": len(outline.objectives),
        "cycles": [list(cycle) for cycle in found.cycles],
        "duplicates": [
            {"same": one.same, "value": one.value, "goals": [goal.key for goal in one.goals]}
            for one in found.duplicates
        ],
        "missing": [{"goal": one.goal, "needed": one.needed} for one in found.missing],
        "sentences": found.sentences,
        "notes": list(outline.notes),
    }
