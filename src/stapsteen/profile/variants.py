"""Five variants: typical profiles that serve as a mirror for the team's conversation."""

from __future__ import annotations

from dataclasses import dataclass

from stapsteen.profile.dimensions import DIMENSIONS, Dimension, Positions, positions_of
from stapsteen.profile.source import read
from stapsteen.profile.words import Words, words


@dataclass(frozen=True)
class Variant:
    """A typical profile with its name and one sentence about a school that works like this."""

    key: str
    name: Words
    sentence: Words
    positions: Positions


@dataclass(frozen=True)
class Difference:
    """How far a profile stands from a variant on one dimension; positive is more child-centred."""

    dimension: Dimension
    steps: int


@dataclass(frozen=True)
class Mirror:
    """A profile held against one variant. ``distance`` is a weighted sum of steps; 0 is equal."""

    variant: Variant
    distance: int
    differences: tuple[Difference, ...]


VARIANTS: tuple[Variant, ...] = tuple(
    Variant(
        key=found["key"],
        name=words(found["name"]),
        sentence=words(found["sentence"]),
        positions=positions_of(found["positions"]),
    )
    for found in read()["variants"]
)


def mirrors(positions: Positions) -> tuple[Mirror, ...]:
    """The profile held against every variant, the nearest first.

    Where two are equally far, the one with less freedom comes first: it asks least of a team.
    """
    return tuple(sorted((_mirror(positions, each) for each in VARIANTS), key=_distance))


def _mirror(positions: Positions, variant: Variant) -> Mirror:
    return Mirror(variant, distance(positions, variant.positions), differences(positions, variant))


def _distance(mirror: Mirror) -> int:
    return mirror.distance


def distance(one: Positions, other: Positions) -> int:
    """The weighted number of steps between two profiles."""
    return sum(each.weight * abs(one[each.key] - other[each.key]) for each in DIMENSIONS)


def differences(positions: Positions, variant: Variant) -> tuple[Difference, ...]:
    """The dimensions on which a profile differs from a variant, the largest difference first."""
    found = (
        Difference(each, positions[each.key] - variant.positions[each.key]) for each in DIMENSIONS
    )
    return tuple(sorted((each for each in found if each.steps), key=lambda each: -abs(each.steps)))
