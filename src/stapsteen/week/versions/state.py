"""A version as it stands, ready to be moved in; remembered between one request and the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial

from stapsteen.planner.organisation.moving import Movable, Rebuilt
from stapsteen.planner.organisation.offered import evaluated, parted
from stapsteen.planner.timetable.solution import Solution
from stapsteen.week.models import Version
from stapsteen.week.planning.planned import compiled_of, planned_as


@dataclass(frozen=True)
class _Standing:
    """One revision of one version; the time tells versions of different databases apart."""

    version: int
    revision: int
    made_at: datetime
    digest: str
    of: Version = field(compare=False, repr=False)


def movable_of(version: Version) -> Movable:
    """The lessons of a version, with what people locked.

    Raises ``Refused`` when the version was begun with an earlier version of the program.
    """
    return _movable(
        _Standing(version.pk, version.revision, version.made_at, version.run.digest, version)
    )


@lru_cache(maxsize=8)
def _movable(standing: _Standing) -> Movable:
    version = standing.of
    found = planned_as(version.run, version.solution)
    locked = version.locks.values_list("event", flat=True)
    return Movable(
        found.draft,
        found.instance,
        found.solution,
        tuple(locked),
        rebuilt_of(version, found.solution),
    )


def rebuilt_of(version: Version, solution: Solution) -> Rebuilt | None:
    """What costs a solution of a version with frozen workshops; None where there are none."""
    if not parted(solution)[1]:
        return None
    return partial(evaluated, *compiled_of(version.run))
