"""A bank: calibrated items with their names, what each is about, and how freely each may be used."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.irt.response import Array, Items
from stapsteen.mastery.irt.scoring import GRID


@dataclass(frozen=True, eq=False)
class Bank:
    """Items to choose from.

    ``content`` names the group of each item; ``shares`` says which part of a test each group should be (by itself,
    what it is of the bank). ``admitted``: the share of tests in which an item may be chosen at all
    (see ``exposure``); 1 by itself.
    """

    names: Sequence[str]
    items: Items
    content: Sequence[str]
    shares: Mapping[str, float] = field(default_factory=dict)
    admitted: Array = field(default_factory=lambda: np.ones(0))

    def __post_init__(self) -> None:
        if not self.names or len(set(self.names)) != len(self.names):
            raise ValueError("A bank has items, each with a name of its own.")
        if not len(self.names) == len(self.items) == len(self.content):
            raise ValueError("A bank has as many items and contents as names.")
        shares = dict(self.shares) or dict(Counter(self.content))
        if min(shares.values()) < 0 or not set(shares) >= set(self.content):
            raise ValueError("Every group of items has a share, 0 or more.")
        if {group for group in shares if shares[group] > 0} - set(self.content):
            raise ValueError("A group with a share has items.")
        total = sum(shares.values())
        object.__setattr__(self, "shares", {one: shares[one] / total for one in sorted(shares)})
        if not len(self.admitted):
            object.__setattr__(self, "admitted", np.ones(len(self.names)))

    def admitting(self, admitted: Array) -> Bank:
        """The same items, used as freely as this says."""
        return replace(self, admitted=admitted)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where an item stands, by its name."""
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of content, in a fixed order."""
        return tuple(self.shares)

    @cached_property
    def group(self) -> NDArray[np.int64]:
        """The group of each item, as a place in ``groups``."""
        return np.array([self.groups.index(one) for one in self.content])

    @cached_property
    def said(self) -> Array:
        """The logarithm of the chance to be wrong and to be right: 2 by items by levels of the grid."""
        return np.stack([np.log1p(-self.chance), np.log(self.chance)])

    @cached_property
    def chance(self) -> Array:
        """The chance to be right: items by levels of the grid."""
        return self.items.chance(GRID)

    @cached_property
    def mark(self) -> str:
        """A short word that changes with anything in the bank; a test belongs to one."""
        items = np.stack([self.items.slope, self.items.intercept, self.items.guess, self.admitted])
        told = repr((tuple(self.names), tuple(self.content), list(self.shares.items())))
        return hashlib.sha256(told.encode() + items.tobytes()).hexdigest()[:12]
