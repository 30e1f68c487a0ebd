"""A version as it stands, ready to be moved in; remembered between one request and the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from stapsteen.planner.organisation.moving import Movable
from stapsteen.week.models import Version
from stapsteen.week.planning.planned import planned_as


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
    return Movable(found.draft, found.instance, found.solution, tuple(locked))
