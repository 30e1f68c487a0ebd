"""What is wrong with a graph of goals, in sentences."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.curriculum.graph import Duplicate, GoalGraph, Link, Node
from stapsteen.curriculum.outline import LinkKind

K = TypeVar("K", bound=Hashable)
MOST_NAMED = 6
"""A cycle of more goals names the first ones and says how many there are."""


def quoted(title: str) -> str:
    """A title as it stands in a sentence."""
    return _("“%(title)s”") % {"title": title.strip().rstrip(".")}


def cycle_told(cycle: Sequence[str], kind: LinkKind = "needs") -> str:
    """A cycle that was found: each of these titles waits for the next, the last for the first."""
    if len(cycle) == 1:
        return _one_told(cycle[0], kind)
    if kind == "part_of":
        first = _("%(a)s is een deel van %(b)s")
        further = _("%(a)s van %(b)s")
    else:
        first = _("%(a)s kan pas na %(b)s")
        further = _("%(a)s pas na %(b)s")
    return _in_a_row(cycle, first, further)


def new_cycle_told(cycle: Sequence[str]) -> str:
    """What a new link would do: ``cycle`` begins with the goal that would have to wait."""
    if len(cycle) == 1:
        return _("%(a)s kan niet na zichzelf komen.") % {"a": quoted(cycle[0])}
    return _in_a_row(cycle, _("Dan zou %(a)s pas kunnen na %(b)s"), _("%(a)s pas na %(b)s"))


def duplicate_told(found: Duplicate[K]) -> str:
    """Which goals look like one, and in what."""
    titles = ", ".join(dict.fromkeys(quoted(goal.title) for goal in found.goals))
    values = {"value": found.value, "n": len(found.goals), "titles": titles}
    if found.same == "words":
        return _("%(n)s doelen hebben dezelfde woorden: %(titles)s.") % values
    if found.same == "code":
        return _("%(n)s doelen hebben de code %(value)s: %(titles)s.") % values
    return _("%(n)s doelen hebben hetzelfde kenmerk %(value)s: %(titles)s.") % values


def missing_told(link: Link[K], goals: Mapping[K, Node[K]], kind: LinkKind = "needs") -> str:
    """Which link leads to a goal that is not there."""
    goal, needed = goals.get(link.goal), goals.get(link.needed)
    if goal is None:
        return _("Een verband begint bij %(key)s, maar dat doel is er niet.") % {"key": link.goal}
    title = quoted(goal.title)
    if needed is None and kind == "part_of":
        said = _("%(title)s zou een deel zijn van %(key)s, maar dat doel is er niet.")
    else:
        said = _("%(title)s zou pas kunnen na %(key)s, maar dat doel is er niet.")
    return said % {"title": title, "key": link.needed}


def all_told(graph: GoalGraph[K], kind: LinkKind = "needs") -> list[str]:
    """Everything that is wrong with a graph, the worst first."""
    return [*links_told(graph, kind), *map(duplicate_told, graph.duplicates)]


def links_told(graph: GoalGraph[K], kind: LinkKind = "needs") -> list[str]:
    """What is wrong with the links of a graph: its cycles, and links that lead nowhere."""
    cycles = [[graph.by_key[key].title for key in cycle] for cycle in graph.cycles]
    return [
        *(cycle_told(cycle, kind) for cycle in cycles),
        *(missing_told(link, graph.by_key, kind) for link in graph.missing),
    ]


def _one_told(title: str, kind: LinkKind) -> str:
    if kind == "part_of":
        return _("%(a)s is een deel van zichzelf.") % {"a": quoted(title)}
    return _("%(a)s kan pas na zichzelf.") % {"a": quoted(title)}


def _in_a_row(cycle: Sequence[str], first: str, further: str) -> str:
    pairs = list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
    more = len(pairs) - MOST_NAMED
    named = [*pairs[: MOST_NAMED - 1], pairs[-1]] if more > 0 else pairs
    said = [
        (further if number else first) % {"a": quoted(a), "b": quoted(b)}
        for number, (a, b) in enumerate(named)
    ]
    if more > 0:
        said.insert(-1, ngettext("nog %(n)s doel", "nog %(n)s doelen", more) % {"n": more})
    return _("%(some)s, en %(last)s.") % {"some": ", ".join(said[:-1]), "last": said[-1]}
