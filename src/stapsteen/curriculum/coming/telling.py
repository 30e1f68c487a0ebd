"""What is told of a file that was brought in: what was left out, kept, doubled or assumed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.curriculum.checking import checked
from stapsteen.curriculum.coming.goals import Goals
from stapsteen.curriculum.coming.links import Links
from stapsteen.curriculum.graph import Node
from stapsteen.curriculum.outline import Outline
from stapsteen.curriculum.telling import cycle_told, duplicate_told, missing_told, quoted

MOST_NAMED = 5


def all_told(outline: Outline, goals: Goals, links: Links, skipped: int) -> list[str]:
    """Sentences, the ones that ask for a choice of the school first."""
    nodes = {goal.key: Node(goal.key, goal.title) for goal in outline.goals}
    return [
        *(
            _("Een verband is weggelaten, want dan wachten doelen op elkaar: %(cycle)s")
            % {"cycle": cycle_told(cycle, kind)}
            for kind, cycle in links.cycles
        ),
        *_kept_told(goals),
        *(missing_told(link, nodes, kind) for kind, link in links.missing),
        *_assumed(outline),
        *_skipped_told(skipped),
        *outline.notes,
        *(map(duplicate_told, checked(outline).duplicates) if not outline.of_objectives else ()),
    ]


def _kept_told(goals: Goals) -> Iterator[str]:
    if goals.kept:
        titles = ", ".join(quoted(one.title) for one in goals.kept[:MOST_NAMED])
        yield ngettext(
            "%(n)s doel houdt wat de school er zelf van maakte: %(titles)s.",
            "%(n)s doelen houden wat de school er zelf van maakte, zoals %(titles)s.",
            len(goals.kept),
        ) % {"n": len(goals.kept), "titles": titles}


def _assumed(outline: Outline) -> Iterator[str]:
    bare = sum(1 for goal in outline.goals if goal.step is None and not goal.year_groups)
    if bare and not outline.of_objectives:
        yield ngettext(
            "Van %(n)s doel zegt het bestand niet voor welke groep het is; het staat bij groep 4.",
            "Van %(n)s doelen zegt het bestand niet voor welke groep ze zijn; ze staan bij groep 4.",
            bare,
        ) % {"n": bare}


def _skipped_told(skipped: int) -> Iterator[str]:
    if skipped:
        yield ngettext(
            "%(n)s kerndoel voor Fries of gebarentaal is niet meegekomen.",
            "%(n)s kerndoelen voor Fries en gebarentaal zijn niet meegekomen.",
            skipped,
        ) % {"n": skipped}
