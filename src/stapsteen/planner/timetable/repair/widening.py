"""Which events a repair may touch: first what is wrong, then ever more around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from stapsteen.planner.timetable.evaluate import Broken, Evaluation
from stapsteen.planner.timetable.instance import Instance, Kind
from stapsteen.planner.timetable.repair.staying import meets_by_event
from stapsteen.planner.timetable.solution import Meet, Solution

AT_TIMES = {Kind.AVOID_CLASHES, Kind.AVOID_UNAVAILABLE_TIMES}


def widths(
    instance: Instance, present: Solution, wrong: Evaluation, touched: Iterable[str]
) -> Iterator[frozenset[str]]:
    """Ever larger sets of events: what is wrong, the people involved, the days, everything."""
    around = Around(instance, present)
    free = around.broken(wrong) | set(touched)
    yield frozenset(free)
    involved = free | around.sharing(free)
    yield frozenset(involved)
    yield frozenset(involved | around.same_days(involved))
    yield frozenset(event.id for event in instance.events)


class Around:
    """What stands near what in a solution."""

    def __init__(self, instance: Instance, present: Solution) -> None:
        self.instance = instance
        self.meets = meets_by_event(present)
        self.by_resource: dict[str, list[Meet]] = defaultdict(list)
        self.by_group: dict[str, list[str]] = defaultdict(list)
        for meet in present.meets:
            for resource in filter(None, meet.resources):
                self.by_resource[resource].append(meet)
        for event in instance.events:
            for group in event.groups:
                self.by_group[group].append(event.id)

    def broken(self, wrong: Evaluation) -> set[str]:
        """The events at the points where a required rule does not hold."""
        return {
            event
            for found in wrong.broken
            if found.constraint.required
            for event in self._at_point(found)
        }

    def _at_point(self, found: Broken) -> Iterable[str]:
        if found.point in self.by_resource:
            return self._of_resource(found)
        if found.point in self.by_group:
            return self.by_group[found.point]
        return [event for event in found.point.split(" > ") if event in self.meets]

    def _of_resource(self, found: Broken) -> set[str]:
        meets = self.by_resource[found.point]
        if found.constraint.kind not in AT_TIMES:
            return {meet.event for meet in meets}
        times = found.constraint.times or _twice(meets)
        return {meet.event for meet in meets if not times.isdisjoint(meet.span)}

    def sharing(self, events: set[str]) -> set[str]:
        """The events with the same people and rooms, and those that run at the same times."""
        resources = {r for event in events for m in self.meets[event] for r in m.resources if r}
        times = {time for event in events for meet in self.meets[event] for time in meet.span}
        return {meet.event for resource in resources for meet in self.by_resource[resource]} | {
            event
            for event, meets in self.meets.items()
            if any(not times.isdisjoint(meet.span) for meet in meets)
        }

    def same_days(self, events: set[str]) -> set[str]:
        """The events on the days of these events."""
        times = {time for event in events for meet in self.meets[event] for time in meet.span}
        days = {t for day in self.instance.days if times & set(day.times) for t in day.times}
        return {
            event
            for event, meets in self.meets.items()
            if any(not days.isdisjoint(meet.span) for meet in meets)
        }


def _twice(meets: Iterable[Meet]) -> frozenset[int]:
    """The times at which two of these meets run."""
    seen: set[int] = set()
    found: set[int] = set()
    for meet in meets:
        found |= seen & set(meet.span)
        seen |= set(meet.span)
    return frozenset(found)
