"""How to cut an event into meets to begin with: the partition its rules like best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from stapsteen.planner.timetable.evaluate.placed import outside
from stapsteen.planner.timetable.evaluate.referee import cost_of
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind
from stapsteen.planner.timetable.local.points import Reach

Partition = tuple[int, ...]
MOST_PARTS_TRIED = 5000
ABOUT_LENGTHS = {Kind.SPLIT_EVENTS, Kind.DISTRIBUTE_SPLIT_EVENTS}


@dataclass(frozen=True)
class Cut:
    """How an event is cut to begin with, and whether the hard rules leave no other way.

    An event whose time is given stays whole in every search. The format lets it be cut up, so only
    where the rules too say that it is whole nothing better is left out.
    """

    lengths: Partition
    is_only_one: bool


def cuts(instance: Instance) -> list[Cut]:
    """For every event its cut, the longest meet first."""
    reach = Reach(instance)
    rules: dict[int, list[Constraint]] = defaultdict(list)
    alone: dict[int, list[Constraint]] = defaultdict(list)
    for rule in instance.constraints:
        if rule.kind in ABOUT_LENGTHS:
            for event in reach.events(rule):
                rules[event].append(rule)
        if rule.kind is Kind.SPREAD_EVENTS:
            for group in rule.event_groups:
                members = reach.by_group.get(group, [])
                if len(members) == 1:
                    alone[members[0]].append(rule)
    return [
        _cut(event.duration, rules[number], alone[number])
        if event.time is None
        else _whole(event.duration, rules[number], alone[number])
        for number, event in enumerate(instance.events)
    ]


def _whole(duration: int, rules: list[Constraint], spreads: list[Constraint]) -> Cut:
    whole = (duration,)
    return Cut(whole, is_only_one=_cut(duration, rules, spreads) == Cut(whole, is_only_one=True))


def _cut(duration: int, rules: list[Constraint], spreads: list[Constraint]) -> Cut:
    if duration == 1 or not rules:
        return Cut((duration,), is_only_one=duration == 1)
    tried = list(islice(_partitions(duration), MOST_PARTS_TRIED))
    costs = [_cost(partition, rules, spreads) for partition in tried]
    least = min(costs)
    as_good = sum(hard == least[0] for hard, _soft, _squares in costs)
    is_only_one = as_good == 1 and len(tried) < MOST_PARTS_TRIED
    return Cut(tried[costs.index(least)], is_only_one)


def _cost(
    partition: Partition, rules: list[Constraint], spreads: list[Constraint]
) -> tuple[int, int, int]:
    """Hard and soft cost of a partition, then how uneven it is."""
    hard = soft = 0
    for rule, deviation in (
        *((rule, _deviation(partition, rule)) for rule in rules),
        *((rule, _too_few_or_many(partition, rule)) for rule in spreads),
    ):
        cost = cost_of(rule, deviation)
        hard += cost if rule.required else 0
        soft += 0 if rule.required else cost
    return hard, soft, sum(length * length for length in partition)


def _deviation(partition: Partition, rule: Constraint) -> int:
    if rule.kind is Kind.SPLIT_EVENTS:
        wrong = sum(
            not rule.duration_minimum <= length <= rule.duration_maximum for length in partition
        )
        return wrong + outside(len(partition), rule.minimum, rule.maximum)
    return outside(Counter(partition)[rule.duration or 0], rule.minimum, rule.maximum)


def _too_few_or_many(partition: Partition, rule: Constraint) -> int:
    """What a spread over time groups cannot mend, however the meets are placed."""
    least = sum(bounds.minimum for bounds in rule.bounds)
    most = sum(bounds.maximum for bounds in rule.bounds)
    return outside(len(partition), least, most)


def _partitions(total: int, largest: int | None = None) -> Iterator[Partition]:
    if total == 0:
        yield ()
        return
    for first in range(min(total, largest or total), 0, -1):
        for rest in _partitions(total - first, first):
            yield (first, *rest)
