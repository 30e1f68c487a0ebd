"""The nine dimensions on which a school takes a position, from subject-centred to child-centred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.profile.source import read
from stapsteen.profile.words import Words, words

LOWEST, HIGHEST = 1, 8
SCALE = range(LOWEST, HIGHEST + 1)

Positions = Mapping[str, int]
"""The key of each dimension with a position from 1 to 8."""


@dataclass(frozen=True)
class Dimension:
    """One scale. The scenes say what can be seen in a school at its low and at its high end.

    ``weight`` is how heavily a difference counts when a profile is compared with a variant.
    """

    key: str
    weight: int
    name: Words
    low: Words
    high: Words
    low_scene: Words
    high_scene: Words


DIMENSIONS: tuple[Dimension, ...] = tuple(
    Dimension(
        key=found["key"],
        weight=found["weight"],
        name=words(found["name"]),
        low=words(found["low"]),
        high=words(found["high"]),
        low_scene=words(found["low_scene"]),
        high_scene=words(found["high_scene"]),
    )
    for found in read()["dimensions"]
)
BY_KEY: dict[str, Dimension] = {dimension.key: dimension for dimension in DIMENSIONS}


def positions_of(found: Mapping[str, object]) -> dict[str, int]:
    """Nine positions in the order of the dimensions.

    Raises ``Refused`` when a dimension is missing, is not known, or is not at 1 to 8.
    """
    unknown = sorted(set(found) - set(BY_KEY))
    if unknown:
        raise Refused(_("De dimensie %(name)s bestaat niet.") % {"name": unknown[0]})
    return {dimension.key: _position(dimension, found) for dimension in DIMENSIONS}


def _position(dimension: Dimension, found: Mapping[str, object]) -> int:
    position = found.get(dimension.key)
    if isinstance(position, bool) or not isinstance(position, int) or position not in SCALE:
        raise Refused(
            _("Bij %(name)s staat geen getal van 1 tot en met 8.") % {"name": dimension.name},
            _("Zet elke schuif op een plek en bewaar opnieuw."),
        )
    return position
