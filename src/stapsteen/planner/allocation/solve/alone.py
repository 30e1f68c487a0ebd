"""What everybody would have if there were no others: the week that a dealing is measured against."""

from __future__ import annotations

from ortools.sat.python import cp_model

from stapsteen.planner.allocation.evaluate import MUST, Worth
from stapsteen.planner.allocation.solve.table import Table
from stapsteen.planner.allocation.solve.weeks import Weeks, best_week, weeks_of


def best_weeks(table: Table, weeks: tuple[Weeks | None, ...]) -> dict[str, Worth]:
    """The own best week of every pupil, alone, also of who sits together with others."""
    found = {}
    for unit, written in zip(table.units, weeks, strict=True):
        for member in unit:
            mine = written if len(unit) == 1 else weeks_of(table, (member,))
            best = best_week(mine, 0) if mine else _best_of_many(table, member)
            found[table.problem.pupils[member].id] = best
    return found


def _best_of_many(table: Table, member: int) -> Worth:
    """The best week where there are too many to write out: chosen by the solver, in whole numbers."""
    problem = table.problem
    model = cp_model.CpModel()
    taken = {
        s: model.new_bool_var("") for s in range(len(problem.sessions)) if table.can[member, s]
    }
    for here in table.sessions_of_round:
        model.add_at_most_one(taken[s] for s in here if s in taken)
    for about in {int(table.about[s]) for s in taken}:
        model.add_at_most_one(taken[s] for s in taken if table.about[s] == about)
    model.add(sum(taken.values()) <= int(table.most[member]))
    for s in set(taken) & set(table.with_before):
        for before in set(problem.sessions[s].after) - set(problem.pupils[member].done):
            earlier = [
                one
                for s2, one in taken.items()
                if problem.sessions[s2].about == before
                and table.rounds_of_session[s2][-1] < table.first[s]
            ]
            model.add(sum(earlier) >= taken[s])
    worth = {s: _weight(table, member, s) for s in taken}
    model.maximize(sum(worth[s] * one for s, one in taken.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    chosen = [s for s, one in taken.items() if solver.value(one)]
    columns = (table.musts, table.needs, table.points)
    musts, needs, points = (int(values[member, chosen].sum()) for values in columns)
    return Worth(musts, needs, points)


def _weight(table: Table, member: int, s: int) -> int:
    """A session as one number: a must before any needs, a need before any points."""
    musts, needs = int(table.musts[member, s]), int(table.needs[member, s])
    return (musts * MUST + needs) * MUST + int(table.points[member, s])
