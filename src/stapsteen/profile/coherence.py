"""Dimensions that depend on each other: topics for the team, not faults."""

from __future__ import annotations

from dataclasses import dataclass

from stapsteen.profile.dimensions import BY_KEY, Dimension, Positions
from stapsteen.profile.source import read
from stapsteen.profile.words import Words, words


@dataclass(frozen=True)
class Rule:
    """``ahead`` may stand at most ``gap`` positions further than ``behind``, and why.

    ``structure`` marks the rules about an organisation that runs ahead of the pedagogy.
    """

    ahead: Dimension
    behind: Dimension
    gap: int
    reason: Words
    structure: bool = False


@dataclass(frozen=True)
class Remark:
    """A rule that a profile stretches, and by how many positions more than it allows."""

    rule: Rule
    beyond: int


RULES: tuple[Rule, ...] = tuple(
    Rule(
        ahead=BY_KEY[found["ahead"]],
        behind=BY_KEY[found["behind"]],
        gap=found["gap"],
        reason=words(found["reason"]),
        structure=found.get("structure", False),
    )
    for found in read()["coherence"]
)


def remarks_on(positions: Positions) -> tuple[Remark, ...]:
    """What a team could talk about: the rules that the positions stretch, the furthest first."""
    found = (Remark(rule, _gap(rule, positions) - rule.gap) for rule in RULES)
    return tuple(sorted((each for each in found if each.beyond > 0), key=lambda each: -each.beyond))


def structure_runs_ahead(positions: Positions) -> bool:
    """Whether the organisation stands further than guidance or ownership can carry."""
    return any(remark.rule.structure for remark in remarks_on(positions))


def _gap(rule: Rule, positions: Positions) -> int:
    return positions[rule.ahead.key] - positions[rule.behind.key]
