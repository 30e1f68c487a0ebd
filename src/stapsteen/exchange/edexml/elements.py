"""Small readings of one element, and of groups as a whole."""

from __future__ import annotations

from collections import Counter
from datetime import date

from stapsteen.exchange.edexml.parsing import Element
from stapsteen.exchange.roster import RosterGroup, RosterPupil


def with_homes(groups: dict[str, RosterGroup], pupils: list[RosterPupil]) -> list[RosterGroup]:
    """A composite group is a class where most of its pupils have no other class."""
    lonely: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pupil in pupils:
        kinds = [groups[key].kind for key in pupil.groups]
        for key in pupil.groups:
            total[key] += 1
            lonely[key] += "year_class" not in kinds
    return [
        RosterGroup(one.key, one.name, "year_class", one.year_group)
        if one.kind == "cluster" and 2 * lonely[one.key] > total[one.key]
        else one
        for one in groups.values()
    ]


def given_name(element: Element) -> str:
    """What somebody is called: the call name, else the first of the given names."""
    return text_of(element, "roepnaam") or text_of(element, "voornamen").partition(" ")[0]


def text_of(element: Element | None, tag: str) -> str:
    """The text of a part of an element, with single spaces; empty where there is none."""
    found = None if element is None else element.find(tag)
    return " ".join((found.text or "").split()) if found is not None else ""


def date_of(written: str) -> date | None:
    """A date; None for what is none."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def line_of(element: Element) -> int:
    """The line of the file on which an element begins."""
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line or 0
