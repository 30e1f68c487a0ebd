"""Goals and what comes before what: a graph, and what is wrong with it.

Plain Python without a database, for the goals of a school (keys are numbers) and for files (keys
are texts). Everything walks with a list of its own instead of calls, so that a chain of any length
is followed; finding all that is wrong takes time in proportion to goals and links.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

K = TypeVar("K", bound=Hashable)
Same = Literal["key", "words", "code"]
LOOKS_FOR_SHORTEST = 2_000_000
"""How many goals may be passed in all while looking for the shortest way round each cycle."""


@dataclass(frozen=True)
class Node(Generic[K]):
    """A goal, as much as the graph knows of it."""

    key: K
    title: str
    step: int = 0
    code: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Link(Generic[K]):
    """That ``needed`` comes before ``goal``."""

    goal: K
    needed: K


@dataclass(frozen=True)
class Duplicate(Generic[K]):
    """Goals that look like one: the same key, the same words, or the same code."""

    same: Same
    value: str
    goals: tuple[Node[K], ...]


class GoalGraph(Generic[K]):
    """Goals with their links. A key that occurs twice is known by its first goal."""

    def __init__(self, goals: Iterable[Node[K]], links: Iterable[Link[K]]) -> None:
        self.goals = tuple(goals)
        self.by_key: dict[K, Node[K]] = {}
        for goal in self.goals:
            self.by_key.setdefault(goal.key, goal)
        self._needs: dict[K, list[K]] = defaultdict(list)
        self._needed_by: dict[K, list[K]] = defaultdict(list)
        self.missing: list[Link[K]] = []
        self.links = tuple(dict.fromkeys(links))
        for link in self.links:
            self.add(link)

    def add(self, link: Link[K]) -> None:
        """Add a link; before anything was asked about cycles."""
        if link.goal in self.by_key and link.needed in self.by_key:
            self._needs[link.goal].append(link.needed)
            self._needed_by[link.needed].append(link.goal)
        else:
            self.missing.append(link)

    def needs(self, goal: K) -> tuple[K, ...]:
        """What comes right before a goal."""
        return tuple(self._needs.get(goal, ()))

    def needed_by(self, goal: K) -> tuple[K, ...]:
        """What can come right after a goal."""
        return tuple(self._needed_by.get(goal, ()))

    def all_before(self, goal: K) -> set[K]:
        """Everything that comes before a goal, near and far."""
        return _reached(goal, self._needs)

    def all_after(self, goal: K) -> set[K]:
        """Everything that a goal comes before, near and far."""
        return _reached(goal, self._needed_by)

    def way(self, goal: K, needed: K) -> tuple[K, ...]:
        """The shortest way from a goal back to something before it, both included; () for none."""
        return _shortest(goal, needed, self._needs)

    def would_close(self, goal: K, needed: K) -> tuple[K, ...]:
        """The cycle that a new link would make, from ``needed`` back to ``goal``; () for none."""
        return self.way(needed, goal)

    def way_within(self, link: Link[K], tangle: Collection[K]) -> tuple[K, ...]:
        """The cycle that a link would make among these goals, from ``needed`` to ``goal``."""
        if link.needed not in tangle:
            return ()
        return _shortest(link.needed, link.goal, self._needs, tangle)

    @cached_property
    def cycles(self) -> list[tuple[K, ...]]:
        """Goals that wait for each other: each cycle once, every goal waiting for the next.

        Every link that closes a circle in a walk through all goals gives the shortest cycle it is
        in, so that without those links none is left. (Listing all cycles there are would be
        exponential.) In enormous tangles the ones after ``LOOKS_FOR_SHORTEST`` are not told.
        """
        found: dict[frozenset[tuple[K, K]], tuple[K, ...]] = {}
        closing = self._walks[0]
        tangles = self.tangles if closing else {}
        looks = LOOKS_FOR_SHORTEST
        for goal, needed in closing:
            way = _shortest(needed, goal, self._needs, tangles[goal])
            found.setdefault(frozenset(zip(way, (*way[1:], way[0]), strict=True)), way)
            looks -= len(tangles[goal])
            if looks < 0:
                break
        place = {key: number for number, key in enumerate(self.by_key)}
        return sorted(
            (_turned(one, place) for one in found.values()), key=lambda one: place[one[0]]
        )

    @cached_property
    def tangles(self) -> dict[K, set[K]]:
        """For each goal all that wait for it and for which it waits, itself included."""
        return self._tangles(self._walks[1])

    @cached_property
    def duplicates(self) -> list[Duplicate[K]]:
        """Goals with the same key, the same words (whatever the case and signs) or the same code."""
        return [
            Duplicate(same, value, tuple(goals))
            for same, value_of in _SIDES
            for value, goals in _by_value(self.goals, value_of)
            if len(goals) > 1
        ]

    @cached_property
    def _walks(self) -> tuple[list[tuple[K, K]], list[K]]:
        """The links that lead back to a goal on the way there, and the goals as they were left."""
        closing: list[tuple[K, K]] = []
        left: list[K] = []
        state: dict[K, bool] = {}  # absent: not seen; True: on the way; False: left
        for root in self.by_key:
            walk = [] if root in state else [self._entered(root, state)]
            while walk:
                goal, rest = walk[-1]
                needed = next((one for one in rest if state.get(one, True)), None)
                if needed is None:
                    state[goal] = False
                    left.append(walk.pop()[0])
                elif needed in state:
                    closing.append((goal, needed))
                else:
                    walk.append(self._entered(needed, state))
        return closing, left

    def _entered(self, goal: K, state: dict[K, bool]) -> tuple[K, Iterator[K]]:
        state[goal] = True
        return goal, iter(self._needs.get(goal, ()))

    def _tangles(self, left: list[K]) -> dict[K, set[K]]:
        """After Kosaraju: against the links, from the goal that was left last."""
        placed: dict[K, set[K]] = {}
        for root in reversed(left):
            if root in placed:
                continue
            placed[root] = tangle = {root}
            walk = [root]
            while walk:
                for one in self._needed_by.get(walk.pop(), ()):
                    if one not in placed:
                        placed[one] = tangle
                        tangle.add(one)
                        walk.append(one)
        return placed


def fitting(
    goals: Sequence[Node[K]], known: Collection[Link[K]], coming: Collection[Link[K]]
) -> tuple[list[Link[K]], list[tuple[K, ...]]]:
    """Which new links can be made without a cycle, in their order; and the cycle of each other one.

    Each such cycle begins with the goal that would have to wait. Only goals that are in a cycle of
    all links together are looked at one by one.
    """
    tangles = GoalGraph(goals, (*known, *coming)).tangles
    growing = GoalGraph(goals, known)
    fit: list[Link[K]] = []
    closed: list[tuple[K, ...]] = []
    for link in dict.fromkeys(coming):
        way = growing.way_within(link, tangles.get(link.goal, set()))
        if way:
            closed.append((way[-1], *way[:-1]))
        else:
            growing.add(link)
            fit.append(link)
    return fit, closed


def words_alike(text: str) -> str:
    """A text as it is compared: without case, signs and double blanks; accents stay."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _reached(start: K, onward: Mapping[K, list[K]]) -> set[K]:
    reached: set[K] = set()
    walk = [start]
    while walk:
        for one in onward.get(walk.pop(), ()):
            if one not in reached:
                reached.add(one)
                walk.append(one)
    return reached


def _shortest(
    start: K, end: K, onward: Mapping[K, list[K]], within: Collection[K] | None = None
) -> tuple[K, ...]:
    came_from: dict[K, K] = {start: start}
    queue = deque([start])
    while queue and end not in came_from:
        here = queue.popleft()
        for one in onward.get(here, ()):
            if one not in came_from and (within is None or one in within):
                came_from[one] = here
                queue.append(one)
    if end not in came_from:
        return ()
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _turned(cycle: tuple[K, ...], place: Mapping[K, int]) -> tuple[K, ...]:
    """The same cycle, told from the goal that stands first in the file."""
    first = min(range(len(cycle)), key=lambda number: place[cycle[number]])
    return cycle[first:] + cycle[:first]


def _by_value(
    goals: Iterable[Node[K]], value_of: Callable[[Node[K]], str]
) -> Iterator[tuple[str, list[Node[K]]]]:
    found: dict[str, list[Node[K]]] = defaultdict(list)
    for goal in goals:
        if value := value_of(goal):
            found[value].append(goal)
    return iter(found.items())


_SIDES: tuple[tuple[Same, Callable[[Node[Any]], str]], ...] = (
    ("key", lambda goal: str(goal.key)),
    ("words", lambda goal: words_alike(goal.title)),
    ("code", lambda goal: goal.code.strip()),
)
