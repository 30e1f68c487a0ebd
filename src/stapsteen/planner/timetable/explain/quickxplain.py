"""The smallest part of a list that is already too much.

QuickXplain (Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004): divide the list, and look in each half for what is needed beside the other.
Takes about ``2k log(n/k)`` questions for ``k`` pieces out of ``n``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Piece = TypeVar("Piece")


def smallest(pieces: Sequence[Piece], too_much: Callable[[Sequence[Piece]], bool]) -> list[Piece]:
    """Pieces that are together too much, while no smaller part of them is. Earlier ones are preferred.

    ``too_much`` answers for a list of pieces; it is true for all of them together, and stays true when
    pieces are added.
    """

    def needed(kept: list[Piece], asked: Sequence[Piece], *, grown: bool) -> list[Piece]:
        """What of ``asked`` is needed beside ``kept``; ``grown``: kept has changed since last asked."""
        if grown and too_much(kept):
            return []
        if len(asked) == 1:
            return list(asked)
        half = len(asked) // 2
        first, second = list(asked[:half]), list(asked[half:])
        from_second = needed(kept + first, second, grown=True)
        from_first = needed(kept + from_second, first, grown=bool(from_second))
        return from_first + from_second

    return needed([], list(pieces), grown=True) if pieces else []
