"""Files of goals for the command line and the pages: plain data in and out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stapsteen.curriculum.access import goal_import_numbered
from stapsteen.curriculum.actions.bring_in import Wishes, look_at
from stapsteen.curriculum.identity import identifier_of_framework
from stapsteen.exchange.curriculum.case_writing import package
from stapsteen.exchange.curriculum.reading import read_together
from stapsteen.exchange.roster import Unreadable
from stapsteen.exchange.upload import files_of_path
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.coming_goals import bring_in, take_back
from stapsteen.school.queries import only_school


def bring_in_file(
    path: Path, wishes: Wishes, *, code: str = "", apply: bool = True
) -> dict[str, Any]:
    """Bring a file, a zip or a folder of goals into a school, or say what that would do.

    ``code`` names the school when there are several. The answer has counts by goals, links and core
    objectives, ``told`` with sentences, and the number of the import.
    """
    if not path.exists():
        raise Refused(f"Er is geen bestand {path}.", "Kijk de naam na.")
    school = only_school(code)
    outline = read_together(_files(path))
    if apply:
        done = bring_in(None, school, outline, path.name, wishes)
    else:
        done = look_at(None, school, outline, wishes)
    return {**done.counts, "told": done.told, "framework": done.framework, "import": done.number}


def take_back_number(number: int) -> dict[str, Any]:
    """Take an import of goals back by its number."""
    done = goal_import_numbered(number)
    if done is None:
        raise Refused(f"Er is geen import met nummer {number}.", "Kijk het nummer na.")
    return {"undone": number, "changed_since": take_back(None, done)}


def package_of(key: str, *, code: str = "") -> dict[str, Any]:
    """The CASE package of one set of goals, by its key or identifier, or of all ("")."""
    school = only_school(code)
    frameworks = [
        one for one in school.frameworks.all() if key in {"", one.key, identifier_of_framework(one)}
    ]
    if not frameworks:
        known = ", ".join(school.frameworks.values_list("key", flat=True)) or "nog geen"
        raise Refused(f"Er is geen set met sleutel {key}." if key else "Er zijn nog geen doelen.",
                      f"Deze zijn er: {known}.")  # fmt: skip
    return package(school, frameworks)


def _files(path: Path) -> Mapping[str, bytes]:
    if path.suffix in {".toml", ".gz"}:  # the reader unpacks a gzipped file itself
        return {path.name: path.read_bytes()}
    try:
        return files_of_path(path)
    except Unreadable as wrong:
        raise Refused("\n".join(map(str, wrong.problems))) from wrong
