"""The search: a first plan fast, then better ones until the time is up, the plan is proven best, or
somebody says stop.

Hard rules are very dear and never impossible, so there is always a plan. One worker anneals and
polishes in turn, each by a fixed amount of work: equal input and seed give equal plans. With more workers
one anneals all the time, and they share the best plan.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from stapsteen.planner.timetable.evaluate import Evaluation, evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.local.compiling import is_available
from stapsteen.planner.timetable.local.placing import Bridge
from stapsteen.planner.timetable.local.tables import Tables
from stapsteen.planner.timetable.solution import Solution
from stapsteen.planner.timetable.solve.best import Best
from stapsteen.planner.timetable.solve.worker import Worker

GLANCE = 0.05  # seconds between two looks at the clock and at the wish to stop


@dataclass(frozen=True)
class Progress:
    """A better plan was found: after so many seconds, at this cost. ``solution`` gives the plan."""

    seconds: float
    infeasibility: int
    objective: int
    solution: Callable[[], Solution]


@dataclass(frozen=True)
class Outcome:
    """The best plan found, its cost, when the first one was there, and whether it is proven best.

    ``bound`` is what no plan can cost less than, hard and soft; None where nothing was proven.
    """

    solution: Solution
    evaluation: Evaluation
    first_seconds: float
    seconds: float
    optimal: bool
    stopped: bool
    bound: tuple[int, int] | None = None


def solve(
    instance: Instance,
    *,
    seconds: float = 30,
    seed: int = 0,
    workers: int = 2,
    deterministic_seconds: float | None = None,
    start: Solution | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The best plan found within ``seconds``.

    ``start`` is a plan to go on from. ``on_progress`` hears of better plans and ``should_stop`` is asked,
    both in the caller's thread, up to twenty times a second. With one worker, the same seed and
    ``deterministic_seconds`` (an amount of work, about as many seconds on a common machine) as the
    bound the plan is the same every time. When a worker fails the others go on and the best plan is
    kept: a ``RuntimeWarning`` tells of it. Only where there is no plan at all its error is raised.
    """
    is_available()  # the first time on a machine the kernel is compiled; that is not planning
    started = monotonic()
    tables = Tables(instance)
    best = Best(tables, started)
    if start is not None:
        best.offer(Bridge(tables).placing_of(start))
    crew = [
        Worker(best, seed=seed * 1009 + number, duty=duty, effort=deterministic_seconds)
        for number, duty in enumerate(_duties(workers))
    ]
    stopped = _watch(best, crew, started + seconds, Reporter(best, on_progress), should_stop)
    solution = best.solution()
    return Outcome(
        solution,
        evaluate(instance, solution),
        best.first_seconds,
        monotonic() - started,
        best.is_optimal,
        stopped,
        best.bound or ((0, 0) if best.is_optimal else None),  # nothing costs less than nothing
    )


def _duties(workers: int) -> list[str]:
    """What each worker does: alone both in turn, else one anneals, one does both, others polish."""
    if workers <= 1:
        return ["both"]
    return ["anneal", "both", *["polish"] * (workers - 2)]


class Reporter:
    """Tells the caller of better plans, in the caller's thread."""

    def __init__(self, best: Best, on_progress: Callable[[Progress], None]) -> None:
        self.best = best
        self.on_progress = on_progress
        self.told = (0, 0)
        self.has_told = False

    def tell(self) -> None:
        """Report the best plan when it is a new one."""
        found = self.best.placing
        if found is None or (self.has_told and found.price == self.told):
            return
        self.told, self.has_told = found.price, True
        self.on_progress(
            Progress(self.best.found_after, *found.price, lambda: self.best.solution_of(found))
        )


def _watch(
    best: Best,
    crew: list[Worker],
    until: float,
    reporter: Reporter,
    should_stop: Callable[[], bool],
) -> bool:
    """Let the workers work until it is over; whether somebody said stop."""
    threads = [threading.Thread(target=one.work, daemon=True) for one in crew]
    for thread in threads:
        thread.start()
    stopped = False
    try:
        while not (stopped or best.is_optimal or monotonic() >= until) and _is_busy(threads):
            sleep(GLANCE)
            reporter.tell()
            stopped = should_stop()
    finally:  # also when the caller's functions raise: nobody works on for nothing
        _end(best, crew, threads)
    if best.failure is not None:
        _tell_of(best.failure, has_plan=best.placing is not None)
    reporter.tell()
    return stopped


def _tell_of(failure: BaseException, *, has_plan: bool) -> None:
    """Raise what went wrong in a worker; where there is a plan, warn of it and keep the plan."""
    if not has_plan:
        raise failure
    what = f"a part of the search failed, the best plan is kept: {failure!r}"
    warnings.warn(what, RuntimeWarning, stacklevel=4)  # where solve was called


def _is_busy(threads: list[threading.Thread]) -> bool:
    return any(thread.is_alive() for thread in threads)


def _end(best: Best, crew: list[Worker], threads: list[threading.Thread]) -> None:
    """Tell the workers that it is over, until they have gone; one may just be starting CP-SAT."""
    best.over.set()
    while _is_busy(threads):
        for one in crew:
            one.stop()
        sleep(GLANCE)
