"""Simulated annealing in rounds, each twice as long as the one before.

A round begins hot, so that the search leaves the valley it is in, and cools down. What a unit of hard
cost weighs against soft cost is set low enough to pass through broken plans, and is raised as long as
the plan that a round ends with is still broken. Chance comes from the seed alone.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.local.board import MOVES, Board, CWalk
from stapsteen.planner.timetable.local.placing import FIRST, OPEN_N, RECUT, Bridge, Placing
from stapsteen.planner.timetable.local.tables import Tables

CHANCES = {
    "shift": 30, "swap": 25, "chain": 25, "eject": 10, "seat": 25, "people": 10, "group": 0.5, "recut": 8,
}  # fmt: skip
CHUNK = 20_000  # moves between two looks at the clock
SAMPLE = 2_000  # worsening moves, to choose the temperatures by
CALM = 0.0003  # the share of worsening moves that is taken at the end of a round
PRICE = 3.0  # of hard cost, in weights of a middling soft rule
DEARER, CHEAPER = 1.5, 0.8  # hard cost, after a round that ended with some and with none
Tick = Callable[[], bool]


class Annealer:
    """One walker over the plans of an instance. ``board.best`` is the best plan it met."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self.tables = tables
        self.bridge = Bridge(tables)
        self.board = Board(tables, seed)
        self.chance = np.random.default_rng(seed)
        self.words = CWalk()
        self.words.odds[:] = list(_odds(tables))
        self.price = PRICE * _middling_weight(tables.instance)

    def construct(self) -> Placing:
        """A first plan: the hardest meets first, each at the place that costs least."""
        placing = self.bridge.uncut()
        self.board.load(placing)
        self.board.fill(_hardest_first(self.tables, placing, self.chance))
        self._stand_still()
        return self.board.best

    def start_from(self, placing: Placing) -> None:
        """Let the walk go on from a plan."""
        self.board.load(placing)
        self._stand_still()

    def round(self, moves: int, *, daring: float, tick: Tick) -> bool:
        """Walk so many moves from hot to cold; False when ``tick`` said stop before the end.

        ``daring`` is the share of worsening moves that is taken at first; it sets the temperature.
        """
        words, board = self.words, self.board
        words.price = self.price
        worse = board.sample(words, SAMPLE)
        words.heat = temperature(worse, daring)
        words.cooling = (temperature(worse, CALM) / words.heat) ** (1.0 / moves)
        for _chunk in range(max(1, moves // CHUNK)):
            words.moves = min(CHUNK, moves)
            board.walk(words)
            if not tick():
                return False
        self.price *= DEARER if board.cost[0] > 0 else CHEAPER
        return True

    def _stand_still(self) -> None:
        """A walk of no moves at all, so that the plan as it stands is the best so far if it is."""
        if self.board.cost < self.board.best.price:
            self.board.keep()


def temperature(worse: NDArray[np.float64], share: float) -> float:
    """The temperature at which this share of moves, that make it so much worse, is taken."""
    if not len(worse):
        return 1.0
    low, high = 1e-3, 1e7
    for _halving in range(60):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if np.exp(-worse / middle).mean() < share else (low, middle)
    return high


def _odds(tables: Tables) -> NDArray[np.float64]:
    """The cumulative chances of the kinds of move; what cannot happen is left out."""
    events, arrays = tables.events, tables.arrays
    can = dict.fromkeys(MOVES, True)
    can["seat"] = can["people"] = len(arrays["seated"]) > 0
    can["group"] = len(arrays["groups"]) > 0
    can["shift"] = can["swap"] = can["chain"] = can["eject"] = len(arrays["movable"]) > 0
    can["recut"] = bool(events[:, RECUT].any())
    chances = np.cumsum([float(CHANCES[move] * can[move]) for move in MOVES])
    return np.asarray(chances / max(1.0, chances[-1]), float)


def _middling_weight(instance: Instance) -> float:
    weights = [rule.weight for rule in instance.constraints if rule.weight and not rule.required]
    return float(np.median(weights)) if weights else 1.0


def _hardest_first(
    tables: Tables, placing: Placing, chance: np.random.Generator
) -> NDArray[np.int32]:
    """The meets: those with few starts for the people and the time that they take go first."""
    used = np.flatnonzero(placing.length)
    events = tables.arrays["slot_events"][used]
    rows = tables.events[events]
    starts = tables.arrays["starts"][rows[:, FIRST] + placing.length[used] - 1, 1]
    size = placing.length[used] * (1 + rows[:, 9])
    people = rows[:, 3] + rows[:, OPEN_N]
    ease = starts / (size * np.maximum(people, 1))
    order = np.lexsort((chance.random(len(used)), -size, ease))
    return used[order].astype(np.int32)
