"""Who has which group on which day, and from that who works when.

An export says at best which teachers belong to which group, not on which days. So every day each
group gets one of its own teachers where that can be done, else one who has no group that day; two
teachers of one group share the week. It is a matching of groups to teachers for each weekday, found
with augmenting paths (Kuhn, 1955).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DAYS = (1, 2, 3, 4, 5)
FULL_TIME = 40 * 60  # minutes a week, by the collective agreement for primary schools
HALF_DAY = FULL_TIME // 10

Week = dict[tuple[int, int], tuple[int, ...]]
"""The weekdays on which (a teacher, a group) are together."""


def share_out(
    groups: Sequence[int], teachers: Sequence[int], links: Mapping[int, Sequence[int]]
) -> Week:
    """Give each group a teacher for each weekday, where there are enough.

    ``links`` names the teachers of a group as the export tells them. Nobody has two groups on one
    day. A group stays with the same few people: own teachers first, then whoever had it before.
    """
    found: dict[tuple[int, int], list[int]] = {}
    for day in DAYS:
        wishes = {group: _wishes(group, day, teachers, links, found) for group in groups}
        for group, teacher in _match(wishes).items():
            found.setdefault((teacher, group), []).append(day)
    return {pair: tuple(days) for pair, days in found.items()}


def minutes_of(half_days: int) -> int:
    """Minutes a week of a contract of so many half days."""
    return half_days * HALF_DAY


def _wishes(
    group: int,
    day: int,
    teachers: Sequence[int],
    links: Mapping[int, Sequence[int]],
    found: Mapping[tuple[int, int], list[int]],
) -> list[int]:
    """The teachers a group may have on a day, the most wanted first."""
    own = list(links.get(group, ()))
    turn = (day - 1) * len(own) // len(DAYS)
    linked = {teacher for each in links.values() for teacher in each}
    spare = [teacher for teacher in teachers if teacher not in linked]
    spare.sort(key=lambda teacher: -len(found.get((teacher, group), ())))
    others = [teacher for teacher in teachers if teacher in linked and teacher not in own]
    return [*own[turn:], *own[:turn], *spare, *others]


def _match(wishes: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """As many groups as possible with a teacher of their own, wishes in order of preference."""
    group_of: dict[int, int] = {}

    def seat(group: int, tried: set[int]) -> bool:
        for teacher in wishes[group]:
            if teacher in tried:
                continue
            tried.add(teacher)
            if teacher not in group_of or seat(group_of[teacher], tried):
                group_of[teacher] = group
                return True
        return False

    for group in wishes:
        seat(group, set())
    return {group: teacher for teacher, group in group_of.items()}
