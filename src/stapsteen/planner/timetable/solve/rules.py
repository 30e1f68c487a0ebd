"""How each kind of rule is told to CP-SAT: one small function a kind.

What the domains of the variables already forbid (required PreferTimes, PreferResources and the
absence of preassigned resources) is not told twice.
"""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.instance import Bounds, Constraint, Event, Kind
from stapsteen.planner.timetable.solve.variables import Literal, Seat, Variables

Poster = Callable[[Variables, Constraint], None]


def assign_time(variables: Variables, rule: Constraint) -> None:
    """Staying without a time costs the duration."""
    for event in variables.events_of(rule.events, rule.event_groups):
        if event.id in variables.unplaced:
            literal = variables.unplaced[event.id]
            variables.pay(rule.weight * event.duration, literal, required=rule.required)


def assign_resource(variables: Variables, rule: Constraint) -> None:
    """A need that nobody fills costs the duration."""
    for event in variables.events_of(rule.events, rule.event_groups):
        for seat in variables.open_places(event, rule.role):
            if seat in variables.empty:
                amount = variables.empty[seat]
                variables.pay(rule.weight * event.duration, amount, required=rule.required)


def prefer_times(variables: Variables, rule: Constraint) -> None:
    """A start that is not preferred costs the duration."""
    if rule.required:
        return
    for event in variables.events_of(rule.events, rule.event_groups):
        if rule.duration in (None, event.duration):
            for time, literal in variables.begins[event.id].items():
                if time not in rule.times:
                    variables.pay(rule.weight * event.duration, literal, required=False)


def prefer_resources(variables: Variables, rule: Constraint) -> None:
    """A resource that is not preferred costs the duration."""
    if rule.required:
        return
    known = {resource.id: resource for resource in variables.instance.resources}
    for event in variables.events_of(rule.events, rule.event_groups):
        for seat in variables.open_places(event, rule.role):
            for resource, literal in variables.takes[seat].items():
                if not rule.prefers(known[resource]):
                    variables.pay(rule.weight * event.duration, literal, required=False)


def avoid_clashes(variables: Variables, rule: Constraint) -> None:
    """At most one meet at a time for each resource."""
    for resource in variables.resources_of(rule.resources, rule.resource_groups):
        fixed = variables.fixed_events[resource]
        seats = variables.possible_seats[resource]
        if seats:
            _no_overlap(variables, resource, fixed, seats)
        elif len(fixed) > 1:
            for time in range(variables.instance.time_count):
                running = [one for event in fixed for one in variables.running(event, time)]
                if len(running) > 1:
                    variables.model.add_at_most_one(running)


def _no_overlap(variables: Variables, resource: str, fixed: list[Event], seats: list[Seat]) -> None:
    for time in range(variables.instance.time_count):
        running = [one for event in fixed for one in variables.running(event, time)]
        running += [
            literal for seat in seats for literal in _busy_in_seat(variables, resource, seat, time)
        ]
        if len(running) > 1:
            variables.model.add_at_most_one(running)


def _busy_in_seat(variables: Variables, resource: str, seat: Seat, time: int) -> list[Literal]:
    """Literals that are true when the resource fills the seat and the event runs at the time."""
    event = variables.events[seat[0]]
    taken = variables.takes[seat][resource]
    first = max(0, time - event.duration + 1)
    return [
        both(variables, variables.begins[event.id][start], taken, f"{event.id}@{start}={resource}")
        for start in range(first, time + 1)
        if start in variables.begins[event.id]
    ]


def both(variables: Variables, one: Literal, other: Literal, name: str) -> Literal:
    """A literal that must be true when both are; made once for each pair."""
    made: dict[str, Literal] = variables.__dict__.setdefault("_both", {})
    if name not in made:
        made[name] = variables.model.new_bool_var(name)
        variables.model.add_bool_or(one.negated(), other.negated(), made[name])
    return made[name]


def avoid_unavailable_times(variables: Variables, rule: Constraint) -> None:
    """Nobody is given a need at a time of absence; soft absence is paid per time."""
    for resource in variables.resources_of(rule.resources, rule.resource_groups):
        for seat in variables.possible_seats[resource]:
            event = variables.events[seat[0]]
            for start, begins in variables.begins[event.id].items():
                hit = rule.times & set(range(start, start + event.duration))
                if hit and rule.required:
                    taken = variables.takes[seat][resource]
                    variables.model.add_bool_or(begins.negated(), taken.negated())
        if not rule.required:
            _pay_absence(variables, rule, resource)


def _pay_absence(variables: Variables, rule: Constraint, resource: str) -> None:
    for event in variables.fixed_events[resource]:
        for start, begins in variables.begins[event.id].items():
            hit = rule.times & set(range(start, start + event.duration))
            if hit:
                variables.pay(rule.weight * len(hit), begins, required=False)


def spread_events(variables: Variables, rule: Constraint) -> None:
    """So many starts in each time group."""
    for group in rule.event_groups:
        for bounds in rule.bounds:
            starts = [
                literal
                for event in variables.in_group[group]
                for time, literal in variables.begins[event.id].items()
                if time in bounds.times
            ]
            if starts:
                _within(variables, rule, starts, bounds)


def _within(
    variables: Variables, rule: Constraint, literals: list[Literal], bounds: Bounds
) -> None:
    amount = cp_model.LinearExpr.sum(literals)
    if rule.required and not variables.relaxed:
        variables.model.add(amount <= bounds.maximum)
        variables.model.add(amount >= bounds.minimum)
        return
    if bounds.maximum < len(literals):
        over = variables.model.new_int_var(0, len(literals), "over")
        variables.model.add(over >= amount - bounds.maximum)
        variables.pay(rule.weight, over, required=rule.required)
    if bounds.minimum > 0:
        under = variables.model.new_int_var(0, bounds.minimum, "under")
        variables.model.add(under >= bounds.minimum - amount)
        variables.pay(rule.weight, under, required=rule.required)


def link_events(variables: Variables, rule: Constraint) -> None:
    """The events of a group begin at the same time."""
    for group in rule.event_groups:
        first, *others = variables.in_group[group]
        for other in others:
            for time in range(variables.instance.time_count):
                one = variables.begins[first.id].get(time)
                two = variables.begins[other.id].get(time)
                if one is not None and two is not None:
                    variables.model.add(one == two)
                elif (alone := one if one is not None else two) is not None:
                    variables.model.add(alone == 0)


def order_events(variables: Variables, rule: Constraint) -> None:
    """The first of a pair has ended when the second starts."""
    for pair in rule.pairs:
        first, second = variables.events[pair.first], variables.events[pair.second]
        wait = first.duration + pair.minimum
        for time, later in variables.begins[second.id].items():
            too_late = [
                literal
                for start, literal in variables.begins[first.id].items()
                if start + wait > time
            ]
            if too_late and rule.required:
                variables.model.add_at_most_one([later, *too_late])
            elif too_late:
                _pay_disorder(variables, rule, later, too_late)


def _pay_disorder(
    variables: Variables, rule: Constraint, later: Literal, too_late: list[Literal]
) -> None:
    wrong = variables.model.new_bool_var("out of order")
    variables.model.add(cp_model.LinearExpr.sum([later, *too_late]) <= 1 + wrong)
    variables.pay(rule.weight, wrong, required=False)


def limit_busy_times(variables: Variables, rule: Constraint) -> None:
    """At most so much work in each time group."""
    for resource in variables.resources_of(rule.resources, rule.resource_groups):
        for bounds in rule.bounds:
            busy = [
                literal
                for time in bounds.times
                for literal in _running_for(variables, resource, time)
            ]
            if len(busy) > rule.maximum:
                limit = Bounds(bounds.times, 0, rule.maximum)
                _within(variables, rule, busy, limit)


def _running_for(variables: Variables, resource: str, time: int) -> list[Literal]:
    fixed = [
        one for event in variables.fixed_events[resource] for one in variables.running(event, time)
    ]
    return fixed + [
        literal
        for seat in variables.possible_seats[resource]
        for literal in _busy_in_seat(variables, resource, seat, time)
    ]


def limit_workload(variables: Variables, rule: Constraint) -> None:
    """At most so much work in all; every event counts its duration."""
    for resource in variables.resources_of(rule.resources, rule.resource_groups):
        fixed = sum(event.duration for event in variables.fixed_events[resource])
        terms = [
            variables.events[seat[0]].duration * variables.takes[seat][resource]
            for seat in variables.possible_seats[resource]
        ]
        most = fixed + sum(
            variables.events[seat[0]].duration for seat in variables.possible_seats[resource]
        )
        if most > rule.maximum:
            over = variables.model.new_int_var(0, most, f"overload of {resource}")
            variables.model.add(over >= sum(terms) + fixed - rule.maximum)
            variables.pay(rule.weight, over, required=rule.required)


POSTERS: dict[Kind, Poster] = {
    Kind.ASSIGN_TIME: assign_time,
    Kind.ASSIGN_RESOURCE: assign_resource,
    Kind.PREFER_TIMES: prefer_times,
    Kind.PREFER_RESOURCES: prefer_resources,
    Kind.AVOID_CLASHES: avoid_clashes,
    Kind.AVOID_UNAVAILABLE_TIMES: avoid_unavailable_times,
    Kind.SPREAD_EVENTS: spread_events,
    Kind.LINK_EVENTS: link_events,
    Kind.ORDER_EVENTS: order_events,
    Kind.LIMIT_BUSY_TIMES: limit_busy_times,
    Kind.LIMIT_WORKLOAD: limit_workload,
}
