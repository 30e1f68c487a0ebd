"""Sets of pupils: years, groups and subgroups that overlap, and the smallest parts of them.

In FET two activities clash when their sets of pupils share a subgroup. Here every smallest set is
a resource and an activity needs all those within its sets, so that the same activities clash.
Smallest sets that nothing in the file tells apart are one resource: schools that let FET make
subgroups of every combination of choices have hundreds of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stapsteen.planner.timetable.archive.elements import Element, inner, number, text

LEVELS = ("Year", "Group", "Subgroup")


@dataclass(frozen=True)
class Sets:
    """For each set of pupils its smallest parts and how many pupils it has."""

    parts: dict[str, tuple[str, ...]]
    sizes: dict[str, int]

    @property
    def smallest(self) -> tuple[str, ...]:
        """All parts, in the order of the file."""
        return tuple(dict.fromkeys(part for parts in self.parts.values() for part in parts))


def read_sets(root: Element) -> Sets:
    """The years, groups and subgroups of a file."""
    sizes: dict[str, int] = {}
    within: dict[str, dict[str, None]] = {}
    for year in inner(root, "Students_List/Year"):
        _walk(year, (), within, sizes)
    return Sets(_merged(within, _mentioned(root)), sizes)


def _walk(
    element: Element,
    above: tuple[str, ...],
    within: dict[str, dict[str, None]],
    sizes: dict[str, int],
) -> None:
    name = text(element, "Name")
    sizes.setdefault(name, number(element, "Number_of_Students", 0))
    within.setdefault(name, {})
    inside = [one for level in LEVELS for one in inner(element, level)]
    for one in inside:
        _walk(one, (*above, name), within, sizes)
    if not inside:
        for holder in (*above, name):
            within[holder][name] = None


def _mentioned(root: Element) -> set[str]:
    lists = ("Activities_List", "Time_Constraints_List", "Space_Constraints_List")
    return set(_names(root, lists))


def _names(root: Element, lists: tuple[str, ...]) -> Iterator[str]:
    for under in lists:
        for holder in inner(root, f"{under}/*"):
            for tag in ("Students", "Students_Name"):
                yield from ((one.text or "").strip() for one in inner(holder, tag))


def _merged(within: dict[str, dict[str, None]], mentioned: set[str]) -> dict[str, tuple[str, ...]]:
    """One part instead of several that are in exactly the same sets of those mentioned."""
    holders: dict[str, list[str]] = {}
    for name, parts in within.items():
        for part in parts:
            holders.setdefault(part, []).append(name)
    alike: dict[tuple[str, ...], str] = {}
    stands_for = {
        part: alike.setdefault(tuple(name for name in names if name in mentioned), part)
        for part, names in holders.items()
    }
    return {
        name: tuple(dict.fromkeys(stands_for[part] for part in parts))
        for name, parts in within.items()
    }
