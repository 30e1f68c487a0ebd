"""Importing for the command line: plain data in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stapsteen.exchange.access import import_numbered
from stapsteen.exchange.actions import preview, read, read_in, undo
from stapsteen.exchange.roster import Unreadable
from stapsteen.exchange.upload import files_of_path
from stapsteen.kit.refused import Refused


def import_file(path: Path, *, apply: bool = True) -> dict[str, Any]:
    """Read a file or a folder in, or with ``apply=False`` say what would happen.

    The answer has ``added``, ``changed``, ``left`` and ``unchanged`` with counts, ``dropped`` with what
    was left out, ``problems`` with what did not stand in the way, and the number of the import.
    Raises ``Refused`` with every problem when the file cannot be read.
    """
    if not path.exists():
        raise Refused(f"Er is geen bestand {path}.", "Controleer de naam.")
    try:
        files = files_of_path(path)
        roster = read(files)
    except Unreadable as unreadable:
        raise Refused("\n".join(map(str, unreadable.problems))) from unreadable
    counts = preview(roster).difference.counts
    batch = read_in(roster, files) if apply else None
    return {
        **counts,
        "dropped": dict(roster.dropped),
        "problems": [str(problem) for problem in roster.problems],
        "refused": [],
        "school_year": roster.year_name,
        "import": batch.pk if batch else None,
    }


def undo_import_number(number: int) -> dict[str, Any]:
    """Take an import back by its number."""
    batch = import_numbered(number)
    if batch is None:
        raise Refused(f"Er is geen import met nummer {number}.", "Kijk het nummer na.")
    undo(batch)
    return {"undone": number}
