"""What writing an archive needs again and again: names for groups, and small elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.instance import Bounds, Instance, TimeGroup


class Naming:
    """The time groups of an instance, with one for every set of times that a rule speaks of."""

    def __init__(self, instance: Instance) -> None:
        self.times = instance.times
        self.time_groups = [*instance.days, *instance.time_groups]
        self._known = {(group.times, group.name): group.id for group in self.time_groups}
        for rule in instance.constraints:
            for bounds in rule.bounds:
                self._name(bounds)

    def _name(self, bounds: Bounds) -> None:
        key = (bounds.times, bounds.name)
        if key in self._known:
            return
        taken = {group.id for group in self.time_groups}
        number = len(self.time_groups)
        while (name := f"times_{number}") in taken:
            number += 1
        self._known[key] = name
        self.time_groups.append(TimeGroup(name, bounds.name, bounds.times, "TimeGroup"))

    def group(self, bounds: Bounds) -> str:
        """The id of the group of times that a rule speaks of."""
        return self._known[bounds.times, bounds.name]


def leaf(element: Element, tag: str, value: object) -> None:
    """A child that holds a text."""
    etree.SubElement(element, tag).text = str(value)


def referring(element: Element, outer: str, tag: str, ids: Iterable[str]) -> None:
    """A child with a reference to each id; nothing when there are none."""
    listed = list(ids)
    if listed:
        under = etree.SubElement(element, outer)
        for one in listed:
            etree.SubElement(under, tag, Reference=one)


def names(given: Mapping[str, str], *mentioned: Iterable[str]) -> dict[str, str]:
    """The names of groups: as given, or their id."""
    ids = dict.fromkeys([*given, *sorted({one for some in mentioned for one in some} - set(given))])
    return {one: given.get(one, one) for one in ids}
