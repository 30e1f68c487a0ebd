"""Who goes where when a school year ends: the proposal, before anything is written.

The groups stay as they are, with their names, rooms and teachers; the pupils move up. A pupil of a
combined class stays in it as long as its year groups allow; others go to the group of their new year
group that has the same place in line (5a goes to 6a), or else to the smallest one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stapsteen.school.models import Group, Membership, Person, RoleKind, SchoolYear

CLASSES = (Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP)
LAST_YEAR_GROUP = 8


@dataclass(frozen=True)
class Move:
    """One pupil in the next year: year group and class. Both are empty for who leaves the school."""

    pupil: Person
    from_group: Group
    year_group: str
    to_group: Group | None

    @property
    def leaves(self) -> bool:
        """Whether the pupil leaves primary school."""
        return not self.year_group


def moves_of(year: SchoolYear) -> list[Move]:
    """The proposal for every pupil in a class; three queries."""
    classes = list(year.groups.filter(kind__in=CLASSES))
    placed = dict(year.placements.values_list("pupil", "year_group"))
    here = (
        Membership.objects.filter(group__in=classes, ends__isnull=True)
        .filter(person__roles__kind=RoleKind.PUPIL, person__roles__ends__isnull=True)
        .select_related("person", "group")
        .order_by("group__position", "person__given_name", "person_id")
        .distinct()
    )
    sizes: Counter[int] = Counter()
    return [_move(one, placed.get(one.person_id, ""), classes, sizes) for one in here]


def next_year_group(year_group: str) -> str:
    """The year group after one; empty after the last, and the same for codes without a number."""
    if not year_group.isdigit():
        return year_group
    return str(int(year_group) + 1) if int(year_group) < LAST_YEAR_GROUP else ""


def _move(one: Membership, year_group: str, classes: list[Group], sizes: Counter[int]) -> Move:
    following = next_year_group(year_group)
    group = _class_for(one.group, following, classes, sizes) if following else None
    if group is not None:
        sizes[group.pk] += 1
    return Move(one.person, one.group, following, group)


def _class_for(
    now: Group, year_group: str, classes: list[Group], sizes: Counter[int]
) -> Group | None:
    if year_group in now.year_groups:
        return now
    fitting = [one for one in classes if year_group in one.year_groups]
    if not fitting:
        return now
    beside = [one for one in classes if one.year_groups == now.year_groups]
    place = beside.index(now)
    if len(beside) == len(fitting):
        return fitting[place]
    return min(fitting, key=lambda one: sizes[one.pk])
