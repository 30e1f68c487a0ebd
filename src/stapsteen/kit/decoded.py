"""The text of a file of which nobody said how it was written down."""

from __future__ import annotations


def decoded(content: bytes) -> str:
    """A file as text: UTF-8, or what Dutch spreadsheets write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
