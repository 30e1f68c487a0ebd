"""The most points that can be dealt out in all, whoever gets them: what fairness is weighed against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from time import process_time

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from stapsteen.planner.allocation.problem import Problem, Pupil, Seats, may_sit, points

WHOLE = 1e-6  # so near to a whole number is one


@dataclass(frozen=True)
class Most:
    """The best total found, with its seats, and what no dealing exceeds."""

    seats: Seats
    at_most: int
    seconds: float


def most_points(problem: Problem, start: Seats, seconds: float) -> Most:
    """The utilitarian optimum of a round of wishes and clashes.

    With divided seats it is a linear program, and mostly its answer divides none. Where it does,
    CP-SAT looks for ``seconds``, from a dealing to start with.
    """
    began = process_time()
    at_most, seats = _divided(problem)
    if seats is None:
        seats = _undivided(problem, start, seconds)
    return Most(seats, at_most, process_time() - began)


def _divided(problem: Problem) -> tuple[int, Seats | None]:
    """What no dealing exceeds, and the seats where none is divided."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    rows: dict[object, pywraplp.Constraint] = {}
    shares: dict[tuple[str, str], pywraplp.Variable] = {}
    objective = solver.Objective()
    objective.SetMaximization()
    for who, session in ((one, two) for one in problem.pupils for two in problem.sessions):
        if may_sit(problem, who, session):
            share = shares[who.id, session.id] = solver.NumVar(0, 1, "")
            objective.SetCoefficient(share, points(problem, who, session))
            limits = [(session.id, session.seats), ((who.id, "about", session.about), 1)]
            limits += [((who.id, "round", one), 1) for one in session.rounds]
            limits += [] if who.most is None else [((who.id, "most"), who.most)]
            for row, most in limits:
                if row not in rows:
                    rows[row] = solver.Constraint(0, most)
                rows[row].SetCoefficient(share, 1)
    if solver.Solve() != solver.OPTIMAL:
        raise AssertionError("nobody anywhere is a dealing, so there is a best one")
    given = {key: share.solution_value() for key, share in shares.items()}
    whole = all(abs(one - round(one)) < WHOLE for one in given.values())
    taken = {key for key, one in given.items() if one > 1 / 2}
    return int(objective.Value() + WHOLE), _seats(problem, taken) if whole else None


def _seats(problem: Problem, taken: set[tuple[str, str]]) -> Seats:
    found: dict[str, list[str]] = defaultdict(list)
    for who, session in sorted(taken):
        found[who].append(session)
    return {one.id: tuple(found[one.id]) for one in problem.pupils}


def _undivided(problem: Problem, start: Seats, seconds: float) -> Seats:
    model = cp_model.CpModel()
    taken = {
        (pupil.id, one.id): model.new_bool_var("")
        for pupil in problem.pupils
        for one in problem.sessions
        if may_sit(problem, pupil, one)
    }
    for pupil in problem.pupils:
        _rules_of(model, problem, pupil, taken)
    for one in problem.sessions:
        sits = [var for (_pupil, session), var in taken.items() if session == one.id]
        model.add(sum(sits) <= one.seats)
    for (who, session), var in taken.items():
        model.add_hint(var, session in start.get(who, ()))
    model.maximize(
        sum(
            points(problem, problem.pupil_by_id[who], problem.session_by_id[session]) * var
            for (who, session), var in taken.items()
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 2, seconds
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start
    return _seats(problem, {key for key, var in taken.items() if solver.value(var)})


def _rules_of(
    model: cp_model.CpModel,
    problem: Problem,
    pupil: Pupil,
    taken: dict[tuple[str, str], cp_model.IntVar],
) -> None:
    mine = {one: taken[pupil.id, one.id] for one in problem.sessions if (pupil.id, one.id) in taken}
    for round_ in problem.rounds:
        model.add_at_most_one(var for one, var in mine.items() if round_ in one.rounds)
    for about in {one.about for one in mine}:
        model.add_at_most_one(var for one, var in mine.items() if one.about == about)
    if pupil.most is not None:
        model.add(sum(mine.values()) <= pupil.most)
