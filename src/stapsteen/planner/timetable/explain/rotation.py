"""From one rule that is known to be needed to others, by small changes of the plan that shows it.

A plan that breaks one rule of a set and no other shows that this rule is needed for the trouble. Where
moving one event, or letting it take the place of another, makes it break one other rule instead, that
one is needed too; and so on from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic

from stapsteen.planner.timetable.evaluate import Around
from stapsteen.planner.timetable.explain.points import At, Points, only
from stapsteen.planner.timetable.solution import Meet, Solution

Moves = Mapping[int, Meet]


class Rotation:
    """Walks over plans that each break exactly one of some rules."""

    def __init__(
        self, points: Points, members: Sequence[At], solution: Solution, until: float
    ) -> None:
        self.points = points
        self.instance = only(points, members)
        self.until = until
        named = {event.id for event in self.instance.events}
        meets = tuple(meet for meet in solution.meets if meet.event in named)
        self.around = Around(self.instance, Solution(meets))
        self.meets = list(meets)
        self.events = {event.id: event for event in self.instance.events}
        self.known: set[object] = set()

    def needed_like(self, one: At, known: Collection[object]) -> set[object]:
        """Rules that are needed as this one is, which the plan must break alone; the known ones too."""
        self.known = set(known)
        broken = self.around.evaluation.broken
        if [At(found.constraint.id, found.point) for found in broken] == [one]:
            self._walk(one)
        return self.known

    def _walk(self, one: At) -> None:
        self.known.add(one)
        for moves in list(self._moves(one)):
            if monotonic() > self.until:
                return
            difference = self.around.change(moves)
            others = [At(found.constraint.id, found.point) for found in difference.broken]
            if difference.infeasibility == 0 and len(others) == 1 and others[0] not in self.known:
                back = {index: self.meets[index] for index in moves}
                self._make(moves)
                self._walk(others[0])
                self._make(back)

    def _make(self, moves: Moves) -> None:
        self.around.apply(moves)
        for index, meet in moves.items():
            self.meets[index] = meet

    def _moves(self, one: At) -> Iterator[Moves]:
        """Other places for the events of a rule, and the places of others that need the same."""
        about = self.points.events_at(one)
        for index, meet in enumerate(self.meets):
            if meet.event in about:
                yield from self._alone(index, meet)
                yield from self._taking_over(index, meet)

    def _alone(self, index: int, meet: Meet) -> Iterator[Moves]:
        event = self.events[meet.event]
        if event.time is None:
            times = range(self.instance.time_count - meet.duration + 1)
            yield from ({index: replace(meet, time=time)} for time in (*times, None))
        for place, need in enumerate(event.needs):
            if need.resource is None:
                for other in self.instance.resources:
                    if other.type == need.type:
                        yield {index: _with(meet, place, other.id)}
                yield {index: _with(meet, place, None)}

    def _taking_over(self, index: int, meet: Meet) -> Iterator[Moves]:
        """A meet where another is, and that one where the meet was, or nowhere."""
        mine = self.events[meet.event]
        for place, other in enumerate(self.meets):
            theirs = self.events[other.event]
            alike = [need.role for need in mine.needs] == [need.role for need in theirs.needs]
            if place == index or not alike or (mine.time is None) != (theirs.time is None):
                continue
            there, back = self._instead(meet, other), self._instead(other, meet)
            if there is None:
                continue
            if back is not None:
                yield {index: there, place: back}
            if theirs.time is None:
                yield {index: there, place: replace(other, time=None)}

    def _instead(self, meet: Meet, other: Meet) -> Meet | None:
        """A meet at the time of another, with the people and the room that one was given."""
        event = self.events[meet.event]
        time = other.time if event.time is None else event.time
        if time is not None and time + meet.duration > self.instance.time_count:
            return None
        given = tuple(
            need.resource or found for need, found in zip(event.needs, other.resources, strict=True)
        )
        return replace(meet, time=time, resources=given)


def _with(meet: Meet, place: int, resource: str | None) -> Meet:
    resources = (*meet.resources[:place], resource, *meet.resources[place + 1 :])
    return replace(meet, resources=resources)
