"""Instruction groups for some slots: goals first, then pupils.

The goals are chosen so that as many pupils as possible are likely to be ready for one of them (greedy, then swaps). The pupils are dealt over
them by cheapest chains of moves (`dealing`), within the size limits. Groups are short and for one goal; the teacher changes them freely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from stapsteen.mastery.dealing import LEFT_OUT, Sizes, deal
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.readiness import stated

Matrix = NDArray[np.float64]
TURNS = 3  # times left out, or in the lowest group, after which it is somebody else's turn
FIRST = 1.0  # what placing a pupil who was left out is worth beside the chance
TURN_OF_LOWEST = 0.3  # what staying out of the lowest group is worth for who was always in it
DOUBT = 0.65  # who is ready for nothing with a higher chance than this is to be checked first


class Why(StrEnum):
    """The reason a pupil is where it is."""

    READY = "ready"  # this is the goal it is likeliest to be ready for
    NEXT_BEST = "next_best"  # the best goal was full, or is not among these
    TURN = "turn"  # it was left out before, so it comes first
    FULL = "full"  # left out: no place where it fits
    NOTHING = "nothing"  # left out: ready for none of these goals


@dataclass(frozen=True, slots=True)
class Placed:
    """A pupil in a group: how likely it is to be ready (as may be stated), and why it is here."""

    pupil: Key
    chance: float
    why: Why
    best: Key  # the goal it is likeliest to be ready for, of all


@dataclass(frozen=True, slots=True)
class Group:
    """A goal and the pupils who learn it together."""

    goal: Key
    pupils: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups, who is in none, who should do a short check first, and who was too often in the lowest group."""

    groups: tuple[Group, ...]
    left_out: tuple[Placed, ...]
    check_first: tuple[Key, ...]
    often_lowest: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What came before: how many times in a row each pupil was left out, or was in the lowest group."""

    left_out: Mapping[Key, int] = field(default_factory=dict)
    lowest: Mapping[Key, int] = field(default_factory=dict)


SIZES = Sizes()
NO_BEFORE = Before()


def propose(
    pupils: Sequence[Key],
    goals: Sequence[Key],
    chances: Matrix,
    slots: int,
    *,
    sizes: Sizes = SIZES,
    before: Before = NO_BEFORE,
    worth_it: float = 0.2,
) -> Grouping:
    """Groups for a number of slots. ``goals`` go from low to high in the progression.

    ``chances[p, g]`` is how likely pupil p is to be ready for goal g (`readiness.ready`). Below ``worth_it`` a pupil is better
    left to its own work. Refuses (ValueError) a table of another shape.
    """
    if chances.shape != (len(pupils), len(goals)):
        raise ValueError(f"{chances.shape} chances for {len(pupils)} pupils and {len(goals)} goals")
    if not len(pupils) or not len(goals):
        return Grouping((), (), tuple(pupils), ())
    turn = np.array([before.left_out.get(pupil, 0) >= TURNS for pupil in pupils])
    worth = np.where(chances >= worth_it, chances, 0.0) + FIRST * turn[:, None] * (chances > 0)
    chosen = choose(worth, slots, sizes)
    worth = worth[:, chosen]
    tired = np.array([before.lowest.get(pupil, 0) >= TURNS for pupil in pupils])
    if len(chosen) > 1:
        worth[:, 0] = np.where(tired, np.maximum(worth[:, 0] - TURN_OF_LOWEST, 0.0), worth[:, 0])
    places = deal(worth, sizes)
    return _told(pupils, goals, chances, (chosen, places), turn, tired, worth_it)


def choose(worth: Matrix, slots: int, sizes: Sizes) -> list[int]:
    """The goals that cover most, greedily and then by swapping one for another while that helps; in their order."""
    room = sizes.most * slots
    chosen: list[int] = []
    for _ in range(min(slots, worth.shape[1])):
        cover = worth[:, chosen].max(axis=1) if chosen else np.zeros(len(worth))
        chosen.append(int(np.argmax(_covered(cover, worth, chosen, room))))
    improved = True
    while improved:
        improved = False
        for at in range(len(chosen)):
            rest = chosen[:at] + chosen[at + 1 :]
            cover = worth[:, rest].max(axis=1) if rest else np.zeros(len(worth))
            gains = _covered(cover, worth, rest, room)
            best = int(np.argmax(gains))
            if gains[best] > gains[chosen[at]] + 1e-9:
                chosen[at], improved = best, True
    return sorted(chosen)


def _covered(cover: Matrix, worth: Matrix, taken: list[int], room: int) -> Matrix:
    """What each goal would bring the cover to, counting no more pupils than there is room for."""
    after = np.maximum(cover[:, None], worth)
    if room < len(after):
        after = -np.partition(-after, room - 1, axis=0)[:room]
    total: Matrix = after.sum(axis=0)
    total[taken] = -np.inf
    return total


def _told(
    pupils: Sequence[Key],
    goals: Sequence[Key],
    chances: Matrix,
    dealt: tuple[list[int], list[int]],
    turn: NDArray[np.bool_],
    tired: NDArray[np.bool_],
    worth_it: float,
) -> Grouping:
    """The places with their reasons; ``dealt`` is the chosen goals, and for each pupil which of them."""
    chosen, places = dealt
    groups: dict[int, list[Placed]] = {goal: [] for goal in chosen}
    left: list[Placed] = []
    best = chances.argmax(axis=1)
    for at, place in enumerate(places):
        top = float(chances[at, best[at]])
        if place == LEFT_OUT:
            fits = chances[at, chosen].max() >= worth_it
            why = Why.FULL if fits else Why.NOTHING
            left.append(Placed(pupils[at], stated(top), why, goals[best[at]]))
            continue
        goal = chosen[place]
        why = Why.TURN if turn[at] else Why.READY if goal == best[at] else Why.NEXT_BEST
        chance = stated(float(chances[at, goal]))
        groups[goal].append(Placed(pupils[at], chance, why, goals[best[at]]))
    made = [Group(goals[goal], tuple(members)) for goal, members in groups.items() if members]
    lowest = {placed.pupil for placed in made[0].pupils} if len(made) > 1 else set()
    return Grouping(
        tuple(made),
        tuple(left),
        tuple(pupils[at] for at in doubtful(chances)),
        tuple(
            pupil
            for pupil, is_tired in zip(pupils, tired, strict=True)
            if is_tired and pupil in lowest
        ),
    )


def doubtful(chances: Matrix) -> list[int]:
    """The pupils of whom we do not know well enough what they are ready for, the most doubtful first."""
    top = chances.max(axis=1)
    return [int(at) for at in np.argsort(top, kind="stable") if top[at] <= DOUBT]
