"""How the rules about somebody's week are told to CP-SAT: clashes, absence, idle times, work."""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

from stapsteen.planner.timetable.instance import Constraint
from stapsteen.planner.timetable.local.points import Point
from stapsteen.planner.timetable.solve.costs import Costs, one, total
from stapsteen.planner.timetable.solve.model import Amount, Literal, Model

MOST_PARTS = 5040  # of a unit of workload


def avoid_clashes(model: Model, costs: Costs, _rule: Constraint, point: Point) -> Amount:
    """At most one meet at a time."""
    busy = model.busy[_resource(point)].values()
    return total(costs.outside(amount, 0, 1) for amount in busy)


def avoid_unavailable_times(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount:
    """Nobody is busy when not available."""
    busy = model.busy[_resource(point)]
    return total(costs.any_of(busy[time]) for time in sorted(rule.times) if time in busy)


def limit_idle_times(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount | None:
    """Few holes between the first and the last busy time of a day."""
    busy = model.busy[_resource(point)]
    idle = [part for bounds in rule.bounds for part in _holes(model, costs, busy, bounds.times)]
    return costs.outside(total(idle), rule.minimum, rule.maximum)


def _holes(
    model: Model, costs: Costs, busy: dict[int, Amount], times: tuple[int, ...]
) -> Iterator[Amount]:
    """1 for each time with work before it and after it, and none at it."""
    works = [costs.any_of(busy[time]) if time in busy else Amount() for time in sorted(times)]
    if not any(work.terms for work in works):
        yield Amount(_constant_holes(works))
        return
    before = _sweep(model, works)
    after = _sweep(model, works[::-1])[::-1]
    for work, earlier, later in zip(works[1:-1], before[1:-1], after[1:-1], strict=True):
        if earlier is None or later is None or work.constant > 0:
            continue
        hole = model.model.new_bool_var("")
        model.model.add(earlier.expression() + later.expression() - work.expression() - 1 <= hole)
        for limit in (earlier.expression(), later.expression(), 1 - work.expression()):
            model.model.add(hole <= limit)  # a hole may be wished for
        yield one(hole)


def _constant_holes(works: list[Amount]) -> int:
    places = [place for place, work in enumerate(works) if work.constant > 0]
    return places[-1] - places[0] + 1 - len(places) if places else 0


def _sweep(model: Model, works: list[Amount]) -> list[Amount | None]:
    """For each place whether there is work at an earlier one; None where there cannot be."""
    found: list[Amount | None] = []
    so_far: Amount | None = None
    for work in works:
        found.append(so_far)
        if work.constant > 0 or (so_far is not None and so_far.constant > 0):
            so_far = Amount(1)
        elif work.terms:
            now = model.model.new_bool_var("")
            before = 0 if so_far is None else so_far.expression()
            model.model.add(now >= work.expression())
            model.model.add(now >= before)
            model.model.add(now <= work.expression() + before)
            so_far = one(now)
    return found


def cluster_busy_times(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount | None:
    """Busy on so many days."""
    busy = model.busy[_resource(point)]
    days = [
        costs.any_of(total(busy[time] for time in bounds.times if time in busy))
        for bounds in rule.bounds
    ]
    return costs.outside(total(days), rule.minimum, rule.maximum)


def limit_busy_times(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount:
    """On each day with work, so much work."""
    busy = model.busy[_resource(point)]
    parts: list[Amount | None] = []
    for bounds in rule.bounds:
        works = total(costs.any_of(busy[time]) for time in bounds.times if time in busy)
        parts.append(costs.outside(works, 0, rule.maximum))
        if rule.minimum > 1 and works.most > 0:
            parts.append(_too_little(model, costs, works, rule.minimum))
    return total(parts)


def _too_little(model: Model, costs: Costs, works: Amount, minimum: int) -> Amount:
    """What is missing to the minimum, where there is any work at all."""
    off = model.model.new_int_var(0, minimum - 1, "")
    some = costs.any_of(works)
    model.model.add(off >= minimum * some.expression() - works.expression())
    return one(off, minimum - 1)


def limit_workload(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount | None:
    """So much work in all. Counted in parts of a unit, since loads need not be whole."""
    parts = lcm(*(event.duration for event in model.instance.events))
    costs.left_out |= parts > MOST_PARTS
    parts = min(parts, MOST_PARTS)
    resource, amount = _resource(point), Amount()
    for slot in model.used:
        length = int(model.placing.length[slot])
        for who, chosen, load in _loads(model, slot):
            if who == resource and chosen is None:
                amount.constant += round(parts * load * length)
            elif who == resource and chosen is not None:
                amount.add([chosen], round(parts * load * length))
    off = costs.outside(amount, parts * rule.minimum, parts * rule.maximum)
    if off is None or not off.terms:
        return None
    largest = -(-off.most // parts)
    whole = model.model.new_int_var(0, largest, "")
    model.model.add(parts * whole >= off.expression())
    return one(whole, largest)


def _loads(model: Model, slot: int) -> Iterator[tuple[int, Literal | None, float]]:
    row = model.tables.events[model.event_of[slot]]
    for at in range(int(row[2]), int(row[2] + row[3])):
        yield model.tables.numbers[at], None, model.tables.loads[at]
    for place, seat in enumerate(model.seats_of(slot)):
        load = model.tables.need_loads[int(row[4]) + place]
        if seat in model.seats:
            yield from ((who, chosen, load) for who, chosen in model.seats[seat].items())
        else:
            yield int(model.placing.seats[seat]), None, load


def _resource(point: Point) -> int:
    assert point.resource is not None  # the points of these kinds always have one
    return point.resource
