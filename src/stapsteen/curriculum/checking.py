"""What is wrong with the goals of a file: links to nothing, cycles, doubles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stapsteen.curriculum.graph import Duplicate, GoalGraph, Link, Node
from stapsteen.curriculum.outline import LinkKind, Outline
from stapsteen.curriculum.telling import duplicate_told, links_told

KINDS: tuple[LinkKind, ...] = ("needs", "part_of")


@dataclass(frozen=True)
class Checked:
    """What was found: cycles as the goals in them, doubles, and links that lead nowhere."""

    outline: Outline
    cycles: list[tuple[str, ...]] = field(default_factory=list)
    duplicates: list[Duplicate[str]] = field(default_factory=list)
    missing: list[Link[str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def checked(outline: Outline) -> Checked:
    """Look at everything in an outline. Order and parts are two graphs: each may have its cycles."""
    found = Checked(outline)
    for kind, graph in _graphs(outline):
        found.cycles.extend(graph.cycles)
        found.missing.extend(graph.missing)
        found.sentences.extend(links_told(graph, kind))
    found.duplicates.extend(graph.duplicates)  # of the same goals in both
    found.sentences.extend(map(duplicate_told, found.duplicates))
    return found


def _graphs(outline: Outline) -> Iterator[tuple[LinkKind, GoalGraph[str]]]:
    nodes = [
        Node(goal.key, goal.title, goal.step or 0, goal.code, goal.subject)
        for goal in outline.goals
    ]
    for kind in KINDS:
        links = (
            Link(one.goal, one.needed)
            for one in outline.links
            if one.kind == kind and not one.elsewhere
        )
        yield kind, GoalGraph(nodes, links)
