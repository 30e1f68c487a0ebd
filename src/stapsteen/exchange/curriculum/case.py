"""CASE 1.0 (Competencies and Academic Standards Exchange): a document with items and associations.

`isChildOf` makes an item a part of another, `precedes` puts it before another; other kinds of
association do not order goals and are counted in a note. Old exports with links as plain texts are read
as well.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from stapsteen.curriculum.outline import LinkKind, Outline, OutlineGoal, OutlineLink
from stapsteen.exchange.curriculum.rows import rows, text, texts

CHILD, BEFORE = "isChildOf", "precedes"


def read(found: Any) -> Outline | None:
    """What a CASE package holds; None for anything else."""
    if not isinstance(found, dict) or "CFDocument" not in found:
        return None
    document = found["CFDocument"]
    items = list(rows(found.get("CFItems")))
    known = {text(item, "identifier") for item in items}
    links, others = _links(found, {text(document, "identifier")}, known)
    notes = tuple(
        f"Verbanden van de soort {kind} zeggen niets over de volgorde: {count}."
        for kind, count in sorted(others.items())
    )
    goals = tuple(map(_goal, items))
    return Outline("case", text(document, "title"), goals, tuple(links), notes=notes)


def _goal(item: dict[str, Any]) -> OutlineGoal:
    levels = texts(item, "educationLevel") or [text(item, "educationalLevel")]
    groups = tuple(int(one) for one in levels if one.isdigit() and 1 <= int(one) <= 8)
    return OutlineGoal(
        text(item, "identifier"),
        text(item, "fullStatement"),
        text(item, "humanCodingScheme"),
        next(iter(texts(item, "subject")), ""),
        groups,
    )


def _links(
    found: dict[str, Any], documents: set[str], known: set[str]
) -> tuple[list[OutlineLink], Counter[str]]:
    """The links that order goals, and how many others there are of each kind."""
    links: list[OutlineLink] = []
    others: Counter[str] = Counter()
    for row in rows(found.get("CFAssociations")):
        kind, origin, end = (
            text(row, "associationType"),
            _end(row, "origin"),
            _end(row, "destination"),
        )
        if kind == CHILD and end not in documents:
            links.append(_link(origin, end, "part_of", known))
        elif kind == BEFORE:
            links.append(_link(end, origin, "needs", known))
        elif kind != CHILD:
            others[kind] += 1
    return links, others


def _end(row: dict[str, Any], side: str) -> str:
    found = row.get(f"{side}NodeURI")
    if isinstance(found, dict):
        return text(found, "identifier")
    return text(row, f"{side}NodeURI").rpartition("/")[2]


def _link(goal: str, needed: str, kind: LinkKind, known: set[str]) -> OutlineLink:
    """A link of which neither end is in this document belongs to another one."""
    return OutlineLink(goal, needed, kind, elsewhere=not {goal, needed} & known)
