"""What comes along with a request: text that anybody can make up."""

from __future__ import annotations

from uuid import UUID

NO_NUMBER = -1  # nothing has it: not found, or refused in words by the action
MOST_DIGITS = (
    9  # more than anything has that is counted; Python reads no number of thousands of digits
)


def number_in(text: str) -> int:
    """A number that a page, a form or an address gives; ``NO_NUMBER`` for what is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else NO_NUMBER


def key_in(text: str) -> UUID | None:
    """A key that a page or a device made, so that what comes twice counts once; none for what is no key."""
    try:
        return UUID(text)
    except ValueError:
        return None
