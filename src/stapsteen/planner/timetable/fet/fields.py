"""What a field of a FET file says. Unlike archives, FET files refer by the name in the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from stapsteen.planner.timetable.archive.elements import Element, number, wrong

Found = TypeVar("Found")


def words(element: Element, path: str) -> tuple[str, ...]:
    """The texts of all elements under a path; empty ones are left out."""
    texts = ((one.text or "").strip() for one in element.findall(path))
    return tuple(text for text in texts if text)


def said(element: Element, *tags: str) -> str:
    """The text of the first of these children that is there; '' when there is none."""
    return next((word for tag in tags for word in words(element, tag)), "")


def flag(element: Element, tag: str, *, default: bool) -> bool:
    """Whether a child says true."""
    written = said(element, tag).lower()
    if written not in {"", "true", "false", "yes", "no"}:
        raise wrong(element, f"<{tag}> is true of false, niet '{written}'.")
    return written in {"true", "yes"} if written else default


def amount(element: Element, *tags: str) -> int:
    """The whole number in the first of these children that is there."""
    there = next((tag for tag in tags if element.find(tag) is not None), tags[0])
    return number(element, there)


def known(element: Element, written: str, names: Mapping[str, Found]) -> Found:
    """What a name in an element stands for."""
    if written not in names:
        raise wrong(element, f"verwijst naar '{written}', en dat bestaat niet.")
    return names[written]


def one_of(element: Element, names: Mapping[str, Found], *tags: str) -> Found:
    """What the first of these children refers to. It has to be there."""
    written = said(element, *tags)
    if not written:
        raise wrong(element, f"<{tags[0]}> ontbreekt.")
    return known(element, written, names)


def all_of(element: Element, names: Mapping[str, Found], path: str) -> tuple[Found, ...]:
    """What the elements under a path refer to."""
    return tuple(known(element, word, names) for word in words(element, path))
