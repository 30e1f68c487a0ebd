"""The open data of SLO, as it stands in its files.

Four shapes: a list of goals (`doelen`, or the primary goals with an `aanbodid`), the core objectives
of 2006 (a list), the new ones (an object with `fo_kernzin` and `fo_doelzin`), and several files
together, in which the join of goals with levels and core objectives may be (`slo_set`). Identity is the
id of SLO; an `aanbodid` occurs more than once. What is deleted, unreleased or left over from editing is
passed over, as SLO asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stapsteen.curriculum.outline import Outline, OutlineGoal, OutlineLink, OutlineObjective
from stapsteen.exchange.curriculum.rows import rows, text, texts

ADDRESS = "https://opendata.slo.nl/curriculum/uuid/"
PHASES = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8)}  # the year groups of a phase
PASSED_OVER = ("deleted", "dirty", "unreleased")
PRIMARY = "PO Kerndoel"
AREAS = {
    "RW": "arithmetic", "NE": "language", "OJW": "world", "KO": "arts", "BO": "gym",
}  # fmt: skip
HEADINGS = (  # of 2006: the first number of each part of the curriculum
    (1, "Nederlands"),
    (13, "Engels"),
    (17, "Friese taal"),
    (23, "Rekenen en wiskunde"),
    (34, "Oriëntatie op jezelf en de wereld"),
    (54, "Kunstzinnige oriëntatie"),
    (57, "Bewegingsonderwijs"),
)
FOR_SOME = {"gebarentaal": "NGT", "friese": "FRY"}
"""Sets of the new core objectives that not every school has; they have a numbering of their own."""


def read(found: Any) -> Outline | None:
    """What an SLO file holds; None for anything else."""
    if isinstance(found, dict) and ("fo_kernzin" in found or "fo_doelzin" in found):
        return _new_objectives(found)
    listed = list(rows(found))
    if not listed or not all("id" in row and "title" in row for row in listed[:50]):
        return None
    if any(text(row, "prefix").startswith(PRIMARY) for row in listed):
        return old_objectives(listed)
    if any("aanbodid" in row or "bron" in row for row in listed):
        return goals(listed)
    return None


def in_use(found: Any) -> list[dict[str, Any]]:
    """The rows that SLO means to be used."""
    return [row for row in rows(found) if not any(row.get(one) for one in PASSED_OVER)]


def goals(listed: list[dict[str, Any]]) -> Outline:
    """Goals of primary school where the file says so, else all of them."""
    used = in_use(listed)
    primary = [row for row in used if text(row, "aanbodid")] or used
    return outline_of(listed, primary)


def outline_of(listed: list[dict[str, Any]], primary: list[dict[str, Any]]) -> Outline:
    """The goals of primary school out of all that are listed."""
    notes = _left_out(len(listed) - len(primary))
    return Outline(
        "slo",
        "SLO",
        tuple(map(_goal, primary)),
        notes=notes,
        key="slo",
        uri="https://opendata.slo.nl/curriculum/",
        publisher="SLO, opendata curriculum",
        whole=True,
    )


def _goal(row: dict[str, Any]) -> OutlineGoal:
    code = text(row, "aanbodid")
    area, phases = _code(code)
    given = row.get("fases")
    listed = [one for one in given if isinstance(one, int)] if isinstance(given, list) else phases
    groups = tuple(group for phase in listed for group in PHASES.get(phase, ()))
    key = text(row, "id")
    return OutlineGoal(
        key,
        text(row, "title"),
        code,
        AREAS.get(area, area),
        year_groups=groups,
        uri=ADDRESS + key,
        more=(("description", text(row, "description")),),
    )


def _code(code: str) -> tuple[str, list[int]]:
    """The area and the phases out of a code: ``RW.1.001``, ``RW.3-001``, ``ko.123.010``."""
    area, _dot, rest = code.partition(".")
    digits = rest.replace("-", ".").partition(".")[0]
    return area.upper(), [int(one) for one in digits if one in "123"]


def old_objectives(listed: list[dict[str, Any]]) -> Outline:
    """The core objectives of 2006 for primary school."""
    found = [row for row in listed if text(row, "prefix").startswith(PRIMARY)]
    objectives = tuple(_old(row, number) for row in found if (number := number_of(row)) is not None)
    notes = _left_out(len(listed) - len(objectives))
    return Outline("slo", "SLO kerndoelen 2006", (), objectives=objectives, notes=notes)


def number_of(row: dict[str, Any]) -> int | None:
    """The number of a core objective of 2006; None when the row is something else."""
    number = text(row, "prefix").removeprefix(PRIMARY).strip()
    return int(number) if number.isdecimal() else None


def _old(row: dict[str, Any], number: int) -> OutlineObjective:
    heading = next(name for first, name in reversed(HEADINGS) if number >= first or first == 1)
    return OutlineObjective(
        "2006",
        str(number),
        text(row, "title"),
        heading=heading,
        uri=ADDRESS + text(row, "id"),
        for_some=any(word in heading.casefold() for word in FOR_SOME),
    )


def _new_objectives(found: dict[str, Any]) -> Outline:
    """The core objectives with their parts. A part belongs to the set that its objective is in."""
    parts = {text(row, "id"): row for row in rows(found.get("fo_doelzin"))}
    sets = _sets(found)
    objectives: list[OutlineObjective] = []
    links: list[OutlineLink] = []
    for kern in rows(found.get("fo_kernzin")):
        whole = _new(kern, sets.get(text(kern, "id"), {}))
        objectives.append(whole)
        for one in texts(kern, "fo_doelzin_id"):
            part = parts.get(one)
            links.append(OutlineLink(one, text(kern, "id"), "part_of", elsewhere=part is None))
            if part is not None:
                objectives.append(_new(part, sets.get(text(kern, "id"), {}), whole.code))
    return Outline(
        "slo",
        "SLO kerndoelen",
        tuple(_both(found)),
        tuple(links),
        tuple(objectives),
        of_objectives=True,
    )


def _new(row: dict[str, Any], of: Mapping[str, str], parent: str = "") -> OutlineObjective:
    """An objective, or with a parent a part of it: 10, 10A. Other numberings get a name before."""
    own = next((short for word, short in FOR_SOME.items() if word in of.get("title", "")), "")
    number = text(row, "prefix")
    return OutlineObjective(
        "2025",
        parent + number if parent else f"{own} {number}".strip(),
        text(row, "description"),
        parent,
        of.get("title", "").capitalize(),
        ADDRESS + text(row, "id"),
        text(row, "status") or of.get("status", ""),
        for_some=bool(own),
    )


def _sets(found: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The set that each objective is in, by its domain: its name in small letters, and status."""
    domains = {text(row, "id"): texts(row, "fo_kernzin_id") for row in rows(found.get("fo_domein"))}
    return {
        kern: {
            "title": text(row, "title").removeprefix("Kerndoelen ").casefold(),
            "status": text(row, "status"),
        }
        for row in rows(found.get("fo_set"))
        for domain in texts(row, "fo_domein_id")
        for kern in domains.get(domain, ())
    }


def _both(found: dict[str, Any]) -> Iterator[OutlineGoal]:
    """Objectives and parts as goals, so that links between them can be looked at."""
    for name in ("fo_kernzin", "fo_doelzin"):
        for row in rows(found.get(name)):
            yield OutlineGoal(text(row, "id"), text(row, "description"), text(row, "title"))


def _left_out(amount: int) -> tuple[str, ...]:
    return (f"{amount} rijen horen niet bij de basisschool en tellen niet mee.",) if amount else ()
