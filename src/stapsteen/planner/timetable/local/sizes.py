"""Whether the costs of a question can be counted: the kernel and CP-SAT have 63 bits for them.

The referee counts without a limit. No question that means something comes near these: they keep a
weight of a billion on a square of thousands from being counted wrong without anybody seeing it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stapsteen.planner.refusal import Nonsense
from stapsteen.planner.timetable.evaluate.referee import cost_of
from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind
from stapsteen.planner.timetable.local.points import Point

HIGHEST = 10**9  # a number in a rule; the rows of the kernel have 31 bits for it
DEAREST = 2**62  # all that can be wrong, together


def refuse_what_cannot_be_counted(instance: Instance, points: list[Point]) -> None:
    """Raise ``Nonsense`` that names the rule when costs could become too large to count."""
    size, load = _size(instance), sum(_load(event) for event in instance.events)
    times = Counter(point.rule for point in points)
    worst = []
    for number, rule in enumerate(instance.constraints):
        if max(_numbers(rule)) > HIGHEST:
            raise Nonsense([f"In de regel {_name(rule)} staat een getal boven een miljard."])
        far = size + _asked(rule) + (load if rule.kind is Kind.LIMIT_WORKLOAD else 0)
        worst.append(times[number] * cost_of(rule, far))
    if sum(worst) > DEAREST:
        dearest = instance.constraints[worst.index(max(worst))]
        told = f"De regel {_name(dearest)} (gewicht {dearest.weight})"
        raise Nonsense(
            [f"{told} kan meer kosten dan er te tellen is.", "Kies een kleiner gewicht."]
        )


def _size(instance: Instance) -> int:
    """More than a deviation can be that only depends on where meets are and with whom."""
    taken = sum(event.duration * (1 + len(event.needs)) for event in instance.events)
    groups = max((len(rule.bounds) for rule in instance.constraints), default=0)
    return taken * (1 + groups) + instance.time_count * (1 + groups)


def _load(event: Event) -> int:
    """The most workload that an event gives one resource."""
    whole = event.duration if event.workload is None else event.workload
    return sum(whole if need.workload is None else need.workload for need in event.needs)


def _numbers(rule: Constraint) -> Iterator[int]:
    """The numbers of a rule that the kernel reads as they are; what limits from above may be more."""
    yield from (rule.weight, rule.minimum, rule.duration_minimum, rule.duration or 0)
    yield from (bounds.minimum for bounds in rule.bounds)
    for pair in rule.pairs:
        yield from (pair.minimum, pair.maximum or 0)


def _asked(rule: Constraint) -> int:
    """What is missing when there is nothing at all."""
    return (
        rule.minimum
        + sum(bounds.minimum for bounds in rule.bounds)
        + max((pair.minimum for pair in rule.pairs), default=0)
    )


def _name(rule: Constraint) -> str:
    return f"'{rule.name or rule.id}'"
