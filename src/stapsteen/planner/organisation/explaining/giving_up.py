"""What giving up a part of a trouble brings: the nearest plan without it, and what is left then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from stapsteen.planner.organisation.explaining.answers import Explanation, Item, Trouble, Without
from stapsteen.planner.organisation.explaining.names import Language, both, counted, pick
from stapsteen.planner.organisation.explaining.trying import try_to_fit
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.explain.costs import difference
from stapsteen.planner.timetable.explain.points import At, Points, without
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.repair import Effort, Stay, repair
from stapsteen.planner.timetable.solution import Solution

STAY_WEIGHT = 2  # of a lesson that stays where it is, against the wishes of the week
PROOF_SHARE = 0.2  # of the time of an item, to show that something is left
REPAIR_SHARE = 0.5  # of what is left of it, before the search is free to change everything
ASKING = {Kind.ASSIGN_TIME, Kind.ASSIGN_RESOURCE}


def what_it_costs(
    instance: Instance, explanation: Explanation, near: Solution, *, seconds: float = 20.0
) -> Explanation:
    """The same, with for each item of each trouble the plan nearest to ``near`` that does without it.

    All that an item says is given up. ``seconds`` bounds the whole, dealt out over the items; an item
    for which no time is left stays untried. With several troubles the others stay in the way.
    """
    until = monotonic() + seconds
    left = sum(len(trouble.items) for trouble in explanation.troubles)
    troubles = []
    for trouble in explanation.troubles:
        items: list[Item] = []
        for item in trouble.items:
            each = (until - monotonic()) / left
            items.append(_tried(instance, item, explanation.troubles, near, each))
            left -= 1
        troubles.append(replace(trouble, items=tuple(items)))
    return replace(explanation, troubles=tuple(troubles))


def _tried(
    instance: Instance, item: Item, troubles: Sequence[Trouble], near: Solution, seconds: float
) -> Item:
    if seconds <= 0:
        return item
    return replace(item, without=do_without(instance, item.members, troubles, near, seconds))


def do_without(
    instance: Instance,
    given_up: Sequence[At],
    troubles: Sequence[Trouble],
    near: Solution,
    seconds: float,
) -> Without:
    """The plan nearest to another when rules are given up; where it falls short, any better plan.

    A search that ends with something left proves nothing. So it is asked apart whether what the
    ``troubles`` speak of is still too much (``shown``).
    """
    until = monotonic() + seconds
    question = without(instance, given_up)
    shown = _still_too_much(instance, question, troubles, seconds * PROOF_SHARE)
    solution = _repaired(instance, question, given_up, near, until)
    if not shown and evaluate(question, solution).infeasibility:
        solution = try_to_fit(question, start=solution, seconds=until - monotonic())
    cost = evaluate(question, solution)
    moved = difference(instance, near, solution).moved
    return Without(tuple(given_up), *cost.cost, len(moved), solution, shown)


def _repaired(
    instance: Instance,
    question: Instance,
    given_up: Collection[At],
    near: Solution,
    until: float,
) -> Solution:
    types = {resource.type for resource in instance.resources}
    stay = Stay(STAY_WEIGHT, dict.fromkeys(types, STAY_WEIGHT))
    points = Points(instance)
    return repair(
        question,
        near,
        stays={event.id: stay for event in instance.events},
        touched=frozenset().union(*(points.events_at(at) for at in given_up)),
        effort=Effort(seconds=(until - monotonic()) * REPAIR_SHARE),
    ).solution


def _still_too_much(
    instance: Instance, question: Instance, troubles: Sequence[Trouble], seconds: float
) -> bool:
    """Whether the rules about the events of some trouble cannot all hold in the question either."""
    from stapsteen.planner.timetable.explain.conflict import Question, points_within

    before, points = Points(instance), Points(question)
    asking = Question(points, monotonic() + seconds)
    return any(
        asking.too_much(points_within(points, _placed_or_filled(before, trouble)))
        for trouble in troubles
    )


def _placed_or_filled(points: Points, trouble: Trouble) -> set[str]:
    """The events that a trouble wants to have a place or somebody."""
    return {
        event
        for at in trouble.members
        if points.rules[at.rule].kind in ASKING
        for event in points.events_at(at)
    }


def without_in_words(found: Without) -> Sentence:
    """What giving up a rule brings; as a fact only what is one."""
    return both(partial(_without, found))


def _without(found: Without, to: Language) -> str:
    left = found.infeasibility
    if not left:
        return _all_fits(found, to)
    if found.shown:
        return pick(
            to,
            f"Zonder dit past nog niet alles; in het beste rooster dat gevonden is, blijft {left} over.",
            f"Without this not everything fits yet; the best timetable found leaves {left}.",
        )
    return pick(
        to,
        f"Zonder dit is in deze tijd geen rooster gevonden waarin alles past; in het beste blijft {left} "
        f"over.",
        f"Without this no timetable in which everything fits was found in this time; the best leaves "
        f"{left}.",
    )


def _all_fits(found: Without, to: Language) -> str:
    lessons = counted(
        found.moved,
        ("les of dienst", "lessen of diensten"),
        ("lesson or duty", "lessons or duties"),
        to,
    )
    return pick(
        to,
        f"Zonder dit past alles: {lessons} anders, en de wensen kosten {found.objective}.",
        f"Without this everything fits: {lessons} differ, and the wishes cost {found.objective}.",
    )
