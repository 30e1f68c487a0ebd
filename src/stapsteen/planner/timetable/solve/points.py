"""How the rules are told to CP-SAT, at the points that a model touches: one small function a kind."""

from __future__ import annotations

from collections.abc import Callable

from stapsteen.planner.timetable.instance import Constraint, Kind, Pair
from stapsteen.planner.timetable.local.points import Point
from stapsteen.planner.timetable.solve import weeks
from stapsteen.planner.timetable.solve.costs import Costs, one, total
from stapsteen.planner.timetable.solve.model import Amount, Model

Deviation = Callable[[Model, Costs, Constraint, Point], "Amount | None"]


class Interrupted(Exception):
    """It was over before the model was told everything."""


def charge(model: Model, costs: Costs, is_over: Callable[[], bool] = lambda: False) -> None:
    """Let a model pay for every point it touches; what does not last is left to the referee.

    A large model takes seconds to tell: ``is_over`` is asked at every point, and ends it with
    ``Interrupted``.
    """
    rules = model.instance.constraints
    for number in touched_points(model):
        if is_over():
            raise Interrupted
        point = model.tables.points[number]
        rule = rules[point.rule]
        if tell := KINDS.get(rule.kind):
            costs.pay(rule, tell(model, costs, rule, point))
    costs.minimise()


def touched_points(model: Model) -> list[int]:
    """The points whose deviation may change."""
    slots = model.freedom.starts | model.freedom.seats
    events = {int(model.event_of[slot]) for slot in slots}
    found: set[int] = set()
    for event in events:
        found |= set(_listed(model, model.tables.events[event, 10:12]))
    for resource in model.touched:
        found |= set(_listed(model, model.tables.arrays["resources"][resource, :2]))
    return sorted(found)


def _listed(model: Model, span: object) -> list[int]:
    at, size = (int(n) for n in span)  # type: ignore[attr-defined]
    return model.tables.numbers[at : at + size]


def _slots(model: Model, event: int) -> list[int]:
    first, duration = (int(n) for n in model.tables.events[event, :2])
    return [slot for slot in range(first, first + duration) if model.placing.length[slot]]


def assign_time(model: Model, _costs: Costs, _rule: Constraint, point: Point) -> Amount:
    """A meet without a time costs its length."""
    return _over_starts(model, point, lambda start, _length: start < 0)


def prefer_times(model: Model, _costs: Costs, rule: Constraint, point: Point) -> Amount:
    """A start that is not preferred costs the length."""

    def is_wrong(start: int, length: int) -> bool:
        return start >= 0 and start not in rule.times and rule.duration in (None, length)

    return _over_starts(model, point, is_wrong)


def _over_starts(model: Model, point: Point, is_wrong: Callable[[int, int], bool]) -> Amount:
    amount = Amount()
    for slot in _slots(model, point.events[0]):
        length = int(model.placing.length[slot])
        if slot in model.starts:
            wrong = [one for start, one in model.starts[slot].items() if is_wrong(start, length)]
            amount.add(wrong, length)
        elif is_wrong(int(model.placing.start[slot]), length):
            amount.constant += length
    return amount


def assign_resource(model: Model, _costs: Costs, _rule: Constraint, point: Point) -> Amount:
    """A seat that nobody has costs the length."""
    return _over_seats(model, point, lambda resource: resource < 0)


def prefer_resources(model: Model, _costs: Costs, rule: Constraint, point: Point) -> Amount:
    """Somebody who is not preferred costs the length."""
    resources = model.instance.resources
    return _over_seats(model, point, lambda one: one >= 0 and not rule.prefers(resources[one]))


def _over_seats(model: Model, point: Point, is_wrong: Callable[[int], bool]) -> Amount:
    amount = Amount()
    for slot in _slots(model, point.events[0]):
        length, seat = int(model.placing.length[slot]), model.seats_of(slot)[point.place]
        if seat in model.seats:
            wrong = [one for resource, one in model.seats[seat].items() if is_wrong(resource)]
            amount.add(wrong, length)
        elif is_wrong(int(model.placing.seats[seat])):
            amount.constant += length
    return amount


def one_resource(model: Model, costs: Costs, _rule: Constraint, point: Point) -> Amount | None:
    """One and the same resource has all seats of a group."""
    fills: dict[int, Amount] = {}
    for event, place in point.seats:
        for slot in _slots(model, event):
            seat = model.seats_of(slot)[place]
            if seat not in model.seats:
                fills.setdefault(int(model.placing.seats[seat]), Amount()).constant += 1
                continue
            for resource, literal in model.seats[seat].items():
                fills.setdefault(resource, Amount()).add([literal])
    fills.pop(-1, None)
    return costs.outside(total(costs.any_of(amount) for amount in fills.values()), 0, 1)


def spread_events(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount:
    """So many starts in each time group."""
    slots = [slot for event in point.events for slot in _slots(model, event)]
    parts = []
    for bounds in rule.bounds:
        inside, amount = set(bounds.times), Amount()
        for slot in slots:
            if slot in model.starts:
                amount.add(one for start, one in model.starts[slot].items() if start in inside)
            elif int(model.placing.start[slot]) in inside:
                amount.constant += 1
        parts.append(costs.outside(amount, bounds.minimum, bounds.maximum))
    return total(parts)


def link_events(model: Model, costs: Costs, _rule: Constraint, point: Point) -> Amount | None:
    """The events of a group run at the same times; meets that share their literals always do."""
    choices = {
        id(model.starts.get(slot)) for event in point.events for slot in _slots(model, event)
    }
    if len(choices) <= 1:
        return None
    parts = []
    for time in range(model.instance.time_count):
        runs = [costs.any_of(_running(model, event, time)) for event in point.events]
        if any(run.terms for run in runs):
            parts.append(_not_all(model, costs.any_of(total(runs)), runs))
    return total(parts)


def _not_all(model: Model, some: Amount, runs: list[Amount]) -> Amount:
    """1 when some of the events run and another does not."""
    wrong = model.model.new_bool_var("")
    for run in runs:
        model.model.add(wrong >= some.expression() - run.expression())
    return one(wrong)


def _running(model: Model, event: int, time: int) -> Amount:
    amount = Amount()
    for slot in _slots(model, event):
        if slot in model.starts:
            amount.add(model.running(slot, time))
        else:
            start = int(model.placing.start[slot])
            amount.constant += 0 <= start <= time < start + int(model.placing.length[slot])
    return amount


def order_events(model: Model, costs: Costs, rule: Constraint, point: Point) -> Amount | None:
    """The first of a pair ends before the second starts, so far apart; once both have a time."""
    pair = rule.pairs[point.place]
    ends, starts = (_slots(model, event) for event in point.events)
    if len(ends) != 1 or len(starts) != 1:
        costs.left_out = True  # the order of events in parts
        return None
    apart = Amount(-int(model.placing.length[ends[0]]))
    waived = Amount()
    for slot, sign in ((starts[0], 1), (ends[0], -1)):
        choice = model.starts.get(slot)
        if choice is None and model.placing.start[slot] < 0:
            return None
        if choice is None:
            apart.constant += sign * int(model.placing.start[slot])
            continue
        apart.terms += [(one, sign * start) for start, one in choice.items() if start >= 0]
        waived.add(one for start, one in choice.items() if start < 0)
    return _too_near_or_far(model, pair, apart, waived)


def _too_near_or_far(model: Model, pair: Pair, apart: Amount, waived: Amount) -> Amount:
    """By how much a separation is off; nothing where it is waived."""
    longest = 2 * model.instance.time_count
    largest = longest + max(pair.minimum, 0)
    off = model.model.new_int_var(0, largest, "")
    free = 2 * largest * waived.expression()
    model.model.add(off >= pair.minimum - apart.expression() - free)
    if pair.maximum is not None:
        model.model.add(off >= apart.expression() - pair.maximum - free)
    return one(off, largest)


KINDS: dict[Kind, Deviation] = {
    Kind.ASSIGN_TIME: assign_time,
    Kind.ASSIGN_RESOURCE: assign_resource,
    Kind.PREFER_TIMES: prefer_times,
    Kind.PREFER_RESOURCES: prefer_resources,
    Kind.AVOID_SPLIT_ASSIGNMENTS: one_resource,
    Kind.SPREAD_EVENTS: spread_events,
    Kind.LINK_EVENTS: link_events,
    Kind.ORDER_EVENTS: order_events,
    Kind.AVOID_CLASHES: weeks.avoid_clashes,
    Kind.AVOID_UNAVAILABLE_TIMES: weeks.avoid_unavailable_times,
    Kind.LIMIT_IDLE_TIMES: weeks.limit_idle_times,
    Kind.CLUSTER_BUSY_TIMES: weeks.cluster_busy_times,
    Kind.LIMIT_BUSY_TIMES: weeks.limit_busy_times,
    Kind.LIMIT_WORKLOAD: weeks.limit_workload,
}
