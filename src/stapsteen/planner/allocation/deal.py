"""Seats for wishes, so that whoever comes off worst comes off as well as possible.

The dealing is leximin over pupils: first as few as possible without a wish come true, then as few as
possible with their last wish, and so on up (a generous maximum matching; Irving, Kavitha, Mehlhorn,
Michail and Paluch, "Rank-maximal matchings", 2006, describe the family). Among dealings that are equal
in this, whoever lost out before goes first, then chance by a seed. It is a minimum-cost flow with
whole-number costs of any size, solved exactly by cheapest augmenting paths (Busacker and Gowen, 1960).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

UNSEATED = ""


@dataclass(frozen=True)
class Place:
    """Something with seats."""

    id: str
    seats: int


@dataclass(frozen=True)
class Seeker:
    """A pupil with wishes, the dearest first; ``lost_before`` counts rounds in which none came true."""

    id: str
    wishes: tuple[str, ...]
    lost_before: int = 0


@dataclass(frozen=True)
class Dealt:
    """What a pupil got: a place and which wish that was (1 is the first), and which wishes were full.

    ``place`` is empty and ``rank`` 0 where no wish could come true.
    """

    seeker: str
    place: str
    rank: int
    full: tuple[str, ...]


def deal(seekers: Sequence[Seeker], places: Sequence[Place], *, seed: int = 0) -> list[Dealt]:
    """Deal the seats. The same input and seed give the same seats. Wishes for unknown places are void."""
    seats = {place.id: place.seats for place in places}
    wishes = {
        one.id: [wish for wish in dict.fromkeys(one.wishes) if wish in seats] for one in seekers
    }
    costs = _costs(seekers, wishes, seed)
    given = _cheapest(sorted(wishes), wishes, seats, costs)
    return [_dealt(one.id, wishes[one.id], given[one.id]) for one in seekers]


Costs = dict[tuple[str, str], int]


def _costs(seekers: Sequence[Seeker], wishes: dict[str, list[str]], seed: int) -> Costs:
    """What it costs to give somebody a place, or none: wish counts, then who lost before, then chance."""
    random = Random(seed)  # noqa: S311 - a fair coin that can be tossed again
    longest = max(map(len, wishes.values()), default=0)
    more = len(seekers) + 1  # one pupil a step worse outweighs all others a step better below it
    chance = {one.id: random.randrange(more) for one in sorted(seekers, key=lambda one: one.id)}
    return {
        (one.id, wish): _worse(step, more) * more**4 * (longest + 1)
        + (min(one.lost_before, more) * more + chance[one.id]) * step
        for one in seekers
        for wish, step in (*_steps(wishes[one.id]), (UNSEATED, longest))
    }


def _steps(wishes: list[str]) -> list[tuple[str, int]]:
    return [(wish, step) for step, wish in enumerate(wishes)]


def _worse(step: int, more: int) -> int:
    """What a wish further down the list costs: each step more than everything before it together."""
    return sum(more**level for level in range(1, step + 1))


def _cheapest(
    order: list[str], wishes: dict[str, list[str]], seats: dict[str, int], costs: Costs
) -> dict[str, str]:
    """Seat everybody one after the other along the cheapest chain of moves."""
    given: dict[str, str] = {}
    left = dict(seats)
    for newcomer in order:
        for seeker, place in _cheapest_chain(newcomer, wishes, left, given, costs):
            given[seeker] = place
        left = _left(seats, given)
    return given


def _left(seats: dict[str, int], given: dict[str, str]) -> dict[str, int]:
    left = dict(seats)
    for place in given.values():
        if place != UNSEATED:
            left[place] -= 1
    return left


def _cheapest_chain(
    newcomer: str,
    wishes: dict[str, list[str]],
    left: dict[str, int],
    given: dict[str, str],
    costs: Costs,
) -> list[tuple[str, str]]:
    """Who moves where so that the newcomer gets a seat (or none) and all together pay least.

    Moves may gain as well as cost, so distances are corrected until they are right (Bellman and Ford):
    each place is reached by whoever pays least to move there.
    """
    holders: dict[str, list[str]] = {}
    for seeker, place in given.items():
        holders.setdefault(place, []).append(seeker)
    best: dict[str, int] = {}
    came: dict[str, tuple[str, str]] = {}  # place -> who moved there, and from which place
    queue: list[tuple[int, str]] = []

    def reach(place: str, cost: int, who: str, origin: str) -> None:
        if place not in best or cost < best[place]:
            best[place], came[place] = cost, (who, origin)
            heapq.heappush(queue, (cost, place))

    for place in (*wishes[newcomer], UNSEATED):
        reach(place, costs[newcomer, place], newcomer, newcomer)
    while queue:
        cost, place = heapq.heappop(queue)
        if cost > best[place] or place == UNSEATED:
            continue
        for holder in holders.get(place, ()):
            for other in (*wishes[holder], UNSEATED):
                if other != place:
                    reach(other, cost + costs[holder, other] - costs[holder, place], holder, place)
    free = [place for place in best if place == UNSEATED or left[place] > 0]
    return _back(min(free, key=lambda place: (best[place], place)), came, newcomer)


def _back(place: str, came: dict[str, tuple[str, str]], newcomer: str) -> list[tuple[str, str]]:
    moves = []
    while True:
        who, origin = came[place]
        moves.append((who, place))
        if who == newcomer:
            return moves
        place = origin


def _dealt(seeker: str, wishes: list[str], place: str) -> Dealt:
    if place == UNSEATED:
        return Dealt(seeker, "", 0, tuple(wishes))
    rank = wishes.index(place) + 1
    return Dealt(seeker, place, rank, tuple(wishes[: rank - 1]))
