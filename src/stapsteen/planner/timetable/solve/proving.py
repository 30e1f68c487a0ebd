"""The whole question to CP-SAT at once: where it is small, it finds the best plan and proves it.

Only where every event can be cut up in one way alone, else a bound would hold for that cut only.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.local.placing import Placing
from stapsteen.planner.timetable.solve.best import Best, Scales
from stapsteen.planner.timetable.solve.model import Freedom, Model
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
        question = model_of(self.best.tables, placing, free, strict=strict)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = PROOF_SECONDS
        self.watch(solver)
        status = solver.solve(question.model.model, _Listener(self.best, question.model))
        is_exact = free.whole or strict  # strict: what the required rules rule out costs hard cost
        if is_exact and self._is_cut_in_one_way() and question.costs.is_exact:
            self._keep_proof(status, solver, strict=strict)
        return status

    def _keep_proof(
        self, status: cp_model.CpSolverStatus, solver: cp_model.CpSolver, *, strict: bool
    ) -> None:
        if status == cp_model.OPTIMAL:
            self.best.prove(self.best.current().price)
        elif status == cp_model.FEASIBLE and strict:
            self.best.prove((0, round(solver.best_objective_bound)))

    def _is_cut_in_one_way(self) -> bool:
        return all(cut.is_only_one for cut in self.best.tables.cuts)


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
