"""A worth that no offer can exceed: the same question without the clock.

How often each workshop is given stays, and so do the hours of adults and rooms, the seats, and how many
things a pupil can do in a week; when what is given does not count. Every offer is a choice of this
question too, so none is worth more.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stapsteen.planner.allocation.offering.problem import (
    FIRST,
    SESSION,
    Free,
    OfferProblem,
    Workshop,
    weight,
)

WORK = 0.5


def worth_at_most(problem: OfferProblem) -> int:
    """An upper bound on the worth of an offer, proven by CP-SAT or as far as it came."""
    model = cp_model.CpModel()
    most = len(problem.rounds) * len(problem.leaders)
    times = {one.id: model.new_int_var(0, min(one.most, most), "") for one in problem.workshops}
    _hours(model, problem, times, most)
    worth = [-SESSION * one for one in times.values()]
    coming: dict[str, list[cp_model.IntVar]] = {one: [] for one in times}
    for pupil in problem.pupils:
        mine = {one: model.new_bool_var("") for one in dict.fromkeys((*pupil.ready, *pupil.asked))}
        ceiling = len(set(problem.rounds) - set(pupil.away))
        model.add(sum(mine.values()) <= min(ceiling, ceiling if pupil.most is None else pupil.most))
        something = model.new_bool_var("")
        model.add(something <= sum(mine.values()))
        worth.append(FIRST * something)
        for about, comes in mine.items():
            model.add(comes <= times[about])
            coming[about].append(comes)
            worth.append(weight(pupil, about) * comes)
    for workshop in problem.workshops:
        seats = max((problem.room_by_id[one].seats for one in workshop.rooms), default=0)
        model.add(sum(coming[workshop.id]) <= min(workshop.seats, seats) * times[workshop.id])
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = WORK
    solver.solve(model)
    return int(solver.best_objective_bound)


def _hours(
    model: cp_model.CpModel, problem: OfferProblem, times: dict[str, cp_model.IntVar], most: int
) -> None:
    """Every time a workshop is given takes an hour of somebody who can give it, and of a room."""
    for has, free in ((_leaders, problem.leaders), (_rooms, problem.rooms)):
        parts = {
            (workshop.id, one): model.new_int_var(0, most, "")
            for workshop in problem.workshops
            for one in has(workshop)
        }
        for workshop in problem.workshops:
            mine = [parts[workshop.id, one] for one in has(workshop)]
            model.add(sum(mine) == times[workshop.id])
        for who in free:
            mine = [part for (_about, one), part in parts.items() if one == who.id]
            model.add(sum(mine) <= _rounds(who))


def _leaders(workshop: Workshop) -> tuple[str, ...]:
    return workshop.leaders


def _rooms(workshop: Workshop) -> tuple[str, ...]:
    return workshop.rooms


def _rounds(who: Free) -> int:
    return len(set(who.rounds))
