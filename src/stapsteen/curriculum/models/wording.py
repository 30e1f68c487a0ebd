"""A text that is kept in two languages, in the language of who reads."""

from __future__ import annotations

from django.utils.translation import get_language


def in_readers_language(dutch: str, english: str) -> str:
    """The English text for who reads English and when there is one, else the Dutch."""
    return english if english and (get_language() or "nl").startswith("en") else dutch
