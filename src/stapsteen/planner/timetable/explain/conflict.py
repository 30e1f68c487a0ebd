"""Rules that cannot hold together: a smallest set of them.

The search begins with little: one event, then the events of one resource, then everything that hangs
together. What is found too much there is made smaller (``quickxplain``), first by leaving events out,
then rule by rule, until giving up any one of them lets the others hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.explain.decisions import Decisions
from stapsteen.planner.timetable.explain.holding import hold
from stapsteen.planner.timetable.explain.points import (
    GROUP_KINDS,
    RESOURCE_KINDS,
    At,
    Points,
)
from stapsteen.planner.timetable.explain.quickxplain import smallest
from stapsteen.planner.timetable.instance import Event, Instance, Kind

QUESTION_SECONDS = 3.0  # for one question to CP-SAT; without an answer rules count as possible
TOLD_LAST = (Kind.PREFER_TIMES, Kind.SPREAD_EVENTS, Kind.ORDER_EVENTS)  # easier left out


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot all hold. ``sure``: giving up any one of them was shown to be enough."""

    members: tuple[At, ...]
    events: tuple[str, ...]
    sure: bool = True


@dataclass
class Question:
    """Asks CP-SAT whether rules can hold together, until the time is up."""

    points: Points
    until: float
    sure: bool = True
    asked: int = field(default=0)

    def too_much(self, members: Collection[At]) -> bool:
        """Whether it is shown that these rules cannot all hold."""
        self.asked += 1
        decisions = Decisions(self.points, members)
        hold(decisions)
        if decisions.impossible:
            return True
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2  # counting is what linear programs see at once
        solver.parameters.max_time_in_seconds = max(
            0.05, min(QUESTION_SECONDS, self.until - monotonic())
        )
        status = solver.solve(decisions.model)
        self.sure &= status != cp_model.UNKNOWN
        return bool(status == cp_model.INFEASIBLE)

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.until


def find_conflicts(
    instance: Instance, *, seconds: float = 10.0, amount: int = 5
) -> tuple[Conflict, ...]:
    """At most so many conflicts that have no rule in common; none when all required rules can hold.

    ``seconds`` bounds the search. A conflict that the time did not suffice to make smallest is marked.
    """
    points = Points(instance)
    question = Question(points, monotonic() + seconds)
    found: list[Conflict] = []
    told: set[At] = set()
    for events in _parts(points, found):
        if question.is_late or len(found) >= amount:
            break
        members = [at for at in points_within(points, events) if at not in told]
        while members and len(found) < amount and question.too_much(members):
            conflict = _smallest(points, question, members)
            found.append(conflict)
            told |= set(conflict.members)
            members = [at for at in members if at not in told]
    return tuple(found)


def _parts(points: Points, found: Sequence[Conflict]) -> Iterator[frozenset[str]]:
    """Sets of events, small ones first; everything at once only when nothing smaller was too much."""
    yield from (
        frozenset({event.id}) for event in points.instance.events if _nowhere(points, event)
    )
    yield from sorted(set(points.events_of_resource.values()), key=len)
    if not found:
        yield from connected(points)


def _nowhere(points: Points, event: Event) -> bool:
    """Whether an event has no place of its own, whatever the others do."""
    return Decisions(points, points_within(points, {event.id})).impossible


def connected(points: Points) -> list[frozenset[str]]:
    """The events in parts that no required rule ties to each other."""
    leader: dict[str, str] = {event.id: event.id for event in points.instance.events}

    def first(event: str) -> str:
        while leader[event] != event:
            leader[event] = leader[leader[event]]
            event = leader[event]
        return event

    for at in points.required:
        together = sorted(points.events_at(at))
        for one, other in pairwise(together):
            leader[first(other)] = first(one)
    parts: dict[str, set[str]] = {}
    for event in leader:
        parts.setdefault(first(event), set()).add(event)
    return sorted(map(frozenset, parts.values()), key=len)


def points_within(points: Points, events: Collection[str]) -> list[At]:
    """The required rules at their points as far as they speak of these events."""
    wanted = frozenset(events)
    near = {at for event in wanted for at in points.about.get(event, ())}
    close = points.ordered(near | set(points.about_nothing))
    return [at for at in close if _speaks_of(points, at, wanted)]


def _speaks_of(points: Points, at: At, wanted: frozenset[str]) -> bool:
    rule = points.rules[at.rule]
    about = points.events_at(at)
    asks = rule.minimum > 0 or any(bounds.minimum > 0 for bounds in rule.bounds)
    together = rule.kind in {Kind.LINK_EVENTS, Kind.ORDER_EVENTS}
    if together or not about or (asks and rule.kind in (GROUP_KINDS | RESOURCE_KINDS)):
        return about <= wanted
    return not about.isdisjoint(wanted)


def _smallest(points: Points, question: Question, members: Sequence[At]) -> Conflict:
    question.sure = True
    events = dict.fromkeys(event for at in members for event in sorted(points.events_at(at)))
    allowed = set(members)

    def too_much_of(some: Sequence[str]) -> bool:
        return question.too_much([at for at in points_within(points, some) if at in allowed])

    few = smallest(list(events), too_much_of)
    left = [at for at in points_within(points, few) if at in allowed]
    left.sort(key=lambda at: points.rules[at.rule].kind in TOLD_LAST)
    rules = smallest(left, question.too_much)
    return Conflict(tuple(rules), tuple(few), question.sure)
