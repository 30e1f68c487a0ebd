"""Why a week cannot be as asked: the counts, the smallest sets, and what each part costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import (
    Count,
    Explanation,
    Trouble,
    Without,
)
from stapsteen.planner.organisation.explaining.clauses import Telling
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.headlines import headline
from stapsteen.planner.organisation.explaining.names import Language, both, counted, listed, pick
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.explain.costs import difference
from stapsteen.planner.timetable.explain.points import At, Points, without
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.repair import Effort, Stay, repair
from stapsteen.planner.timetable.solution import Solution

if TYPE_CHECKING:
    from stapsteen.planner.timetable.explain.conflict import Conflict

SEARCH_SECONDS = 10.0
STAY_WEIGHT = 2  # of a lesson that stays where it is, against the wishes of the week
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
    counts = count(draft)
    looked_at = [one.events for one in counts if one.events]
    conflicts = find_conflicts(instance, seconds=seconds, amount=AMOUNT, first=looked_at)
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
    instance: Instance, explanation: Explanation, near: Solution, *, seconds: float = 20.0
) -> Explanation:
    """The same, with for each item of each trouble the plan nearest to ``near`` that does without it.

    Of rules that are alike one is given up. ``seconds`` is dealt out over the items. With several
    troubles the others stay in the way, so infeasibility is left.
    """
    amount = sum(len(trouble.items) for trouble in explanation.troubles)
    each = seconds / max(1, amount)
    troubles = tuple(
        replace(
            trouble,
            items=tuple(
                replace(item, without=do_without(instance, item.members[0], near, seconds=each))
                for item in trouble.items
            ),
        )
        for trouble in explanation.troubles
    )
    return replace(explanation, troubles=troubles)


def do_without(instance: Instance, given_up: At, near: Solution, *, seconds: float) -> Without:
    """The plan nearest to another when one rule is given up at one point."""
    types = {resource.type for resource in instance.resources}
    stay = Stay(STAY_WEIGHT, dict.fromkeys(types, STAY_WEIGHT))
    repaired = repair(
        without(instance, {given_up}),
        near,
        stays={event.id: stay for event in instance.events},
        touched=Points(instance).events_at(given_up),
        effort=Effort(seconds=seconds),
    )
    cost = repaired.evaluation
    moved = difference(instance, near, repaired.solution).moved
    return Without(given_up, *cost.cost, len(moved), repaired.solution)


def without_in_words(found: Without) -> Sentence:
    """What giving up a rule brings."""
    return both(partial(_without, found))


def _without(found: Without, to: Language) -> str:
    lessons = counted(
        found.moved,
        ("les of dienst", "lessen of diensten"),
        ("lesson or duty", "lessons or duties"),
        to,
    )
    if found.infeasibility:
        return pick(
            to,
            f"Zonder dit past nog niet alles: er blijft {found.infeasibility} over.",
            f"Without this not everything fits yet: {found.infeasibility} is left.",
        )
    return pick(
        to,
        f"Zonder dit past alles: {lessons} anders, en de wensen kosten {found.objective}.",
        f"Without this everything fits: {lessons} differ, and the wishes cost {found.objective}.",
    )
