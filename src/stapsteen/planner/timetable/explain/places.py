"""Other places for one meet, each with its exact price, and what holds it where it is.

A place is a time with the resources of the open needs. Where something else stands in the way, the
exchange of the two is priced as well, and offered when it is better than the plain move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stapsteen.planner.timetable.evaluate import Around, Broken, Difference
from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind, Need
from stapsteen.planner.timetable.solution import Meet

MOST_IN_THE_WAY = 6  # an exchange with more meets than this is no longer one that people can follow


@dataclass(frozen=True)
class Place:
    """Where a meet could be: the meets that change (by index), and what that costs more.

    ``others`` are the indices of the meets that go to the old place in exchange.
    """

    changes: Mapping[int, Meet]
    difference: Difference
    others: tuple[int, ...] = ()

    @property
    def price(self) -> tuple[int, int]:
        """To compare by: infeasibility, then objective. Negative when the plan gets better."""
        return self.difference.cost


@dataclass(frozen=True)
class Hold:
    """A rule at a point that makes times worse than the one a meet has, and which times."""

    broken: Broken
    times: tuple[int, ...]


def place_at_times(around: Around, index: int) -> dict[int, Place]:
    """The cheapest place of a meet at every start at which it would end in time.

    Open needs keep their resources unless others make it cheaper. Nothing else moves. Empty for a
    meet of which the time is given.
    """
    choices = Choices(around, index)
    return {time: choices.cheapest(time) for time in choices.times()}


def best_places(around: Around, index: int, amount: int = 10) -> tuple[Place, ...]:
    """The best other places of a meet, the cheapest first, at most one for each time.

    A meet of which the time is given gets other resources instead. On equal price the earlier time.
    """
    choices = Choices(around, index)
    now = around.solution.meets[index]
    found = [min(choices.at(time), key=_preference) for time in choices.times() if time != now.time]
    stays = () if now.time is None else choices.with_others(now.time)
    found += [place for place in stays if place.changes[index] != now]
    return tuple(sorted(found, key=_preference)[:amount])


def holds(around: Around, index: int) -> tuple[Hold, ...]:
    """Why a meet stands where it does: each rule that makes other times worse, the strongest first."""
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    sample: dict[tuple[str, str], Broken] = {}
    for time, place in place_at_times(around, index).items():
        if place.price <= (0, 0):
            continue
        for broken in place.difference.broken:
            key = broken.constraint.id, broken.point
            times[key].append(time)
            sample.setdefault(key, broken)
    order = sorted(times, key=lambda key: (not sample[key].constraint.required, -len(times[key])))
    return tuple(Hold(sample[key], tuple(times[key])) for key in order)


def _preference(place: Place) -> tuple[int, int, int, int]:
    first = min(place.changes)
    time = place.changes[first].time
    return (*place.price, len(place.others), -1 if time is None else time)


class Choices:
    """The places that a meet can be tried at."""

    def __init__(self, around: Around, index: int) -> None:
        self.around = around
        self.index = index
        self.meets = around.solution.meets
        self.meet = self.meets[index]
        self.events = {event.id: event for event in around.instance.events}
        self.event = self.events[self.meet.event]
        self.candidates = _candidates(around.instance, self.event)

    def times(self) -> range:
        """The starts from which the meet would end in time; none when its time is given."""
        if self.event.time is not None:
            return range(0)
        return range(self.around.instance.time_count - self.meet.duration + 1)

    def at(self, time: int) -> list[Place]:
        """The cheapest plain move to a time, and the exchange where there is one."""
        exchange = self._exchange(time)
        return [self.cheapest(time)] + ([exchange] if exchange else [])

    def cheapest(self, time: int) -> Place:
        """The cheapest place at a time when nothing else moves; unchanged resources go first."""
        kept = self._try(replace(self.meet, time=time))
        if not kept.difference.broken:
            return kept
        return min([kept, *self.with_others(time)], key=lambda place: place.price)

    def with_others(self, time: int) -> list[Place]:
        """The places at a time with another resource in one of the open needs."""
        found = []
        for seat, names in self.candidates.items():
            for name in names:
                if name != self.meet.resources[seat]:
                    resources = list(self.meet.resources)
                    resources[seat] = name
                    found.append(
                        self._try(replace(self.meet, time=time, resources=tuple(resources)))
                    )
        return found

    def _try(self, meet: Meet, others: Mapping[int, Meet] | None = None) -> Place:
        changes = {self.index: meet, **(others or {})}
        return Place(changes, self.around.change(changes), tuple(others or ()))

    def _exchange(self, time: int) -> Place | None:
        """Everything in the way goes where the meet was, in the same order."""
        if self.meet.time is None or self.meet.time == time:
            return None
        span = range(time, time + self.meet.duration)
        others = list(self._in_the_way(span))
        if not 0 < len(others) <= MOST_IN_THE_WAY:
            return None
        moved = {}
        for index in others:
            other = self.meets[index]
            start = (other.time or 0) - time + self.meet.time
            inside = other.span.start >= span.start and other.span.stop <= span.stop
            if self.events[other.event].time is not None or not inside:
                return None
            moved[index] = replace(other, time=start)
        return self._try(replace(self.meet, time=time), moved)

    def _in_the_way(self, span: range) -> Iterator[int]:
        mine = set(filter(None, self.meet.resources))
        for index, other in enumerate(self.meets):
            if index != self.index and other.time is not None:
                overlaps = other.span.start < span.stop and span.start < other.span.stop
                if overlaps and not mine.isdisjoint(other.resources):
                    yield index


def _candidates(instance: Instance, event: Event) -> dict[int, list[str | None]]:
    """For each open need, by its place, the resources that required rules leave for it.

    Nobody is a choice where no required rule asks for somebody.
    """
    found: dict[int, list[str | None]] = {}
    for place, need in enumerate(event.needs):
        if need.resource is None:
            limits = _required(instance, Kind.PREFER_RESOURCES, event, need)
            found[place] = [
                resource.id
                for resource in instance.resources
                if resource.type == need.type and all(rule.prefers(resource) for rule in limits)
            ]
            if not _required(instance, Kind.ASSIGN_RESOURCE, event, need):
                found[place].append(None)
    return found


def _required(instance: Instance, kind: Kind, event: Event, need: Need) -> list[Constraint]:
    """The required rules of a kind about a need of an event."""
    return [
        rule
        for rule in instance.constraints
        if rule.kind is kind
        and rule.required
        and rule.role == need.role
        and (event.id in rule.events or not event.groups.isdisjoint(rule.event_groups))
    ]
