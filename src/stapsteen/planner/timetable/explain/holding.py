"""What it means for a rule to hold at a point, told to CP-SAT: one function a kind.

Times and people that are preferred, times of absence, and what must have a time or somebody, are told
by leaving the other choices out (see ``decisions``).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, lcm

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.evaluate.placed import open_needs
from stapsteen.planner.timetable.evaluate.resources import FLOAT_NOISE
from stapsteen.planner.timetable.explain.decisions import Choice, Decisions
from stapsteen.planner.timetable.instance import Constraint, Event, Kind, Need, Pair

Holding = Callable[[Decisions, Constraint, str], None]


def hold(decisions: Decisions) -> None:
    """Tell the model everything that is asked."""
    for kind, asked in decisions.asked.items():
        holding = HOLDING.get(kind)
        if holding is not None:
            for rule, point in asked:
                holding(decisions, rule, point)


def split_events(decisions: Decisions, rule: Constraint, event: str) -> None:
    """So many meets, each of such a length."""
    choices = decisions.choices[event]
    _between(decisions, sum(one.amount for one in choices), rule)
    for one in choices:
        if not rule.duration_minimum <= one.length <= rule.duration_maximum:
            decisions.model.add(one.amount == 0)


def distribute_split_events(decisions: Decisions, rule: Constraint, event: str) -> None:
    """So many meets of exactly this length."""
    same = [one.amount for one in decisions.choices[event] if one.length == rule.duration]
    _between(decisions, sum(same), rule)


def avoid_split_assignments(decisions: Decisions, rule: Constraint, group: str) -> None:
    """One and the same resource in the role."""
    chosen: dict[str, cp_model.IntVar] = {}
    for event in decisions.points.in_group[group]:
        for place, _need in open_needs(event, rule.role):
            for choice, name, literal in decisions.takes.get((event.id, place), ()):
                if name not in chosen:
                    chosen[name] = decisions.model.new_bool_var(f"{rule.id}/{group}={name}")
                most = max(1, decisions.points.events[choice.event].duration)
                decisions.model.add(literal <= most * chosen[name])
    decisions.model.add_at_most_one(chosen.values())


def spread_events(decisions: Decisions, rule: Constraint, group: str) -> None:
    """So many starts in each time group."""
    starts = [
        choice
        for event in decisions.points.in_group[group]
        for choice in decisions.choices.get(event.id, ())
    ]
    for bounds in rule.bounds:
        amount = sum(one.amount for one in starts if one.time in set(bounds.times))
        _within(decisions, amount, bounds.minimum, bounds.maximum)


def link_events(decisions: Decisions, rule: Constraint, group: str) -> None:  # noqa: ARG001
    """All events of the group run at the same times."""
    events = decisions.points.in_group[group]
    for time in range(decisions.points.instance.time_count):
        for other in events[1:]:
            first, second = (sum(decisions.running(one.id, time)) for one in (events[0], other))
            decisions.model.add(first == second)


def order_events(decisions: Decisions, rule: Constraint, point: str) -> None:
    """The first of a pair ends, so far before the second starts, when both have their times."""
    for pair in (one for one in rule.pairs if f"{one.first} > {one.second}" == point):
        both = [decisions.choices.get(event) for event in (pair.first, pair.second)]
        if both[0] is None or both[1] is None:
            continue  # one of them can stay without a time, and then the order does not count
        if decisions.points.divisible & {pair.first, pair.second}:
            _order_of_pieces(decisions, pair, both[0], both[1])
        else:
            _order_of_wholes(decisions, pair, both[0], both[1])


def _order_of_wholes(
    decisions: Decisions, pair: Pair, first: list[Choice], second: list[Choice]
) -> None:
    """For each start of the second: which starts of the first are too late or too early for it."""
    for later in second:
        if later.time is None:
            continue
        wrong = [
            one.amount
            for one in first
            if one.time is not None and not _apart(pair, later.time - one.span.stop)
        ]
        if wrong:
            decisions.model.add_at_most_one([later.amount, *wrong])


def _apart(pair: Pair, gap: int) -> bool:
    return pair.minimum <= gap and (pair.maximum is None or gap <= pair.maximum)


def _order_of_pieces(
    decisions: Decisions, pair: Pair, first: list[Choice], second: list[Choice]
) -> None:
    model = decisions.model
    week = decisions.points.instance.time_count
    ends, starts = model.new_int_var(0, week, "end"), model.new_int_var(0, week, "start")
    zero = model.new_constant(0)
    model.add_max_equality(
        ends, [one.span.stop * one.amount for one in first if one.span] or [zero]
    )
    model.add_min_equality(
        starts,
        [week + (one.span.start - week) * one.amount for one in second if one.span] or [zero],
    )
    nowhere = [one.amount for one in (*first, *second) if one.time is None]
    placed = model.new_bool_var("both have their times")
    model.add(sum(nowhere) >= 1).only_enforce_if(placed.negated())
    model.add(starts - ends >= pair.minimum).only_enforce_if(placed)
    if pair.maximum is not None:
        model.add(starts - ends <= pair.maximum).only_enforce_if(placed)


def avoid_clashes(decisions: Decisions, rule: Constraint, resource: str) -> None:  # noqa: ARG001
    """At most one meet at a time."""
    for running in decisions.busy(resource).values():
        if len(running) > 1:
            decisions.model.add(sum(running) <= 1)


def avoid_unavailable_times(decisions: Decisions, rule: Constraint, resource: str) -> None:
    """Nothing at times of absence, also not what has its time given."""
    for time, running in decisions.busy(resource).items():
        if time in rule.times:
            decisions.model.add(sum(running) == 0)


def limit_idle_times(decisions: Decisions, rule: Constraint, resource: str) -> None:
    """So many holes between the first and the last busy time of each time group."""
    idle: list[cp_model.IntVar] = []
    for bounds in rule.bounds:
        times = sorted(bounds.times)
        busy = [_is_busy(decisions, resource, time) for time in times]
        idle += [_is_hole(decisions, busy, place) for place in range(1, len(times) - 1)]
    _between(decisions, sum(idle), rule)


def _is_hole(decisions: Decisions, busy: list[cp_model.IntVar], place: int) -> cp_model.IntVar:
    model = decisions.model
    before, after = model.new_bool_var("busy before"), model.new_bool_var("busy after")
    model.add_max_equality(before, busy[:place])
    model.add_max_equality(after, busy[place + 1 :])
    hole = model.new_bool_var("hole")
    model.add_bool_and(before, after, busy[place].negated()).only_enforce_if(hole)
    model.add_bool_or(before.negated(), after.negated(), busy[place], hole)
    return hole


def cluster_busy_times(decisions: Decisions, rule: Constraint, resource: str) -> None:
    """Busy in so many of the time groups."""
    days = []
    for bounds in rule.bounds:
        day = decisions.model.new_bool_var("busy that day")
        busy = [_is_busy(decisions, resource, time) for time in bounds.times]
        decisions.model.add_max_equality(day, busy or [decisions.model.new_constant(0)])
        days.append(day)
    _between(decisions, sum(days), rule)


def limit_busy_times(decisions: Decisions, rule: Constraint, resource: str) -> None:
    """Where there is work in a time group, so much of it."""
    for bounds in rule.bounds:
        busy = [_is_busy(decisions, resource, time) for time in bounds.times]
        some = decisions.model.new_bool_var("some work")
        decisions.model.add_max_equality(some, busy or [decisions.model.new_constant(0)])
        amount = sum(busy)
        decisions.model.add(amount >= rule.minimum).only_enforce_if(some)
        decisions.model.add(amount <= rule.maximum).only_enforce_if(some)


def _is_busy(decisions: Decisions, resource: str, time: int) -> cp_model.IntVar:
    running = decisions.busy(resource).get(time, [])
    busy = decisions.model.new_bool_var(f"{resource} busy at {time}")
    decisions.model.add_max_equality(busy, running or [decisions.model.new_constant(0)])
    return busy


def limit_workload(decisions: Decisions, rule: Constraint, resource: str) -> None:
    """So much work in all; work that is given counts whether or not it has a time."""
    scale = lcm(*(event.duration for event in decisions.points.instance.events))
    given = Fraction(0)
    taken = []
    for event in decisions.points.instance.events:
        for place, need in enumerate(event.needs):
            if need.resource == resource:
                given += _work(event, need)
            for choice, name, literal in decisions.takes.get((event.id, place), ()):
                if name == resource:
                    share = Fraction(choice.length, event.duration) * _work(event, need)
                    taken.append(int(share * scale) * literal)
    load = sum(taken)
    least, most = rule.minimum - FLOAT_NOISE - given, rule.maximum + FLOAT_NOISE - given
    _within(decisions, load, ceil(least * scale), floor(most * scale))


def _work(event: Event, need: Need) -> int:
    own = event.duration if event.workload is None else event.workload
    return own if need.workload is None else need.workload


def _between(decisions: Decisions, amount: cp_model.LinearExprT, rule: Constraint) -> None:
    _within(decisions, amount, rule.minimum, rule.maximum)


def _within(decisions: Decisions, amount: cp_model.LinearExprT, minimum: int, maximum: int) -> None:
    if isinstance(amount, int):  # nothing to decide
        decisions.impossible |= not minimum <= amount <= maximum
    else:
        decisions.model.add_linear_constraint(amount, minimum, maximum)


HOLDING: dict[Kind, Holding] = {
    Kind.SPLIT_EVENTS: split_events,
    Kind.DISTRIBUTE_SPLIT_EVENTS: distribute_split_events,
    Kind.AVOID_SPLIT_ASSIGNMENTS: avoid_split_assignments,
    Kind.SPREAD_EVENTS: spread_events,
    Kind.LINK_EVENTS: link_events,
    Kind.ORDER_EVENTS: order_events,
    Kind.AVOID_CLASHES: avoid_clashes,
    Kind.AVOID_UNAVAILABLE_TIMES: avoid_unavailable_times,
    Kind.LIMIT_IDLE_TIMES: limit_idle_times,
    Kind.CLUSTER_BUSY_TIMES: cluster_busy_times,
    Kind.LIMIT_BUSY_TIMES: limit_busy_times,
    Kind.LIMIT_WORKLOAD: limit_workload,
}
