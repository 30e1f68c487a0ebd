"""The open data of SLO, as it stands in its files.

Three shapes: a list of goals (`doelen`, or the primary goals with an `aanbodid`), the core objectives
of 2006 (a list), and the new ones (an object with `fo_kernzin` and `fo_doelzin`). Identity is the id of
SLO; an `aanbodid` occurs more than once. What is deleted, unreleased or left over from editing is
passed over, as SLO asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stapsteen.curriculum.outline import Outline, OutlineGoal, OutlineLink, OutlineObjective
from stapsteen.exchange.curriculum.rows import rows, text, texts

PHASES = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8)}  # the year groups of a phase
PASSED_OVER = ("deleted", "dirty", "unreleased")
PRIMARY = "PO Kerndoel"
AREAS = {
    "RW": "arithmetic", "NE": "language", "OJW": "world", "KO": "arts", "BO": "gym",
}  # fmt: skip


def read(found: Any) -> Outline | None:
    """What an SLO file holds; None for anything else."""
    if isinstance(found, dict) and ("fo_kernzin" in found or "fo_doelzin" in found):
        return _new_objectives(found)
    listed = list(rows(found))
    if not listed or not all("id" in row and "title" in row for row in listed[:50]):
        return None
    if any(text(row, "prefix").startswith(PRIMARY) for row in listed):
        return _old_objectives(listed)
    if any("aanbodid" in row or "bron" in row for row in listed):
        return _goals(listed)
    return None


def _goals(listed: list[dict[str, Any]]) -> Outline:
    """Goals of primary school where the file says so, else all of them."""
    used = [row for row in listed if not any(row.get(one) for one in PASSED_OVER)]
    primary = [row for row in used if text(row, "aanbodid")] or used
    notes = _left_out(len(listed) - len(primary))
    return Outline("slo", "SLO", tuple(map(_goal, primary)), notes=notes)


def _goal(row: dict[str, Any]) -> OutlineGoal:
    code = text(row, "aanbodid")
    area, phases = _code(code)
    given = row.get("fases")
    listed = [one for one in given if isinstance(one, int)] if isinstance(given, list) else phases
    groups = tuple(group for phase in listed for group in PHASES.get(phase, ()))
    return OutlineGoal(
        text(row, "id"), text(row, "title"), code, AREAS.get(area, area), year_groups=groups
    )


def _code(code: str) -> tuple[str, list[int]]:
    """The area and the phases out of a code: ``RW.1.001``, ``RW.3-001``, ``ko.123.010``."""
    area, _dot, rest = code.partition(".")
    digits = rest.replace("-", ".").partition(".")[0]
    return area.upper(), [int(one) for one in digits if one in "123"]


def _old_objectives(listed: list[dict[str, Any]]) -> Outline:
    found = [row for row in listed if text(row, "prefix").startswith(PRIMARY)]
    objectives = tuple(
        OutlineObjective("2006", str(int(number)), text(row, "title"))
        for row in found
        if (number := text(row, "prefix").removeprefix(PRIMARY).strip()).isdigit()
    )
    notes = _left_out(len(listed) - len(objectives))
    return Outline("slo", "SLO kerndoelen 2006", (), objectives=objectives, notes=notes)


def _new_objectives(found: dict[str, Any]) -> Outline:
    """The core objectives with their parts. A part belongs to the set that its objective is in."""
    parts = {text(row, "id"): row for row in rows(found.get("fo_doelzin"))}
    objectives: list[OutlineObjective] = []
    links: list[OutlineLink] = []
    for kern in rows(found.get("fo_kernzin")):
        number = text(kern, "prefix")
        objectives.append(OutlineObjective("2025", number, text(kern, "description")))
        for one in texts(kern, "fo_doelzin_id"):
            part = parts.get(one)
            links.append(OutlineLink(one, text(kern, "id"), "part_of", elsewhere=part is None))
            if part is not None:
                code = number + text(part, "prefix")
                title = text(part, "description")
                objectives.append(OutlineObjective("2025", code, title, parent=number))
    return Outline("slo", "SLO kerndoelen", tuple(_both(found)), tuple(links), tuple(objectives))


def _both(found: dict[str, Any]) -> Iterator[OutlineGoal]:
    """Objectives and parts as goals, so that links between them can be looked at."""
    for name in ("fo_kernzin", "fo_doelzin"):
        for row in rows(found.get(name)):
            yield OutlineGoal(text(row, "id"), text(row, "description"), text(row, "title"))


def _left_out(amount: int) -> tuple[str, ...]:
    return (f"{amount} rijen horen niet bij de basisschool en tellen niet mee.",) if amount else ()
