"""Large-neighbourhood search: part after part of a plan is opened up and solved by CP-SAT."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.local.placing import Cost, Placing
from stapsteen.planner.timetable.local.tables import Tables
from stapsteen.planner.timetable.solve.costs import Costs
from stapsteen.planner.timetable.solve.model import Freedom, Model
from stapsteen.planner.timetable.solve.neighbourhoods import Neighbourhoods
from stapsteen.planner.timetable.solve.points import charge

EFFORT = 1.0  # deterministic seconds of CP-SAT for one part
DONE = (cp_model.OPTIMAL, cp_model.INFEASIBLE)
Weigh = Callable[[Placing], Cost]
Watch = Callable[[cp_model.CpSolver], None]  # hears of every solver, so that it can be stopped


@dataclass(frozen=True)
class Question:
    """A model with its bill."""

    model: Model
    costs: Costs


@dataclass
class Part:
    """A part that was solved: the plan with it (None: nothing better), and whether it was finished."""

    placing: Placing | None
    finished: bool


class Polisher:
    """Improves one plan, part by part. ``weigh`` gives the exact cost of a placing."""

    def __init__(self, tables: Tables, weigh: Weigh, seed: int) -> None:
        self.tables = tables
        self.weigh = weigh
        self.seed = seed
        self.neighbourhoods = Neighbourhoods(tables, seed)

    def step(self, placing: Placing, watch: Watch) -> Placing | None:
        """Open one part of a plan; the plan with that part better, or as good but otherwise."""
        name, freedom = self.neighbourhoods.draw(placing)
        if not freedom.starts and not freedom.seats:
            self.neighbourhoods.learn(name, better=False, finished=True)
            return None
        part = self._solve(placing, freedom, watch)
        found = part.placing
        better = found is not None and found.price < placing.price
        self.neighbourhoods.learn(name, better=better, finished=part.finished)
        return found if found is not None and found.price <= placing.price else None

    def _solve(self, placing: Placing, freedom: Freedom, watch: Watch) -> Part:
        model = model_of(self.tables, placing, freedom, strict=placing.price[0] == 0).model
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        self.seed += 1
        solver.parameters.random_seed = self.seed % 2**31
        watch(solver)
        status = solver.solve(model.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Part(None, status in DONE)
        found = model.read(solver)
        found.cost[:] = self.weigh(found)
        return Part(found, status in DONE)


def model_of(
    tables: Tables,
    placing: Placing,
    freedom: Freedom,
    *,
    strict: bool,
    is_over: Callable[[], bool] = lambda: False,
) -> Question:
    """The model of a part of a plan; ``strict`` forbids hard cost at all points it touches.

    ``Interrupted`` when ``is_over`` says so before it is told.
    """
    model = Model(tables, placing, freedom)
    costs = Costs(model, strict=strict)
    charge(model, costs, is_over)
    model.hint()
    return Question(model, costs)
