"""The rules about resources: clashes, absence, idle time, busy days, workload.

Each function gives the points of one rule. What it measures there is said in its first line.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from stapsteen.planner.timetable.evaluate.placed import Placed, bits, outside
from stapsteen.planner.timetable.evaluate.points import Point, per_resource
from stapsteen.planner.timetable.evaluate.register import Register
from stapsteen.planner.timetable.instance import Constraint

FLOAT_NOISE = Fraction(1, 1000)


def avoid_clashes(register: Register, rule: Constraint) -> Iterator[Point]:
    """Nobody is at two meets at once: how many meets too many, added up over the times."""

    def measure(placed: Placed, resource: str) -> int:
        return placed.taken[resource] - placed.busy[resource].bit_count()

    return per_resource(register, rule, measure)


def avoid_unavailable_times(register: Register, rule: Constraint) -> Iterator[Point]:
    """Nobody is busy when not available: the number of such times."""
    absent = bits(rule.times)

    def measure(placed: Placed, resource: str) -> int:
        return (placed.busy[resource] & absent).bit_count()

    return per_resource(register, rule, measure)


def limit_idle_times(register: Register, rule: Constraint) -> Iterator[Point]:
    """Few holes between the first and last busy time of a day: how many too few or too many."""
    days = [bits(bounds.times) for bounds in rule.bounds]

    def measure(placed: Placed, resource: str) -> int:
        busy = placed.busy[resource]
        idle = sum([_holes(day, busy & day) for day in days if busy & day])
        return outside(idle, rule.minimum, rule.maximum)

    return per_resource(register, rule, measure)


def _holes(day: int, busy: int) -> int:
    """The times of a day that lie between two busy ones; ``busy`` is not empty."""
    first = busy & -busy
    from_first_to_last = (1 << busy.bit_length()) - first
    return (day & from_first_to_last & ~busy).bit_count()


def cluster_busy_times(register: Register, rule: Constraint) -> Iterator[Point]:
    """Busy on so many days: how many too few or too many."""
    days = [bits(bounds.times) for bounds in rule.bounds]

    def measure(placed: Placed, resource: str) -> int:
        busy = placed.busy[resource]
        return outside(len([day for day in days if busy & day]), rule.minimum, rule.maximum)

    return per_resource(register, rule, measure)


def limit_busy_times(register: Register, rule: Constraint) -> Iterator[Point]:
    """On each day with work, so much work: how much too little or too much, over all days."""
    days = [bits(bounds.times) for bounds in rule.bounds]
    least, most = rule.minimum, rule.maximum

    def measure(placed: Placed, resource: str) -> int:
        busy = placed.busy[resource]
        amounts = [(busy & day).bit_count() for day in days]
        return sum([outside(amount, least, most) for amount in amounts if amount])

    return per_resource(register, rule, measure)


def limit_workload(register: Register, rule: Constraint) -> Iterator[Point]:
    """So much work in all, meets without a time included: how much too little or too much."""
    unit = register.unit
    least, most, noise = rule.minimum * unit, rule.maximum * unit, FLOAT_NOISE * unit

    def measure(placed: Placed, resource: str) -> int:
        off = outside(placed.load[resource], least, most)
        return ceil((off - noise) / unit) if off > noise else 0

    return per_resource(register, rule, measure)
