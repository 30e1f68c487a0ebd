"""Whether a week can be as asked, and why not: the counts and the smallest sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import (
    Count,
    Explanation,
    Trouble,
)
from stapsteen.planner.organisation.explaining.clauses import Telling
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.headlines import headline
from stapsteen.planner.organisation.explaining.names import Language, both, listed, pick
from stapsteen.planner.organisation.explaining.trying import try_to_fit
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution

if TYPE_CHECKING:
    from stapsteen.planner.timetable.explain.conflict import Conflict

SEARCH_SECONDS = 10.0
TRYING_SHARE = 0.25  # of the time, for a plan in which everything fits
START_SHARE = 0.1  # the same where counting shows that there is none
SETS_SHARE = 0.8  # of what is left of it; where no set is found the rest goes to trying again
AMOUNT = 10  # troubles that have no rule in common; who has more begins with these


def explain(draft: Draft, *, seconds: float = SEARCH_SECONDS) -> Explanation:
    """The counts of a week, whether a plan was found in which everything fits, and else why not.

    ``seconds`` bounds the whole: the search for such a plan and that for the smallest sets. Give
    ``what_it_costs`` the answer to know what giving up each part would bring.
    """
    until = monotonic() + seconds
    counts, instance = count(draft), compile_draft(draft)
    hopeless = any(one.serious for one in counts)
    near = try_to_fit(instance, seconds=seconds * (START_SHARE if hopeless else TRYING_SHARE))
    if _fits(instance, near):
        return Explanation(counts, (), near, fits=True)
    troubles = find_troubles(draft, instance, seconds=(until - monotonic()) * SETS_SHARE)
    if not troubles:
        near = try_to_fit(instance, start=near, seconds=until - monotonic())
    return Explanation(counts, troubles, near, fits=_fits(instance, near))


def _fits(instance: Instance, plan: Solution) -> bool:
    return evaluate(instance, plan).infeasibility == 0


def find_troubles(
    draft: Draft, instance: Instance, *, seconds: float = SEARCH_SECONDS
) -> tuple[Trouble, ...]:
    """Smallest sets of what is asked that cannot all be had, with names.

    ``instance`` is that of the draft, or one with more rules (locks, somebody who is ill).
    """
    from stapsteen.planner.timetable.explain.conflict import find_conflicts

    telling = Telling(draft, instance)
    counts = count(draft)
    looked_at = [one.events for one in counts if one.events]
    conflicts = find_conflicts(instance, seconds=seconds, amount=AMOUNT, first=looked_at)
    told = (_told(telling, alike, counts) for alike in _alike(conflicts))
    return tuple({one.sentence: one for one in told}.values())  # what one count says, once


def _alike(conflicts: Sequence[Conflict]) -> Iterable[list[Conflict]]:
    """The conflicts, those together in which one lesson or group meets the same rules as another."""
    found: dict[object, list[Conflict]] = {}
    for conflict in conflicts:
        points = {member.point for member in conflict.members}
        same = frozenset(at.rule for at in conflict.members) if len(points) == 1 else conflict
        found.setdefault(same, []).append(conflict)
    return found.values()


def _told(telling: Telling, alike: Sequence[Conflict], counts: Sequence[Count]) -> Trouble:
    first, *others = alike
    items = telling.items(first.members)
    sentence = headline(telling, first, items, counts)
    also = both(partial(_the_same_for, telling, others)) if others else None
    return Trouble(sentence, items, first.sure, also)


def _the_same_for(telling: Telling, others: Sequence[Conflict], to: Language) -> str:
    names = listed((telling.names.lesson(one.members[0].point, to) for one in others), to)
    return pick(to, f"Hetzelfde geldt voor {names}.", f"The same goes for {names}.")
