"""Why a week cannot be as asked: the counts, the smallest sets, and what each part costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import (
    Count,
    Explanation,
    Item,
    Trouble,
    Without,
)
from stapsteen.planner.organisation.explaining.clauses import Telling
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.headlines import headline
from stapsteen.planner.organisation.explaining.names import Language, both, listed, pick
from stapsteen.planner.timetable.explain.points import At, without
from stapsteen.planner.timetable.instance import Instance

if TYPE_CHECKING:
    from stapsteen.planner.timetable.explain.conflict import Conflict

SEARCH_SECONDS = 10.0
AMOUNT = 10  # troubles that have no rule in common; who has more begins with these


def explain(draft: Draft, *, seconds: float = SEARCH_SECONDS) -> Explanation:
    """The counts of a week, and what does not go together in it; no troubles when all can hold.

    ``seconds`` bounds the search for the smallest sets. Give ``what_it_costs`` the answer to know what
    giving up each part would bring.
    """
    return Explanation(count(draft), find_troubles(draft, compile_draft(draft), seconds=seconds))


def find_troubles(
    draft: Draft, instance: Instance, *, seconds: float = SEARCH_SECONDS
) -> tuple[Trouble, ...]:
    """Smallest sets of what is asked that cannot all be had, with names.

    ``instance`` is that of the draft, or one with more rules (locks, somebody who is ill).
    """
    from stapsteen.planner.timetable.explain.conflict import find_conflicts

    telling = Telling(draft, instance)
    conflicts = find_conflicts(instance, seconds=seconds, amount=AMOUNT)
    counts = count(draft)
    return tuple(_told(telling, alike, counts) for alike in _alike(conflicts))


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
    sentence = headline(telling, first.members, items, counts)
    also = both(partial(_the_same_for, telling, others)) if others else None
    return Trouble(sentence, items, first.sure, also)


def _the_same_for(telling: Telling, others: Sequence[Conflict], to: Language) -> str:
    names = listed((telling.names.lesson(one.members[0].point, to) for one in others), to)
    return pick(to, f"Hetzelfde geldt voor {names}.", f"The same goes for {names}.")


def what_it_costs(
    instance: Instance, explanation: Explanation, *, seconds: float = 2.0
) -> Explanation:
    """The same, with for each item of each trouble the best plan that does without it.

    Of rules that are alike one is given up. ``seconds`` bounds the search for each plan. With several
    troubles the others stay in the way, so infeasibility is left.
    """
    troubles = tuple(
        replace(trouble, items=tuple(_tried(instance, trouble, seconds)))
        for trouble in explanation.troubles
    )
    return replace(explanation, troubles=troubles)


def _tried(instance: Instance, trouble: Trouble, seconds: float) -> Iterator[Item]:
    for item in trouble.items:
        yield replace(item, without=do_without(instance, item.members[0], seconds=seconds))


def do_without(instance: Instance, given_up: At, *, seconds: float) -> Without:
    """The best plan found in so many seconds when one rule is given up at one point."""
    from stapsteen.planner.timetable.solve import solve

    outcome = solve(without(instance, {given_up}), seconds=seconds)
    cost = outcome.evaluation
    return Without(given_up, cost.infeasibility, cost.objective, outcome.solution)
