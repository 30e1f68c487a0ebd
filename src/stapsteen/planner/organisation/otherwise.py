"""The difference between two evaluations of one week, point by point."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.planner.timetable.evaluate import Broken, Difference, Evaluation
from stapsteen.planner.timetable.instance import Kind


def between(before: Evaluation, after: Evaluation) -> Difference:
    """What ``after`` costs more than ``before``; rules are the same when their ids are."""
    return Difference(
        after.infeasibility - before.infeasibility,
        after.objective - before.objective,
        tuple(_worse(before, after)),
        tuple(_worse(after, before)),
    )


def _worse(one: Evaluation, other: Evaluation) -> Iterator[Broken]:
    """The points that cost more in the other evaluation."""
    known = {(broken.constraint.id, broken.point): broken.cost for broken in one.broken}
    for broken in other.broken:
        if broken.cost > known.get((broken.constraint.id, broken.point), 0):
            yield broken


def is_out_of_time(found: Difference) -> bool:
    """Whether a change puts something at a time at which it can never be."""
    return any(
        one.constraint.required and one.constraint.kind is Kind.PREFER_TIMES for one in found.broken
    )
