"""Changing a planned week by hand: where a lesson can go, what makes way for it, what that costs.

A lesson that is put where others stand changes places with them, as people do it on a magnetic board.
Lessons of one subject that are alike keep their order in the week: whoever puts the second after the
third has moved a lesson, and has not turned their contents round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.offered import is_workshop, taken_up, traded
from stapsteen.planner.organisation.otherwise import between, is_out_of_time
from stapsteen.planner.timetable.evaluate import Around, Broken, Difference, Evaluation
from stapsteen.planner.timetable.instance import (
    Constraint,
    Event,
    Instance,
    Kind,
    Need,
    Resource,
)
from stapsteen.planner.timetable.solution import Meet, Solution

Resources = tuple[str | None, ...]
Rebuilt = Callable[[Solution], Evaluation]


@dataclass(frozen=True)
class Change:
    """What a move does: the meets as they are after it, by event.

    ``along`` are the events that make way. ``renamed`` says which event a placement belongs to now,
    where that is another one than before: a lock, and whoever looks at the lesson, follow it.
    """

    meets: Mapping[str, Meet]
    along: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A start for a lesson, and what it costs to have it there.

    ``held`` are locked events that stand in the way; nothing is tried then.
    """

    time: int | None
    change: Change
    difference: Difference
    held: tuple[str, ...] = ()

    @property
    def new_breaks(self) -> tuple[Broken, ...]:
        """The required rules that hold now and would not."""
        return tuple(one for one in self.difference.broken if one.constraint.required)

    @property
    def state(self) -> str:
        """``free``, ``price`` (a wish gets worse), ``forbidden`` (a required rule breaks), or ``same``
        where a lesson that is alike stands already.
        """
        if self.held or self.new_breaks:
            return "forbidden"
        if not self.change.meets:
            return "same"
        return "price" if self.difference.broken else "free"


class Movable:
    """A planned week as people change it; ``locked`` are the events that stay where they are.

    ``rebuilt`` costs a solution with rules made anew from it, where rules hang on where lessons stand:
    in a week with frozen workshops.
    """

    def __init__(
        self,
        draft: Draft,
        instance: Instance,
        solution: Solution,
        locked: Collection[str] = (),
        rebuilt: Rebuilt | None = None,
    ) -> None:
        self.rebuilt = rebuilt
        self.draft = draft
        self.instance = instance
        self.solution = solution
        self.locked = frozenset(locked)
        self._choices: dict[str, dict[int, tuple[str, ...]]] = {}
        self._turn = Lock()  # the referee tries one change at a time
        self.index = {meet.event: place for place, meet in enumerate(solution.meets)}

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events by their id."""
        return {event.id: event for event in self.instance.events}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The resources by their id."""
        return {resource.id: resource for resource in self.instance.resources}

    @cached_property
    def around(self) -> Around:
        """The referee that prices changes of this solution."""
        return Around(self.instance, self.solution)

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the week costs as it is."""
        return self.around.evaluation

    def meet(self, event: str) -> Meet:
        """Where an event stands."""
        return self.solution.meets[self.index[event]]

    def move(self, event: str, time: int | None, resources: Resources | None = None) -> Change:
        """Put an event at another time, or with other resources; what makes way goes along."""
        meet = self.meet(event)
        along = {} if time is None else self._make_way(meet, time)
        if len(along) == 1 and is_workshop(event):
            ((other, gone),) = along.items()
            meet, along[other] = traded(meet, gone)
        given = meet.resources if resources is None else resources
        moved = {event: replace(meet, time=time, resources=given), **along}
        return self._in_order(moved, tuple(along))

    def put(self, event: str, time: int | None, resources: Resources | None = None) -> Change:
        """Put an event somewhere while everything else stays, also what stands there."""
        meet = self.meet(event)
        given = meet.resources if resources is None else resources
        return self._in_order({event: replace(meet, time=time, resources=given)}, ())

    def stuck_at(self, event: str, time: int) -> tuple[str, ...]:
        """The locked lessons that stand where an event would go."""
        meet = self.meet(event)
        found = self._standing(meet, range(time, time + meet.duration))
        return tuple(other.event for other in found if other.event in self.locked)

    def price(self, change: Change) -> Difference:
        """What a change costs more than the week as it is."""
        meets = {self.index[event]: meet for event, meet in change.meets.items()}
        with self._turn:
            found = self.around.change(meets)
        if self.rebuilt is None or not self._moves_others(change) or is_out_of_time(found):
            return found
        return between(self.evaluation, self.rebuilt(self.after(change)))

    def _moves_others(self, change: Change) -> bool:
        """Whether a lesson that is no workshop goes elsewhere: who is in workshops feels that."""
        return any(
            not is_workshop(event) and self.events[event].time is None for event in change.meets
        )

    def after(self, change: Change) -> Solution:
        """The solution with a change made."""
        meets = list(self.solution.meets)
        for event, meet in change.meets.items():
            meets[self.index[event]] = meet
        return Solution(tuple(meets))

    def place(self, event: str, time: int | None, resources: Resources | None = None) -> Place:
        """The cheapest way to have an event begin at a time (None: at no time).

        ``resources`` fixes who and where; without them others are found where that is better.
        """
        change = self.move(event, time, resources)
        if held := tuple(one for one in change.along if one in self.locked):
            return Place(time, change, Difference(0, 0, (), ()), held)
        kept = Place(time, change, self.price(change))
        if resources is not None or self._is_settled(event, kept):
            return kept
        if self.rebuilt is not None and not is_workshop(event):
            return kept  # each other choice would be weighed with all its workshops
        return min((kept, *self._with_others(event, time)), key=_cost)

    @staticmethod
    def _is_settled(event: str, kept: Place) -> bool:
        """Whether nobody else could make a place better: it is free, or is at a time that cannot be.

        What a workshop costs is its pupils'; others are looked for only where it cannot be led.
        """
        if kept.state == "free" or (kept.state == "price" and is_workshop(event)):
            return True
        return is_out_of_time(kept.difference)

    def places(self, event: str) -> Iterator[Place]:
        """Every time at which an event could begin, other than where it begins now."""
        meet = self.meet(event)
        for time in range(self.instance.time_count - meet.duration + 1):
            if time != meet.time:
                yield self.place(event, time)

    def choices(self, event: str) -> dict[int, tuple[str, ...]]:
        """For each open need of an event, by its place: the resources that the rules allow."""
        if event not in self._choices:
            self._choices[event] = {
                place: tuple(one.id for one in self._fitting(event, need))
                for place, need in enumerate(self.events[event].needs)
                if need.resource is None
            }
        return self._choices[event]

    def _with_others(self, event: str, time: int | None) -> Iterator[Place]:
        now = self.meet(event).resources
        for place, names in self.choices(event).items():
            for name in (*names, None):
                if name != now[place]:
                    change = self.move(event, time, (*now[:place], name, *now[place + 1 :]))
                    yield Place(time, change, self.price(change))

    def _fitting(self, event: str, need: Need) -> Iterator[Resource]:
        limits = [rule for rule in self._limits.get(need.role, ()) if self._concerns(rule, event)]
        for resource in self.instance.resources:
            if resource.type == need.type and all(rule.prefers(resource) for rule in limits):
                yield resource

    @cached_property
    def _limits(self) -> dict[str, list[Constraint]]:
        """The required rules about who may have a role."""
        found: dict[str, list[Constraint]] = {}
        for rule in self.instance.constraints:
            if rule.kind is Kind.PREFER_RESOURCES and rule.required:
                found.setdefault(rule.role, []).append(rule)
        return found

    def _concerns(self, rule: Constraint, event: str) -> bool:
        return event in rule.events or not self.events[event].groups.isdisjoint(rule.event_groups)

    def _make_way(self, meet: Meet, time: int) -> dict[str, Meet]:
        """What stands where a lesson goes, put where it came from; nothing when that cannot be."""
        wanted = range(time, time + meet.duration)
        others = list(self._standing(meet, wanted))
        if (
            meet.time is None
            or meet.time == time
            or not all(self._may_swap(meet, other, wanted) for other in others)
        ):
            return {}
        shift = meet.time - time
        if abs(shift) < meet.duration:  # the two places overlap: what is between them moves over
            shift = meet.duration if shift > 0 else -meet.duration
        return {other.event: replace(other, time=_of(other) + shift) for other in others}

    def _standing(self, meet: Meet, wanted: range) -> Iterator[Meet]:
        """The other lessons that the columns of a lesson have at these times, in time order."""
        found = {
            other.event: other
            for column in taken_up(meet)
            for other in self._of_column[column]
            if other.event != meet.event and not set(wanted).isdisjoint(other.span)
        }
        yield from sorted(found.values(), key=lambda other: (_of(other), other.event))

    @cached_property
    def _of_column(self) -> dict[str, list[Meet]]:
        """The lessons of each column."""
        found: dict[str, list[Meet]] = defaultdict(list)
        for meet in self.solution.meets:
            for column in taken_up(meet):
                found[column].append(meet)
        return found

    def _may_swap(self, meet: Meet, other: Meet, wanted: range) -> bool:
        """Whether another lesson fits in the old place: no longer, and of no other columns."""
        return (
            self.events[other.event].time is None
            and wanted.start <= _of(other)
            and other.span.stop <= wanted.stop
            and not set(other.span) & set(meet.span)
            and taken_up(other) <= taken_up(meet)
        )

    def _in_order(self, moved: dict[str, Meet], along: tuple[str, ...]) -> Change:
        """Let lessons that are alike keep their order in the week."""
        meets, renamed = dict(moved), {}
        for chain in dict.fromkeys(self._chains[event] for event in moved if event in self._chains):
            now = [moved.get(event, self.meet(event)) for event in chain]
            placed = [meet for meet in now if meet.time is not None]
            for target, meet in zip(placed, sorted(placed, key=_of), strict=True):
                if target.event != meet.event:
                    meets[target.event] = replace(meet, event=target.event)
                    renamed[meet.event] = target.event
        changed = {event: meet for event, meet in meets.items() if meet != self.meet(event)}
        return Change(changed, along, renamed)

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        """For each lesson the lessons that are alike and follow each other, itself among them."""
        found: dict[str, tuple[str, ...]] = {}
        for block in self.draft.blocks:
            before = found.get(block.after or "", ())
            alike = bool(before) and _alike(self.draft.block_by_id[before[-1]], block)
            chain = (*before, block.id) if alike else (block.id,)
            found.update(dict.fromkeys(chain, chain))
        return found


def _alike(one: Block, other: Block) -> bool:
    """Whether two lessons differ in nothing but their place in a row."""
    return replace(one, id="", title="", after=None) == replace(other, id="", title="", after=None)


def _of(meet: Meet) -> int:
    """When a meet that has a time begins."""
    assert meet.time is not None
    return meet.time


def _cost(place: Place) -> tuple[int, int, int]:
    return len(place.new_breaks), place.difference.infeasibility, place.difference.objective
