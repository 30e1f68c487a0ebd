"""Trying whether everything fits: a plan in which all rules hold shows it, and nothing else does."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution

if TYPE_CHECKING:
    from stapsteen.planner.timetable.solve import Progress

CALM = 1.5  # seconds without a better plan, and as long as it took to get there: then it is stuck


def try_to_fit(instance: Instance, *, start: Solution | None = None, seconds: float) -> Solution:
    """The best plan found; the search ends when all rules hold, when stuck, and after ``seconds``."""
    from stapsteen.planner.timetable.solve import solve  # OR-Tools takes a second to import

    hope = Hope()
    return solve(
        instance, start=start, seconds=seconds, on_progress=hope.hear, should_stop=hope.is_over
    ).solution


class Hope:
    """Whether going on may still bring a plan in which all rules hold."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.started = self.better_at = monotonic()

    def hear(self, found: Progress) -> None:
        """A better plan was found; better wishes are no reason to go on."""
        if self.left is None or found.infeasibility < self.left:
            self.left, self.better_at = found.infeasibility, monotonic()

    def is_over(self) -> bool:
        """Whether the rules hold, or nothing better has come for long."""
        calm = max(CALM, self.better_at - self.started)
        stuck = self.left is not None and monotonic() - self.better_at > calm
        return self.left == 0 or stuck
