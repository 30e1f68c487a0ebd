"""Links of a file: what comes before what, and what is a part of what. None may close a cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from stapsteen.curriculum.coming.goals import Goals
from stapsteen.curriculum.graph import Link, Node, fitting
from stapsteen.curriculum.models import Framework, Goal, GoalImport, GoalPart, Prerequisite
from stapsteen.curriculum.outline import LinkKind, Outline
from stapsteen.school.models import School

Pair = tuple[int, int]
BATCH = 400


@dataclass(frozen=True)
class Table:
    """Where a kind of link is kept: its rows, and the column of the end that ``goal`` leads to."""

    rows: Any
    end: str

    def pairs(self, school: School) -> list[Pair]:
        """All links of a school."""
        found = self.rows.objects.filter(goal__school=school).order_by("pk")
        return list(found.values_list("goal_id", self.end))

    def write(self, pairs: Iterable[Pair]) -> None:
        """Make these; what is there stays."""
        self.rows.objects.bulk_create(
            (self.rows(**{"goal_id": goal, self.end: end}) for goal, end in pairs),
            ignore_conflicts=True,
            batch_size=500,
        )

    def remove(self, pairs: Collection[Pair]) -> None:
        """Take these away."""
        listed = list(pairs)
        for start in range(0, len(listed), BATCH):
            which = Q()
            for goal, end in listed[start : start + BATCH]:
                which |= Q(**{"goal_id": goal, self.end: end})
            self.rows.objects.filter(which).delete()


TABLES: dict[LinkKind, Table] = {
    "needs": Table(Prerequisite, "needed_id"),
    "part_of": Table(GoalPart, "whole_id"),
}


@dataclass
class Links:
    """What became of the links of a file, by kind of link.

    ``cycles`` has for each link that was left out the titles of the cycle it would have closed,
    ``missing`` the keys of links that lead to nothing.
    """

    new: dict[LinkKind, list[Pair]] = field(default_factory=dict)
    gone: dict[LinkKind, list[Pair]] = field(default_factory=dict)
    same: int = 0
    cycles: list[tuple[LinkKind, list[str]]] = field(default_factory=list)
    missing: list[tuple[LinkKind, Link[str]]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {
            "new": sum(map(len, self.new.values())),
            "same": self.same,
            "gone": sum(map(len, self.gone.values())),
            "left_out": len(self.cycles) + len(self.missing),
        }

    @property
    def entries(self) -> dict[str, Any]:
        """Which links were made and taken away, for taking it back."""
        return {"links": self.new, "links_gone": self.gone}


def write_links(framework: Framework, outline: Outline, goals: Goals) -> Links:
    """Make the links that are new and fit, and take away those that an earlier file made.

    What goals need that the school changed itself stays as it is.
    """
    done = Links()
    nodes = [Node(*row) for row in framework.school.goals.values_list("pk", "title")]
    numbers = _numbers(framework.school) | goals.numbers
    earlier = _earlier(framework) if outline.whole else {}
    for kind in TABLES:
        own = goals.chosen.edited("needs") if kind == "needs" else set()
        coming = [pair for pair in _found(done, outline, kind, numbers) if pair[0] not in own]
        gone = earlier.get(kind, set()) - set(coming)
        _write(
            done, framework.school, kind, nodes, coming, {one for one in gone if one[0] not in own}
        )
    return done


def _numbers(school: School) -> dict[str, int]:
    """Every goal of the school by its key: a file may lead to a goal of another set."""
    return dict(school.goals.exclude(key="").values_list("key", "pk"))


def _found(done: Links, outline: Outline, kind: LinkKind, numbers: dict[str, int]) -> list[Pair]:
    """The links of a kind with numbers; those that lead to nothing are kept apart."""
    pairs: dict[Pair, None] = {}
    for one in outline.links:
        if one.kind != kind:
            continue
        goal, end = numbers.get(one.goal), numbers.get(one.needed)
        if goal and end:
            pairs[goal, end] = None
        elif not one.elsewhere:
            done.missing.append((kind, Link(one.goal, one.needed)))
    return list(pairs)


def _earlier(framework: Framework) -> dict[LinkKind, set[Pair]]:
    """The links that earlier files of this set made and that are not known to have gone since."""
    found: dict[LinkKind, set[Pair]] = {kind: set() for kind in TABLES}
    for entries in (
        GoalImport.objects.filter(framework=framework, undone_at__isnull=True)
        .order_by("at", "pk")
        .values_list("entries", flat=True)
    ):
        for kind in TABLES:
            found[kind] |= _pairs(entries.get("links", {}).get(kind))
            found[kind] -= _pairs(entries.get("links_gone", {}).get(kind))
    return found


def _pairs(listed: Any) -> set[Pair]:
    return {(int(goal), int(end)) for goal, end in listed or ()}


def _write(
    done: Links,
    school: School,
    kind: LinkKind,
    nodes: list[Node[int]],
    coming: list[Pair],
    gone: Collection[Pair],
) -> None:
    table = TABLES[kind]
    now = set(table.pairs(school))
    gone = now & set(gone)
    table.remove(gone)
    fit, closed = fitting(
        nodes,
        [Link(*pair) for pair in sorted(now - gone)],
        [Link(*pair) for pair in coming if pair not in now],
    )
    titles = {node.key: node.title for node in nodes}
    done.cycles += [(kind, [titles[number] for number in cycle]) for cycle in closed]
    done.new[kind] = [(link.goal, link.needed) for link in fit]
    done.gone[kind] = sorted(gone)
    done.same += len(now & set(coming))
    table.write(done.new[kind])


def undo_links(entries: dict[str, Any]) -> None:
    """Take away what a file made, and make again what it took away, as far as both goals exist."""
    for kind, table in TABLES.items():
        table.remove(_pairs(entries.get("links", {}).get(kind)))
        back = _pairs(entries.get("links_gone", {}).get(kind))
        there = set(
            Goal.objects.filter(pk__in={end for pair in back for end in pair}).values_list(
                "pk", flat=True
            )
        )
        table.write(pair for pair in sorted(back) if set(pair) <= there)
