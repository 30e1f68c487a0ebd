"""An archive from bytes: its instances and the solutions that travel with them.

The format is XHSTT-2014 (Post et al., "XHSTT: an XML archive for high school timetabling problems
in different countries", Annals of Operations Research, 2014).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stapsteen.planner.timetable.archive.constraints import read_constraint
from stapsteen.planner.timetable.archive.elements import (
    ROOT,
    Element,
    identity,
    inner,
    parse,
    refer,
    unique,
    wrong,
)
from stapsteen.planner.timetable.archive.entities import read_nouns
from stapsteen.planner.timetable.archive.solutions import read_solution
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution


@dataclass(frozen=True)
class Submission:
    """A solution with the id of its instance and of the group it was handed in under."""

    instance: str
    group: str
    solution: Solution


@dataclass(frozen=True)
class Archive:
    """Instances and solutions, both in the order of the file.

    ``about`` says of each group of solutions who made them and how, under the words of the format.
    """

    instances: tuple[Instance, ...]
    submissions: tuple[Submission, ...] = ()
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def instance(self, name: str | None = None) -> Instance:
        """The instance with an id; without one, the only instance. Raises ``KeyError``."""
        if name is None and len(self.instances) == 1:
            return self.instances[0]
        return {one.id: one for one in self.instances}[name or ""]


def read(content: bytes) -> Archive:
    """An archive, gzipped or not. Raises ``Malformed`` with the line and the element."""
    root = parse(content)
    if root.tag != ROOT:
        raise wrong(root, f"een archief begint met <{ROOT}>.")
    instances: dict[str, Instance] = {}
    for one in inner(root, "Instances/Instance"):
        instances[unique(one, instances)] = _instance(one)
    if not instances:
        raise wrong(root, "er staat geen instantie in dit archief.")
    groups = inner(root, "SolutionGroups/SolutionGroup")
    about = {identity(group): _about(group) for group in groups}
    return Archive(tuple(instances.values()), tuple(_submissions(root, instances)), about)


def _about(element: Element) -> dict[str, str]:
    about = element.find("MetaData")
    return {} if about is None else {str(one.tag): (one.text or "").strip() for one in about}


def _instance(element: Element) -> Instance:
    nouns = read_nouns(element)
    if not nouns.times:
        raise wrong(element, "er zijn geen tijden.")
    said = _about(element)
    groups = nouns.time_groups.values()
    return Instance(
        identity(element),
        said.pop("Name", "") or identity(element),
        tuple(nouns.times),
        tuple(group for group in groups if group.kind == "Day"),
        tuple(nouns.resources.values()),
        tuple(nouns.events.values()),
        tuple(read_constraint(one, nouns) for one in inner(element, "Constraints/*")),
        tuple(group for group in groups if group.kind != "Day"),
        nouns.resource_groups,
        nouns.event_groups,
        said,
    )


def _submissions(root: Element, instances: dict[str, Instance]) -> list[Submission]:
    return [
        Submission(refer(one, instances).id, identity(group), read_solution(one, instances))
        for group in inner(root, "SolutionGroups/SolutionGroup")
        for one in inner(group, "Solution")
    ]
