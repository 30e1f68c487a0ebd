"""The smallest part of a list that is already too much.

By leaving out: all pieces of a sort at once, half of what cannot be left out, half of that again, down
to one piece (as QuickXplain divides: Junker, "QuickXplain: preferred explanations and relaxations for
over-constrained problems", AAAI 2004). Each time one piece turns out to be needed, whoever asks can
name others that are needed for the same reason, which saves asking for them (Belov and Marques-Silva,
"Accelerating MUS extraction with recursive model rotation", FMCAD 2011).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import TypeVar

Piece = TypeVar("Piece")


def nothing_more(_one: object, _pieces: object, _needed: object) -> Collection[object]:
    """No other piece is known to be needed."""
    return ()


def smallest(
    pieces: Sequence[Piece],
    too_much: Callable[[Sequence[Piece]], bool],
    also_needed: Callable[
        [Piece, Sequence[Piece], Collection[object]], Collection[object]
    ] = nothing_more,
    sort: Callable[[Piece], object] = type,
) -> list[Piece]:
    """Pieces that are together too much, while no part of them is. The first are left out first.

    ``too_much`` answers for a list of pieces; it is true for all of them, and stays true when pieces
    are added. ``also_needed`` is asked right after ``too_much`` said no for all pieces but one: which
    others are needed just as well, beside those of which that is known. Pieces of one ``sort`` that
    follow each other are first left out together.
    """
    left = list(pieces)
    needed: set[object] = set()

    def leave_out(some: Sequence[Piece]) -> None:
        open_ = [piece for piece in some if piece not in needed]
        if not open_:
            return
        without = set(open_)
        if too_much([piece for piece in left if piece not in without]):
            left[:] = [piece for piece in left if piece not in without]
        elif len(open_) == 1:
            needed.update(open_, also_needed(open_[0], left, needed))
        else:
            half = (len(open_) + 1) // 2
            leave_out(open_[:half])
            leave_out(open_[half:])

    for _sort, some in groupby(list(left), key=sort):
        leave_out(list(some))
    return left
