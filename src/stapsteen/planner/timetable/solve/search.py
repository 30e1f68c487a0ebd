"""The search: a first plan fast, then better ones until the time is up, the plan is proven best, or
somebody says stop.

First every required rule is a hard limit. Where that gives nothing in time, or where it is proven
that the rules cannot all hold, events may stay without a time at a high price: there is always a plan.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.evaluate import Evaluation, evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution
from stapsteen.planner.timetable.solve.rules import POSTERS
from stapsteen.planner.timetable.solve.variables import Variables

HARD_PRICE = 10_000
POLL_SECONDS = 0.1
STRICT_SHARE = 0.5  # of the time, before rules are relaxed


@dataclass(frozen=True)
class Progress:
    """A better plan was found: after so many seconds, at this cost."""

    seconds: float
    infeasibility: int
    objective: int


@dataclass(frozen=True)
class Outcome:
    """The best plan found, its cost, when the first one was there, and whether it is proven best."""

    solution: Solution
    evaluation: Evaluation
    first_seconds: float
    seconds: float
    optimal: bool
    stopped: bool


Report = Callable[[Progress], None]


@dataclass
class Search:
    """One search under way."""

    instance: Instance
    until: float
    started: float
    seed: int
    workers: int
    deterministic_seconds: float | None
    report: Report
    should_stop: Callable[[], bool]
    best: tuple[Evaluation, Solution] | None = None
    first_seconds: float = 0.0
    optimal: bool = False
    stopped: bool = False

    def run(self, *, relaxed: bool, until: float) -> None:
        """Build a model and search it until the moment ``until``."""
        variables = build(self.instance, relaxed=relaxed)
        if self.best is not None:
            _hint(variables, self.best[1])
        solver = self._solver(until)
        with Watch(solver, self):
            status = solver.solve(variables.model, Listener(variables, self))
        self.optimal = status == cp_model.OPTIMAL

    def _solver(self, until: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed
        solver.parameters.max_time_in_seconds = max(0.1, until - monotonic())
        solver.parameters.symmetry_level = 1
        if self.deterministic_seconds is not None:
            solver.parameters.max_deterministic_time = self.deterministic_seconds
        return solver

    def found(self, solution: Solution) -> None:
        """Keep a solution when it is better, and tell."""
        evaluation = evaluate(self.instance, solution)
        if self.best is not None and evaluation.cost >= self.best[0].cost:
            return
        seconds = monotonic() - self.started
        if self.best is None:
            self.first_seconds = seconds
        self.best = (evaluation, solution)
        self.report(Progress(seconds, evaluation.infeasibility, evaluation.objective))


class Listener(cp_model.CpSolverSolutionCallback):
    """Hears of every better solution of CP-SAT."""

    def __init__(self, variables: Variables, search: Search) -> None:
        super().__init__()
        self.variables = variables
        self.search = search

    def on_solution_callback(self) -> None:
        """Called by CP-SAT."""
        self.search.found(self.variables.read(self))


class Watch:
    """Stops the solver within a fraction of a second after somebody said stop."""

    def __init__(self, solver: cp_model.CpSolver, search: Search) -> None:
        self.solver = solver
        self.search = search
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_error: object) -> None:
        self.done.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.done.wait(POLL_SECONDS):
            if self.search.should_stop():
                self.search.stopped = True
                self.solver.stop_search()


def build(instance: Instance, *, relaxed: bool) -> Variables:
    """The whole CP-SAT model of an instance."""
    variables = Variables(instance, relaxed=relaxed)
    for rule in instance.constraints:
        poster = POSTERS.get(rule.kind)
        if poster is not None:
            poster(variables, rule)
    variables.model.minimize(
        sum(
            (HARD_PRICE if required else 1) * weight * amount
            for weight, amount, required in variables.penalties
        )
    )
    return variables


def _hint(variables: Variables, solution: Solution) -> None:
    for meet in solution.meets:
        for time, literal in variables.begins[meet.event].items():
            variables.model.add_hint(literal, meet.time == time)


def solve(
    instance: Instance,
    *,
    seconds: float,
    seed: int = 0,
    workers: int = 2,
    deterministic_seconds: float | None = None,
    on_progress: Report = lambda _progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Plan an instance. There is always a plan, if need be with events that have no time.

    The same instance, seed and one worker with ``deterministic_seconds`` give the same plan.
    ``on_progress`` hears of every better plan; ``should_stop`` is asked ten times a second.
    """
    started = monotonic()
    search = Search(
        instance,
        started + seconds,
        started,
        seed,
        workers,
        deterministic_seconds,
        on_progress,
        should_stop,
    )
    search.run(relaxed=False, until=started + seconds * STRICT_SHARE)
    strict = search.best is not None and search.best[0].infeasibility == 0
    if not search.stopped and not search.optimal:
        search.run(relaxed=not strict, until=search.until)
    if search.best is None:
        search.found(_nothing(instance))
    assert search.best is not None  # _nothing is always a solution
    evaluation, solution = search.best
    return Outcome(
        solution,
        evaluation,
        search.first_seconds,
        monotonic() - started,
        search.optimal,
        search.stopped,
    )


def _nothing(instance: Instance) -> Solution:
    from stapsteen.planner.timetable.solution import Meet

    return Solution(
        tuple(
            Meet(event.id, event.duration, event.time, tuple(need.resource for need in event.needs))
            for event in instance.events
        )
    )
