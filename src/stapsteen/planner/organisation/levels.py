"""Level groups: pupils of several classes who are at the same point in a subject.

Pupils stand in the order of the step they are ready for, and the row is cut into as many pieces as
there are teachers, so that as many pupils as possible are in a piece that is taught at their step
(dynamic programming over the cuts, as in one-dimensional clustering by Fisher, 1958).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from math import ceil

from stapsteen.planner.organisation.draft import LevelGroup
from stapsteen.planner.organisation.school_week import Pupil

ROOM_TO_DIFFER = 6  # by how many pupils a level group may exceed an equal share


def level_groups(
    pupils: Sequence[Pupil], subject: str, amount: int, *, largest: int | None = None
) -> tuple[LevelGroup, ...]:
    """Cut pupils into at most ``amount`` level groups of at most ``largest`` pupils.

    ``largest`` defaults to an equal share and six more. Pupils without a known need count as being
    at the usual step of their year group.
    """
    row = sorted(pupils, key=lambda pupil: (need_of(pupil, subject), pupil.id))
    if not row:
        return ()
    amount = min(amount, len(row))
    most = max(largest or 0, ceil(len(row) / amount) + (0 if largest else ROOM_TO_DIFFER))
    needs = tuple(need_of(pupil, subject) for pupil in row)
    return tuple(
        LevelGroup(tuple(pupil.id for pupil in row[start:stop]), _step(needs[start:stop]))
        for start, stop in _cuts(needs, amount, most)
    )


def need_of(pupil: Pupil, subject: str) -> int:
    """The step a pupil is ready for; the first of the year group's two steps when unknown."""
    return pupil.needs.get(subject, usual_step(pupil.year_group, 1))


def usual_step(year_group: str, half: int) -> int:
    """The step a year group is usually taught in the first or second half of the year."""
    return 2 * int(year_group) - 2 + half if year_group.isdigit() else half


def _step(needs: tuple[int, ...]) -> int:
    return min(Counter(needs).items(), key=lambda item: (-item[1], item[0]))[0]


def _cuts(needs: tuple[int, ...], amount: int, most: int) -> list[tuple[int, int]]:
    """The cuts that put the most pupils in a piece taught at their own step."""

    @cache
    def best(start: int, left: int) -> tuple[int, tuple[int, ...]]:
        if start == len(needs):
            return 0, ()
        if left == 0 or len(needs) - start > left * most:
            return -(10**6), ()
        options = []
        for stop in range(start + 1, min(start + most, len(needs)) + 1):
            score, cuts = best(stop, left - 1)
            options.append((score + _served(needs, start, stop), (stop, *cuts)))
        return max(options)

    stops = best(0, amount)[1]
    return list(zip((0, *stops), stops, strict=False))


@lru_cache(maxsize=100_000)
def _served(needs: tuple[int, ...], start: int, stop: int) -> int:
    return Counter(needs[start:stop]).most_common(1)[0][1]
