"""Deals pupils over a few groups so that the sum of what it is worth is highest, within size limits.

Everybody starts in the best group for them. Then the cheapest chain of moves (a to b, somebody of b to c, ...) takes one out of a
group that is too full, or brings one to a group that is too small, until all sizes are right. Every chain is a shortest path over the
groups, so the result stays the best among those with the same sizes (successive shortest paths).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
LEFT_OUT = -1


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pupils a group has, at least and at most."""

    least: int = 3
    most: int = 8


def deal(worth: Matrix, sizes: Sizes) -> list[int]:
    """For each pupil the column of its group, or LEFT_OUT. What is worth nothing is not dealt unless a group needs it.

    Groups that cannot have enough pupils stay empty: the column with least worth is given up first.
    """
    pupils, groups = worth.shape
    open_groups = list(range(groups))
    while open_groups and len(open_groups) * sizes.least > pupils:
        open_groups.remove(min(open_groups, key=lambda g: float(worth[:, g].sum())))
    while True:
        places = _dealt(worth[:, open_groups], sizes)
        lost = _not_worth_it(worth[:, open_groups], places)
        if lost is None:
            return [LEFT_OUT if at == len(open_groups) else open_groups[at] for at in places]
        del open_groups[lost]


def _not_worth_it(worth: Matrix, places: NDArray[np.int64]) -> int | None:
    """A group in which nobody has anything to gain."""
    for group in range(worth.shape[1]):
        inside = places == group
        if inside.any() and worth[inside, group].max() <= 0:
            return group
    return None


def _dealt(worth: Matrix, sizes: Sizes) -> NDArray[np.int64]:
    groups = worth.shape[1]
    table = np.hstack([worth, np.full((len(worth), 1), 1e-6)])  # the last column is being left out
    places: NDArray[np.int64] = table.argmax(axis=1)
    while True:
        counts = np.bincount(places, minlength=groups + 1)
        over = np.flatnonzero(counts[:groups] > sizes.most)
        under = np.flatnonzero(counts[:groups] < sizes.least)
        if not len(over) and not len(under):
            return places
        room = np.append(counts[:groups] < sizes.most, True)
        spare = np.append(counts[:groups] > sizes.least, counts[groups] > 0)
        if len(over):
            _move(table, places, np.isin(np.arange(groups + 1), over), room)
        else:
            target = np.zeros(groups + 1, dtype=bool)
            target[under[0]] = True
            _move(table, places, spare, target)


def _move(
    table: Matrix, places: NDArray[np.int64], sources: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> None:
    """Carry out the cheapest chain of moves from one of the sources to one of the ends."""
    cost, mover = _prices(table, places)
    groups = len(cost)
    far = np.where(sources, 0.0, np.inf)
    came = np.full(groups, -1)
    for _ in range(groups):  # Bellman and Ford: a price can be negative, a circle cannot
        through = far[:, None] + cost
        best = through.min(axis=0)
        better = best < far - 1e-12
        came[better] = through.argmin(axis=0)[better]
        far = np.where(better, best, far)
    at = int(np.flatnonzero(ends)[np.argmin(far[ends])])
    chain = [at]
    while came[at] >= 0 and len(chain) <= groups:
        at = int(came[at])
        chain.append(at)
    steps = list(zip(chain[1:], chain[:-1], strict=True))
    for pupil, group in [(mover[here, there], there) for here, there in steps]:
        places[pupil] = group


def _prices(table: Matrix, places: NDArray[np.int64]) -> tuple[Matrix, NDArray[np.int64]]:
    """For each pair of groups the least that is lost by moving one pupil from the one to the other, and who."""
    groups = table.shape[1]
    cost = np.full((groups, groups), np.inf)
    mover = np.full((groups, groups), -1)
    for here in range(groups):
        inside = np.flatnonzero(places == here)
        if len(inside):
            lost = table[inside, here][:, None] - table[inside]
            first = lost.argmin(axis=0)
            cost[here], mover[here] = lost[first, np.arange(groups)], inside[first]
            cost[here, here] = np.inf
    return cost, mover
