"""A plan on which moves are made: the kernel's state, and the best plan met on the way."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stapsteen.planner.timetable.local.compiling import kernel
from stapsteen.planner.timetable.local.placing import Cost, Placing, empty
from stapsteen.planner.timetable.local.tables import Tables

MOVES = ("shift", "swap", "chain", "eject", "seat", "people", "group", "recut")


class CWalk(ctypes.Structure):
    """What a walk is told, and what it tells: see kernel/walk.c."""

    _fields_ = [
        ("moves", ctypes.c_int64),
        ("heat", ctypes.c_double),
        ("cooling", ctypes.c_double),
        ("price", ctypes.c_double),
        ("odds", ctypes.c_double * len(MOVES)),
        ("tried", ctypes.c_int64 * len(MOVES)),
        ("taken", ctypes.c_int64 * len(MOVES)),
    ]


class Board:
    """The kernel's state of one plan, and the best plan met on the way."""

    def __init__(self, tables: Tables, seed: int = 0) -> None:
        found = kernel()
        if found is None:
            raise RuntimeError("this machine has no compiled kernel")
        self.kernel = found
        self.kernel.new_state.restype = ctypes.c_void_p
        self.tables = tables
        self._tables = ctypes.byref(self.tables.struct)
        self._state = ctypes.c_void_p(self.kernel.new_state(self._tables, ctypes.c_uint64(seed)))
        self.best = empty(tables)
        self.stop_filling = ctypes.c_int32(0)

    def __del__(self) -> None:
        if getattr(self, "_state", None):
            self.kernel.free_state(self._state)

    def load(self, placing: Placing) -> Cost:
        """Let the state be this plan; what it costs."""
        arrays = (placing.length, placing.start, placing.seats)
        self.kernel.load_plan(self._tables, self._state, *(array.ctypes for array in arrays))
        return self.cost

    @property
    def cost(self) -> Cost:
        """Hard and soft cost of the state as it is."""
        found = (ctypes.c_int64 * 2)()
        self.kernel.costs_of(self._state, found)
        return found[0], found[1]

    def sow(self, seed: int) -> None:
        """Let chance begin anew."""
        self.kernel.sow(self._state, ctypes.c_uint64(seed))

    def walk(self, words: CWalk) -> int:
        """Make moves; how often a new best plan was met."""
        best = self.best
        return int(
            self.kernel.walk(
                self._tables, self._state, ctypes.byref(words), best.cost.ctypes,
                best.length.ctypes, best.start.ctypes, best.seats.ctypes,
            )
        )  # fmt: skip

    def keep(self) -> None:
        """Let the plan as it stands be the best met."""
        best = self.best
        arrays = (best.cost, best.length, best.start, best.seats)
        self.kernel.keep(self._tables, self._state, *(array.ctypes for array in arrays))

    def sample(self, words: CWalk, size: int) -> NDArray[np.float64]:
        """What some random moves would cost that make it worse."""
        costs = np.zeros(size)
        found = self.kernel.sample(
            self._tables, self._state, ctypes.byref(words), costs.ctypes, ctypes.c_int32(size)
        )
        return costs[:found]

    def fill(self, slots: Sequence[int] | NDArray[np.int32]) -> Cost:
        """Place meets without a start, in this order, each where it costs least at that moment."""
        order = np.ascontiguousarray(slots, np.int32)
        stop = ctypes.byref(self.stop_filling)
        self.kernel.fill(self._tables, self._state, order.ctypes, len(order), stop)
        return self.cost
