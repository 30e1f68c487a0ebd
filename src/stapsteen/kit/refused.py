"""The one error that a person may read: what was refused, and what to do now."""

from __future__ import annotations


class Refused(Exception):
    """An action that was not carried out.

    ``message`` says in a plain sentence what happened; ``advice`` says what to do now.
    Pages show both with status 422, commands print both and end with exit code 2.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}" if self.advice else self.message
