"""The one error of the engine: a question that makes no sense, in sentences."""

from __future__ import annotations

from collections.abc import Iterable


class Nonsense(ValueError):
    """A planning question that contradicts itself. ``sentences`` say what is wrong, with names."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))
