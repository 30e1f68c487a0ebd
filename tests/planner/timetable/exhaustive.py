"""Every plan of a small question, and the cost of the best of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from math import comb, prod

from tests.planner.timetable.small import cuts, places

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Event, Instance
from stapsteen.planner.timetable.solution import Meet, Solution


def ways(instance: Instance, event: Event) -> Iterator[tuple[Meet, ...]]:
    """Every way to have an event: cut up in every way, every part everywhere and with everybody."""
    for lengths in _cuts(event):
        of_length = (
            combinations_with_replacement(list(places(instance, event, length)), amount)
            for length, amount in Counter(lengths).items()
        )
        for parts in product(*of_length):
            yield tuple(meet for part in parts for meet in part)


def _cuts(event: Event) -> list[tuple[int, ...]]:
    """An event whose time is given beforehand stays whole."""
    return list(cuts(event.duration)) if event.time is None else [(event.duration,)]


def plans(instance: Instance) -> Iterator[Solution]:
    """Every plan."""
    for chosen in product(*(list(ways(instance, event)) for event in instance.events)):
        yield Solution(tuple(meet for meets in chosen for meet in meets))


def amount_of_plans(instance: Instance) -> int:
    """How many there are, without making them."""
    return prod(
        sum(
            prod(
                comb(len(list(places(instance, event, length))) + amount - 1, amount)
                for length, amount in Counter(lengths).items()
            )
            for lengths in _cuts(event)
        )
        for event in instance.events
    )


def best_cost(instance: Instance) -> tuple[int, int]:
    """What the best of all plans costs."""
    return min(evaluate(instance, plan).cost for plan in plans(instance))
