"""Words in two languages, as the profile's data file gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """A text in Dutch and in English. In a page it shows itself in the reader's language."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in ``en`` or, for any other language, in Dutch."""
        return self.en if language.startswith("en") else self.nl

    def __str__(self) -> str:
        return self.in_language(get_language() or "nl")


def words(found: Mapping[str, str]) -> Words:
    """Read a text from the data file."""
    return Words(nl=found["nl"], en=found["en"])
