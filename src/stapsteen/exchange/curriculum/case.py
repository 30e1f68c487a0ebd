"""CASE 1.0 (Competencies and Academic Standards Exchange): a document with items and associations.

`isChildOf` makes an item a part of another, `precedes` puts it before another; other kinds of
association do not order goals and are counted in a note. Old exports with links as plain texts are read
as well. Items come in the order of the tree; the first level of a tree of three or more is its lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from stapsteen.curriculum.outline import LinkKind, Outline, OutlineGoal, OutlineLine, OutlineLink
from stapsteen.exchange.curriculum.rows import rows, text, texts

CHILD, BEFORE = "isChildOf", "precedes"
STEP = re.compile(r"\bStap: (\d{1,2})\.")
OBJECTIVES = re.compile(r"\bKerndoelen: ((?:(?:2006|2025):[A-Z0-9 ]+(?:, )?)+)\.")
Tree = dict[str, list[str]]


def read(found: Any) -> Outline | None:
    """What a CASE package holds, also one inside a `CFPackage`; None for anything else."""
    if isinstance(found, dict) and isinstance(found.get("CFPackage"), dict):
        found = found["CFPackage"]
    if not isinstance(found, dict) or "CFDocument" not in found:
        return None
    document = found["CFDocument"] if isinstance(found["CFDocument"], dict) else {}
    items = {text(item, "identifier"): item for item in rows(found.get("CFItems"))}
    top = text(document, "identifier")
    links, others = _links(found, {top}, set(items))
    tree = _tree(found, items)
    lines, concepts = _lines(tree, top), _concepts(found)
    subject = next(iter(texts(document, "subject")), "") or text(document, "title")
    return Outline(
        "case",
        text(document, "title"),
        tuple(
            _goal(
                item, subject, lines.get(text(item, "identifier"), "") or _concept(item, concepts)
            )
            for item in _in_order(found, items, tree, top)
        ),
        tuple(links),
        notes=tuple(
            f"Verbanden van de soort {kind} zeggen niets over de volgorde: {count}."
            for kind, count in sorted(others.items())
        ),
        key=top,
        uri=text(document, "uri"),
        publisher=text(document, "publisher") or text(document, "creator"),
        lines=(
            *(_line(items[key], subject) for key in dict.fromkeys(lines.values())),
            *(OutlineLine(key, name, subject=subject) for key, name in concepts.items()),
        ),
        whole=True,
        document=document,
    )


def _goal(item: dict[str, Any], subject: str, line: str) -> OutlineGoal:
    levels = texts(item, "educationLevel") or [
        text(item, "educationLevel") or text(item, "educationalLevel")
    ]
    groups = tuple(int(one) for one in levels if one.isdecimal() and 1 <= int(one) <= 8)
    notes = text(item, "notes")
    step = STEP.search(notes)
    return OutlineGoal(
        text(item, "identifier"),
        text(item, "fullStatement"),
        text(item, "humanCodingScheme"),
        next(iter(texts(item, "subject")), subject),
        groups,
        step=int(step[1]) if step else None,
        pupil_title=_pupil_title(item),
        objectives=_objectives(notes),
        line=line,
        uri=text(item, "uri").removeprefix(f"urn:uuid:{text(item, 'identifier')}"),
        more=(("description", OBJECTIVES.sub("", STEP.sub("", notes)).strip()),),
    )


def _objectives(notes: str) -> tuple[tuple[str, str], ...]:
    """The core objectives in a note that ``case_writing`` made."""
    found = OBJECTIVES.search(notes)
    named = found[1].split(", ") if found else []
    return tuple((edition, code) for edition, _sign, code in (one.partition(":") for one in named))


def _concepts(found: dict[str, Any]) -> dict[str, str]:
    """The concepts of the document by their identifier: lines, where its tree has none."""
    defined = found.get("CFDefinitions")
    listed = rows(defined.get("CFConcepts")) if isinstance(defined, dict) else ()
    return {text(row, "identifier"): text(row, "title") for row in listed}


def _concept(item: dict[str, Any], concepts: dict[str, str]) -> str:
    key = text(item.get("conceptKeywordsURI"), "identifier")
    return key if key in concepts else ""


def _pupil_title(item: dict[str, Any]) -> str:
    """The wording for pupils. Other programs also keep a short name in these fields."""
    given = (text(item, "alternativeLabel"), text(item, "abbreviatedStatement"))
    return next((one for one in given if one.startswith(("Ik ", "I "))), "")


def _line(item: dict[str, Any], subject: str) -> OutlineLine:
    return OutlineLine(
        text(item, "identifier"),
        text(item, "fullStatement"),
        subject=next(iter(texts(item, "subject")), subject),
    )


def _links(
    found: dict[str, Any], documents: set[str], known: set[str]
) -> tuple[list[OutlineLink], Counter[str]]:
    """The links that order goals, and how many others there are of each kind."""
    links: list[OutlineLink] = []
    others: Counter[str] = Counter()
    for row in rows(found.get("CFAssociations")):
        kind, origin, end = _ends(row)
        if kind == CHILD and end not in documents:
            links.append(_link(origin, end, "part_of", known))
        elif kind == BEFORE:
            links.append(_link(end, origin, "needs", known))
        elif kind != CHILD:
            others[kind] += 1
    return links, others


def _ends(row: dict[str, Any]) -> tuple[str, str, str]:
    return text(row, "associationType"), _end(row, "origin"), _end(row, "destination")


def _end(row: dict[str, Any], side: str) -> str:
    found = row.get(f"{side}NodeURI")
    if isinstance(found, dict):
        return text(found, "identifier")
    return text(row, f"{side}NodeURI").rpartition("/")[2]


def _link(goal: str, needed: str, kind: LinkKind, known: set[str]) -> OutlineLink:
    """A link of which neither end is in this document belongs to another one."""
    return OutlineLink(goal, needed, kind, elsewhere=not {goal, needed} & known)


def _tree(found: dict[str, Any], items: dict[str, Any]) -> Tree:
    """The children of the document and of each item, in their order; without a number comes last."""
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(found.get("CFAssociations")):
        kind, origin, end = _ends(row)
        if kind == CHILD and origin in items:
            number = text(row, "sequenceNumber")
            placed[end].append((int(number) if number.isdecimal() else 1 << 30, origin))
    return {key: [one for _n, one in sorted(found, key=_number)] for key, found in placed.items()}


def _number(placed: tuple[int, str]) -> int:
    return placed[0]


def _in_order(
    found: dict[str, Any], items: dict[str, Any], tree: Tree, top: str
) -> Iterator[dict[str, Any]]:
    """Every item once, as the tree has them; what is not in the tree keeps its place at the end.

    A key that is there more than once gives each of its items, so that doubles can be told.
    """
    listed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in rows(found.get("CFItems")):
        listed[text(item, "identifier")].append(item)
    for key in (*_walk(tree, top), *items):
        yield from listed.pop(key, ())


def _walk(tree: Tree, top: str) -> Iterator[str]:
    """Everything below the top, each once; also when the tree goes round."""
    seen: set[str] = {top}
    stack = list(reversed(tree.get(top, ())))
    while stack:
        key = stack.pop()
        if key not in seen:
            seen.add(key)
            yield key
            stack += reversed(tree.get(key, ()))


def _lines(tree: Tree, top: str) -> dict[str, str]:
    """The line of each item below a first level that has parts: the key of that first item."""
    return {
        below: first for first in tree.get(top, ()) if first in tree for below in _walk(tree, first)
    }
