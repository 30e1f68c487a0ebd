"""Reading loose JSON without trust: what is not as expected is nothing, not an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def text(row: Any, name: str) -> str:
    """A text of an object, blanks and hard spaces tidied; empty where it is not there."""
    found = row.get(name) if isinstance(row, dict) else None
    return " ".join(str(found).split()) if isinstance(found, str | int | float) else ""


def rows(found: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; what else is in it is passed over."""
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            yield one


def texts(row: Any, name: str) -> list[str]:
    """The texts of a list in an object."""
    found = row.get(name) if isinstance(row, dict) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
