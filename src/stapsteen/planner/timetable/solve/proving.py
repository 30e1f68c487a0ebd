"""The whole question to CP-SAT at once: where it is small, it finds the best plan and proves it.

Only what holds for every plan is called proven. The model knows one cut of the events, and where the
question is large it leaves out what required rules rule out; ``Prover._holds_for_all`` says when that
leaves out no plan that could be better.
"""

from __future__ import annotations

from math import ceil

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.instance import Kind
from stapsteen.planner.timetable.local.placing import Placing
from stapsteen.planner.timetable.solve.best import Best, Scales
from stapsteen.planner.timetable.solve.model import Freedom, Model
from stapsteen.planner.timetable.solve.points import Interrupted
from stapsteen.planner.timetable.solve.polishing import Watch, model_of

LARGEST = 30_000  # literals: beyond that the time is better spent on parts
PROOF_SECONDS = 10.0  # deterministic


class Prover:
    """Tries to solve the whole."""

    def __init__(self, best: Best, watch: Watch) -> None:
        self.best = best
        self.watch = watch

    def is_worth_trying(self) -> bool:
        """Whether the whole is small enough."""
        tables = self.best.tables
        starts = int(tables.arrays["starts"][:, 1].sum()) if len(tables.starts) else 0
        seats = int(tables.arrays["candidates"][:, 1].sum()) if len(tables.candidates) else 0
        return starts + seats <= LARGEST

    def prove(self) -> None:
        """Search the whole: first without any hard cost; where that cannot be, with the least of it."""
        if self._search(strict=True) == cp_model.INFEASIBLE and not self.best.over.is_set():
            self._search(strict=False)

    def _search(self, *, strict: bool) -> cp_model.CpSolverStatus:
        """What became of the search; better plans and what is proven are kept."""
        placing = self.best.current()
        free = everything(self.best, placing)
        over = self.best.over
        try:
            question = model_of(self.best.tables, placing, free, strict=strict, is_over=over.is_set)
        except Interrupted:
            return cp_model.UNKNOWN
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = PROOF_SECONDS
        self.watch(solver)
        if over.is_set():  # to take in a model of this size alone takes a second
            return cp_model.UNKNOWN
        status = solver.solve(question.model.model, _Listener(self.best, question.model))
        if question.costs.is_exact and self._holds_for_all(free, strict=strict):
            self._keep_proof(status, solver, strict=strict)
        return status

    def _keep_proof(
        self, status: cp_model.CpSolverStatus, solver: cp_model.CpSolver, *, strict: bool
    ) -> None:
        if status == cp_model.OPTIMAL:
            self.best.prove(self.best.current().price)
        elif status == cp_model.FEASIBLE and strict:
            self.best.prove((0, ceil(solver.best_objective_bound - 1e-6)))

    def _holds_for_all(self, free: Freedom, *, strict: bool) -> bool:
        """Whether no plan outside the model is better than the best one in it.

        Without hard cost it is enough that other cuts, and starts that were left out, cost hard cost.
        Where there has to be hard cost, another cut may be the cheaper fault.
        """
        tables = self.best.tables
        if not strict:
            return free.whole and all(event.duration == 1 for event in tables.instance.events)
        if not all(cut.is_only_one for cut in tables.cuts):
            return False
        return free.whole or (self._must_have_times() and self._is_linked_whole())

    def _must_have_times(self) -> bool:
        """Whether a required rule gives every event a time: staying without one is left out."""
        tables = self.best.tables
        rules = tables.instance.constraints
        asked = {
            event
            for point in tables.points
            if rules[point.rule].kind is Kind.ASSIGN_TIME and rules[point.rule].required
            for event in point.events
        }
        events = enumerate(tables.instance.events)
        return all(event.time is not None or number in asked for number, event in events)

    def _is_linked_whole(self) -> bool:
        """Whether linked events have meets of one length, so that they can only move together."""
        tables = self.best.tables
        linked = tables.events[:, 9] > 0
        return all(len(set(tables.cuts[at].lengths)) == 1 for at in linked.nonzero()[0].tolist())


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hears of every better plan of CP-SAT."""

    def __init__(self, best: Best, model: Model) -> None:
        super().__init__()
        self.best = best
        self.model = model
        self.scales = Scales(best.tables)

    def on_solution_callback(self) -> None:
        """Called by CP-SAT."""
        found = self.model.read(self)
        found.cost[:] = self.scales.weigh(found)
        self.best.offer(found)


def everything(best: Best, placing: Placing) -> Freedom:
    """All that may move or change hands, to wherever it could be."""
    arrays = best.tables.arrays
    used = set(placing.length.nonzero()[0].tolist())
    return Freedom(
        frozenset(used & set(arrays["movable"].tolist())),
        frozenset(used & set(arrays["seated"].tolist())),
        whole=best.tables.domains.is_small,
    )
