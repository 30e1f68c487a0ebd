"""What a small change costs: only the rules that the changed meets take part in are measured again.

This is what a page asks while a lesson is held in the hand, and what a list of other places is made
from. The measuring itself is the referee's own, so both always agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stapsteen.planner.timetable.evaluate.compiled import compiled
from stapsteen.planner.timetable.evaluate.placed import Placed, complete, times_of
from stapsteen.planner.timetable.evaluate.referee import Broken, Evaluation, added_up, broken_at
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Meet, Solution


@dataclass(frozen=True)
class Difference:
    """What a change adds to the cost (less is better), and where.

    ``broken`` are the points that get worse, as they are after the change; ``mended`` those that get
    better, as they were before.
    """

    infeasibility: int
    objective: int
    broken: tuple[Broken, ...]
    mended: tuple[Broken, ...]

    @property
    def cost(self) -> tuple[int, int]:
        """To compare by."""
        return self.infeasibility, self.objective


class Around:
    """A solution, and what each change of a few meets would make of it. Not for two threads at once."""

    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.instance = instance
        self._ready = compiled(instance)
        self._meets = list(solution.meets)
        self._placed = Placed(self._ready.register, solution)
        self._deviations = [one.measure(self._placed, one.key) for one in self._ready.points]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, meet in enumerate(solution.meets):
            self._places[meet.event].append(place)
        self._counts = {one: [0] * instance.time_count for one in self._ready.register.resources}
        for meets in self._placed.meets.values():
            for meet in meets:
                for resource in filter(None, meet.resources):
                    for time in meet.span:
                        self._counts[resource][time] += 1

    @property
    def solution(self) -> Solution:
        """The solution as it is now."""
        return Solution(tuple(self._meets))

    @property
    def evaluation(self) -> Evaluation:
        """What the solution costs as it is now."""
        return added_up(zip(self._ready.points, self._deviations, strict=True))

    def change(self, meets: Mapping[int, Meet]) -> Difference:
        """What would differ with these meets instead; keys are places in ``solution.meets``.

        Each takes the place of a meet of the same event. Raises ``ValueError`` for meets that last
        longer than their event or run past the last time.
        """
        old, new = self._swap(meets)
        try:
            return self._difference(self._measured(old, new))
        finally:
            self._put(new, old)

    def apply(self, meets: Mapping[int, Meet]) -> None:
        """Make the change."""
        old, new = self._swap(meets)
        for place, deviation in self._measured(old, new).items():
            self._deviations[place] = deviation
        for place, meet in meets.items():
            self._meets[place] = meet

    def _swap(self, meets: Mapping[int, Meet]) -> tuple[list[Meet], list[Meet]]:
        """Put the meets of the changed events in place; those before, and those now."""
        old: list[Meet] = []
        new: list[Meet] = []
        for event in dict.fromkeys(self._meets[place].event for place in meets):
            now = [meets.get(place, self._meets[place]) for place in self._places[event]]
            complete(self._ready.register.events[event], now)
            old += self._placed.meets[event]
            new += now
        self._check(old, new)
        self._put(old, new)
        return old, new

    def _check(self, old: list[Meet], new: list[Meet]) -> None:
        if {meet.event for meet in old} != {meet.event for meet in new}:
            raise ValueError("A meet can only take the place of one of the same event.")
        for meet in new:
            times_of(meet, self._ready.register.time_count)
            if not self._placed.busy.keys() >= {*filter(None, meet.resources)}:
                raise ValueError(f"{meet.event}: a resource that does not exist.")

    def _put(self, old: list[Meet], new: list[Meet]) -> None:
        before, after = Counter(old), Counter(new)
        for meet in (before - after).elements():
            self._work(meet, -1)
        for meet in (after - before).elements():
            self._work(meet, +1)
        for event in {meet.event for meet in new}:
            self._placed.meets[event] = [meet for meet in new if meet.event == event]

    def _work(self, meet: Meet, sign: int) -> None:
        """Add the work of a meet to its resources, or take it away."""
        placed = self._placed
        shares = self._ready.register.shares[meet.event]
        for resource, share in zip(meet.resources, shares, strict=True):
            if resource is None:
                continue
            placed.load[resource] += sign * meet.duration * share
            placed.taken[resource] += sign * len(meet.span)
            counts = self._counts[resource]
            for time in meet.span:
                counts[time] += sign
                if counts[time] == max(0, sign):  # the first meet there came, or the last one went
                    placed.busy[resource] ^= 1 << time

    def _measured(self, old: Iterable[Meet], new: Iterable[Meet]) -> dict[int, int]:
        """The deviations at all points that these meets take part in, as they are now."""
        ready = self._ready
        touched: set[int] = set()
        for meet in {*old, *new}:
            touched.update(ready.by_event[meet.event])
            for resource in filter(None, meet.resources):
                touched.update(ready.by_resource[resource])
        points = ready.points
        return {
            place: points[place].measure(self._placed, points[place].key)
            for place in sorted(touched)
        }

    def _difference(self, measured: Mapping[int, int]) -> Difference:
        broken, mended = [], []
        costs = {True: 0, False: 0}
        for place, after in measured.items():
            before = self._deviations[place]
            if before == after:
                continue
            point = self._ready.points[place]
            was, now = broken_at(point, before), broken_at(point, after)
            costs[point.rule.required] += now.cost - was.cost
            if after > before:
                broken.append(now)
            else:
                mended.append(was)
        return Difference(costs[True], costs[False], tuple(broken), tuple(mended))
