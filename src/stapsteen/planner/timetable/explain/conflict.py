"""Rules that cannot hold together: a smallest set of them.

The search begins with little: one event, then the events of one time or one resource, then everything
that hangs together. What is found too much there is made smaller (``smallest``) until giving up any one of the
rules lets the others hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
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
from stapsteen.planner.timetable.explain.rotation import Rotation
from stapsteen.planner.timetable.explain.smallest import smallest
from stapsteen.planner.timetable.instance import Event, Instance, Kind
from stapsteen.planner.timetable.solution import Solution

QUESTION_EFFORT = 5.0  # of CP-SAT, about seconds; without an answer rules count as possible
SHARE_FOR_MORE = 0.5  # of the time, in which others are looked for when one is found
EVENT_QUESTIONS = 16  # about whole events, before it goes on rule by rule
HARD_TO_TELL = (Kind.ORDER_EVENTS, Kind.SPREAD_EVENTS, Kind.PREFER_TIMES)  # left out first
SELDOM_COUNTED = frozenset({Kind.ORDER_EVENTS, Kind.SPREAD_EVENTS})  # most conflicts do without
LEAVING_OUT = (*HARD_TO_TELL, *(kind for kind in Kind if kind not in HARD_TO_TELL))


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot all hold. ``sure``: giving up any one of them was shown to be enough."""

    members: tuple[At, ...]
    sure: bool = True


@dataclass
class Question:
    """Asks CP-SAT whether rules can hold together, until the time is up."""

    points: Points
    until: float
    sure: bool = True
    asked: int = 0
    plan: Solution | None = None

    def too_much(self, members: Collection[At]) -> bool:
        """Whether it is shown that these rules cannot all hold."""
        if self.is_late:
            self.sure = False
            return False
        self.asked += 1
        decisions = Decisions(self.points, members)
        hold(decisions)
        if decisions.impossible:
            return True
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2  # counting is what linear programs see at once
        solver.parameters.max_deterministic_time = QUESTION_EFFORT
        solver.parameters.max_time_in_seconds = max(0.05, self.until - monotonic())
        status = solver.solve(decisions.model)
        self.sure &= status != cp_model.UNKNOWN
        self.plan = None
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self.plan = decisions.read(solver)
        return bool(status == cp_model.INFEASIBLE)

    def also_needed(
        self, one: At, members: Sequence[At], known: Collection[object]
    ) -> Collection[object]:
        """After the answer that all members but one can hold: others that are needed like it."""
        if self.plan is None:
            return ()
        rotation = Rotation(self.points, members, self.plan, self.until)
        return rotation.needed_like(one, known)

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.until


def find_conflicts(
    instance: Instance,
    *,
    seconds: float = 10.0,
    amount: int = 5,
    first: Iterable[Collection[str]] = (),
) -> tuple[Conflict, ...]:
    """At most so many conflicts, about different events; none when all required rules can hold.

    ``seconds`` bounds the search; ``first`` are events to look at before others, from counting. A
    conflict that the time did not suffice to make smallest is marked, and told only for want of others.
    """
    points = Points(instance)
    started = monotonic()
    question = Question(points, started + seconds)
    found: list[Conflict] = []
    told: set[At] = set()
    counted = ((events, True) for events in first)
    parts = ((events, False) for events in _parts(points, found))
    for events, few in chain(counted, parts):
        members = [at for at in points_within(points, events) if at not in told]
        while members and len(found) < amount and question.too_much(members):
            found.append(_smallest(points, question, members, few_events=few))
            told |= _asked(points, found[-1])
            members = [at for at in members if at not in told]
            question.until = started + seconds * SHARE_FOR_MORE
        if question.is_late or len(found) >= amount:
            break
    shown = [one for one in found if one.sure] or found[:1]
    return tuple(sorted(shown, key=lambda one: [points.order[at] for at in one.members]))


def _asked(points: Points, conflict: Conflict) -> set[At]:
    """What a conflict asks to be placed or filled; another conflict is about something else."""
    asking = {Kind.ASSIGN_TIME, Kind.ASSIGN_RESOURCE}
    asked = {at for at in conflict.members if points.rules[at.rule].kind in asking}
    return asked or set(conflict.members)


def _parts(points: Points, found: Sequence[Conflict]) -> Iterator[frozenset[str]]:
    """Sets of events, small ones first; everything at once only when nothing smaller was too much."""
    events = points.instance.events
    yield from (frozenset({event.id}) for event in events if _nowhere(points, event))
    given: dict[int, set[str]] = defaultdict(set)
    for event in events:
        if event.time is not None:
            given[event.time].add(event.id)
    yield from map(frozenset, given.values())
    fixed = frozenset().union(*given.values())
    yield from sorted(
        set(points.events_of_resource.values()), key=lambda some: (some <= fixed, len(some))
    )
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
    if not about and not asks:
        return False  # nobody and nothing to keep to it: it holds as a matter of fact
    if together or (asks and rule.kind in (GROUP_KINDS | RESOURCE_KINDS)):
        return about <= wanted
    return not about.isdisjoint(wanted)


def _smallest(
    points: Points, question: Question, members: Sequence[At], *, few_events: bool
) -> Conflict:
    """What is hard to tell is left out first; where time allows also last, and the smaller one told.

    ``few_events``: counting chose the events, and most of them are needed.
    """
    few = _fewer_kinds(points, question, members)
    if not few_events:
        few = _fewer_events(points, question, few)
    few.sort(key=lambda at: LEAVING_OUT.index(points.rules[at.rule].kind))
    started = monotonic()
    found = [_left_of(points, question, few)]
    if question.until - monotonic() > 2 * (monotonic() - started):
        found.append(_left_of(points, question, few[::-1]))
    return min(found, key=lambda one: (not one.sure, _size(one.members)))


def _left_of(points: Points, question: Question, members: Sequence[At]) -> Conflict:
    question.sure = True
    left = smallest(
        members,
        question.too_much,
        question.also_needed,
        sort=lambda at: points.rules[at.rule].kind,
    )
    return Conflict(tuple(points.ordered(left)), question.sure)


def _size(members: Collection[At]) -> tuple[int, int]:
    return len({at.rule for at in members}), len(members)


def _fewer_kinds(points: Points, question: Question, members: Sequence[At]) -> list[At]:
    """The members without the kinds that are dear to ask about, where the others are too much."""
    fewer = [at for at in members if points.rules[at.rule].kind not in SELDOM_COUNTED]
    return fewer if len(fewer) < len(members) and question.too_much(fewer) else list(members)


def _fewer_events(points: Points, question: Question, members: Sequence[At]) -> list[At]:
    """The members left when whole events are left out, where a few questions show that most can be."""
    events = dict.fromkeys(event for at in members for event in sorted(points.events_at(at)))
    allowed = set(members)
    last = question.asked + EVENT_QUESTIONS

    def within(some: Sequence[str]) -> list[At]:
        return [at for at in points_within(points, some) if at in allowed]

    def too_much(some: Sequence[str]) -> bool:
        return question.asked < last and question.too_much(within(some))

    few = smallest(list(events), too_much)
    return within(few) if 2 * len(few) < len(events) else list(members)
