"""The best plan so far, shared by all workers of one search."""

from __future__ import annotations

import threading
from time import monotonic

from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.local.board import Board
from stapsteen.planner.timetable.local.compiling import is_available
from stapsteen.planner.timetable.local.placing import Bridge, Cost, Placing
from stapsteen.planner.timetable.local.tables import Tables
from stapsteen.planner.timetable.solution import Solution


class Best:
    """What the workers share: the best plan, what is proven, and whether it is over."""

    def __init__(self, tables: Tables, started: float) -> None:
        self.tables = tables
        self.bridge = Bridge(tables)
        self.started = started
        self.over = threading.Event()
        self.placing: Placing | None = None
        self.first_seconds = self.found_after = 0.0
        self.bound: Cost | None = None
        self.failure: BaseException | None = None
        self._lock = threading.Lock()

    def offer(self, placing: Placing) -> None:
        """Keep a plan when it is better; its cost is weighed when it is not known yet."""
        if placing.price[0] >= 2**62:
            placing.cost[:] = Scales(self.tables).weigh(placing)
        with self._lock:
            if self.placing is not None and placing.price >= self.placing.price:
                return
            self.found_after = monotonic() - self.started
            if self.placing is None:
                self.first_seconds = self.found_after
            self.placing = placing.copy()

    def prove(self, bound: Cost) -> None:
        """Write down what no plan can cost less than."""
        with self._lock:
            self.bound = max(bound, self.bound or (0, 0))

    @property
    def is_optimal(self) -> bool:
        """Whether no plan can be better."""
        if self.placing is None:
            return False
        return self.placing.price <= (self.bound or (0, 0))

    def current(self) -> Placing:
        """The best plan; before there is one, a plan in which nothing has a place."""
        if self.placing is None:
            self.offer(self.bridge.uncut())
        assert self.placing is not None  # offer keeps the first plan whatever it costs
        return self.placing

    def solution(self) -> Solution:
        """The best plan by name."""
        return self.solution_of(self.current())

    def solution_of(self, placing: Placing) -> Solution:
        """A plan by name."""
        return self.bridge.solution_of(placing)


class Scales:
    """The exact cost of placings: by the kernel where there is one, else by the referee."""

    def __init__(self, tables: Tables) -> None:
        self.bridge = Bridge(tables)
        self.board = Board(tables) if is_available() else None

    def weigh(self, placing: Placing) -> Cost:
        """Hard and soft cost."""
        if self.board is not None:
            return self.board.load(placing)
        return evaluate(self.bridge.instance, self.bridge.solution_of(placing)).cost
