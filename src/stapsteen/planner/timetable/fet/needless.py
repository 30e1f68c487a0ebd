"""Sets of pupils that need not be resources, because another set says all that they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stapsteen.planner.timetable.fet.draft import Draft, ids, pupils
from stapsteen.planner.timetable.instance import Constraint, Kind

Demands = tuple[frozenset[str], frozenset[int]]


def needless(draft: Draft) -> frozenset[str]:
    """The resources whose activities all belong to another set that is away at the same times.

    Whatever clashes for them clashes for that set. Sets with a rule of their own are kept.
    """
    spoken_of = set(draft.at_gate).union(
        *(rule.resources for rule in draft.constraints if not _is_absence(rule))
    )
    parts = (part for part in draft.school.sets.smallest if draft.of_part(part))
    demands = {part: _demands(draft, part) for part in parts}
    return frozenset(
        pupils(part)
        for part in demands
        if pupils(part) not in spoken_of and _covered(draft, part, demands)
    )


def _is_absence(rule: Constraint) -> bool:
    return rule.kind is Kind.AVOID_UNAVAILABLE_TIMES and rule.required


def _demands(draft: Draft, part: str) -> Demands:
    return frozenset(ids(draft.of_part(part))), draft.away[pupils(part)]


def _covered(draft: Draft, part: str, demands: dict[str, Demands]) -> bool:
    """Whether another set attends all that this one does; of two that are alike, one stays."""
    own = demands[part]
    fewest = min((draft.parts(activity) for activity in draft.of_part(part)), key=len)
    return any(
        own[0] <= demands[other][0]
        and own[1] <= demands[other][1]
        and (own != demands[other] or part > other)
        for other in fewest
        if other != part
    )


def without(rules: list[Constraint], gone: frozenset[str]) -> Iterator[Constraint]:
    """The rules about what is left."""
    for rule in rules:
        left = tuple(name for name in rule.resources if name not in gone)
        if left == rule.resources:
            yield rule
        elif left:
            yield replace(rule, resources=left)
