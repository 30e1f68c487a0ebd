"""A school that runs a policy: each part named gets the lowest position that gives the value."""

from __future__ import annotations

from tests.cast import Cast

from stapsteen.profile.actions import write_down
from stapsteen.profile.policy import PARTS
from stapsteen.profile.variants import VARIANTS


def runs(everybody: Cast, **values: str) -> None:
    """Let the school of the cast run these values of the policy, and for the rest year classes."""
    positions = dict(VARIANTS[0].positions)
    for part in PARTS:
        if part.key in values:
            found = next(value for value in part.values if value.key == values[part.key])
            positions[part.dimension.key] = found.starts
    write_down(everybody.school, "in_force", positions, by=None)
