"""One round filled anew beside the rest of the week: sessions by what they bring, then seats by a flow."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
from ortools.graph.python import min_cost_flow

from stapsteen.planner.allocation.offering.problem import (
    SESSION,
    Free,
    Held,
    Workshop,
)
from stapsteen.planner.allocation.offering.week import NOTHING, Ints, Table, Week, open_weights

DOUBT = 0.25  # by how much chance may colour what a session seems to bring


def fill_round(table: Table, week: Week, round_: int, random: Random) -> None:
    """Choose the sessions of a round and who comes, in place; fixed sessions stay."""
    held = list(table.fixed[round_])
    worth = open_weights(table, week, round_)
    left = worth.copy()
    for one in held:
        _seat(table, left, one)
    times = Counter(
        one.workshop
        for number, sessions in enumerate(week.held)
        if number != round_
        for one in sessions
    )
    while chosen := _best(table, left, round_, held, times, random):
        held.append(chosen)
        _seat(table, left, chosen)
    week.held[round_] = tuple(held)
    week.comes[:, round_] = _flow(table, worth, held)
    _drop_too_small(table, week, round_, worth)


def _best(
    table: Table,
    left: Ints,
    round_: int,
    held: list[Held],
    times: Counter[str],
    random: Random,
) -> Held | None:
    """The session that seems to bring most, of those that can still be; None when none brings anything."""
    problem = table.problem
    name = problem.rounds[round_]
    leaders = _free(problem.leaders, name, {one.leader for one in held})
    rooms = _free(problem.rooms, name, {one.room for one in held})
    sums = np.cumsum(-np.sort(-left, axis=0), axis=0)
    coming = (left > 0).sum(axis=0)
    here = Counter(one.workshop for one in held)
    best, most = None, float(SESSION)
    for place, workshop in enumerate(problem.workshops):
        given = times[workshop.id] + here[workshop.id]
        if given >= workshop.most or coming[place] < max(1, workshop.least):
            continue
        if found := _who_and_where(workshop, leaders, rooms, table):
            one = Held(workshop.id, name, *found)
            brings = int(sums[min(problem.seats(one), len(left)) - 1, place])
            seems = brings * (1 + DOUBT * random.uniform(-1, 1))
            if brings > SESSION and seems > most:
                best, most = one, seems
    return best


def _free(every: tuple[Free, ...], round_: str, taken: set[str]) -> list[str]:
    return [one.id for one in every if round_ in one.rounds and one.id not in taken]


def _who_and_where(
    workshop: Workshop, leaders: list[str], rooms: list[str], table: Table
) -> tuple[str, str] | None:
    """Who can give least else, and the room with most of the seats it can use, for a workshop."""
    can = [one for one in leaders if one in workshop.leaders]
    fits = [one for one in rooms if one in workshop.rooms]
    if not can or not fits:
        return None
    seats = {one: table.problem.room_by_id[one].seats for one in fits}
    room = max(fits, key=lambda one: (min(seats[one], workshop.seats), -seats[one]))
    return min(can, key=lambda one: table.gives[one]), room


def _seat(table: Table, left: Ints, held: Held) -> None:
    """Take those out, in place, to whom a session is worth most: their round is full."""
    column = left[:, table.place[held.workshop]]
    order = np.argsort(-column, kind="stable")[: table.problem.seats(held)]
    left[order[column[order] > 0]] = 0


def _flow(table: Table, worth: Ints, held: list[Held]) -> Ints:
    """Who comes to which workshop, so that all together get most: a minimum-cost flow."""
    room = Counter[int]()
    for one in held:
        room[table.place[one.workshop]] += table.problem.seats(one)
    comes = np.full(len(worth), NOTHING, int)
    abouts = sorted(room)
    if not abouts or not len(worth):
        return comes
    pupils, places = np.nonzero(worth[:, abouts])
    sink = len(worth) + len(abouts)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        pupils,
        len(worth) + places,
        np.ones(len(pupils), int),
        -worth[pupils, np.array(abouts, int)[places]],
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        len(worth) + np.arange(len(abouts)),
        np.full(len(abouts), sink),
        np.array([room[one] for one in abouts], int),
        np.zeros(len(abouts), int),
    )
    every = np.arange(len(worth))
    flow.add_arcs_with_capacity_and_unit_cost(
        every, np.full(len(worth), sink), np.ones(len(worth), int), np.zeros(len(worth), int)
    )
    flow.set_nodes_supplies(every, np.ones(len(worth), int))
    flow.set_node_supply(sink, -len(worth))
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError("everybody can go nowhere, so there is always a flow")
    used = flow.flows(arcs) > 0
    comes[pupils[used]] = np.array(abouts, int)[places[used]]
    return comes


def _drop_too_small(table: Table, week: Week, round_: int, worth: Ints) -> None:
    """Leave out, in place, what too few come to, until all that is left has enough."""
    while True:
        coming = Counter(week.comes[:, round_].tolist())
        held = list(week.held[round_])
        small = next((one for one in held if _is_small(table, held, coming, one)), None)
        if small is None:
            return
        held.remove(small)
        week.held[round_] = tuple(held)
        week.comes[:, round_] = _flow(table, worth, held)


def _is_small(table: Table, held: list[Held], coming: Counter[int], one: Held) -> bool:
    same = [each for each in held if each.workshop == one.workshop]
    here = coming[table.place[one.workshop]]
    least = table.problem.workshop_by_id[one.workshop].least
    spare = sum(table.problem.seats(each) for each in same) - here
    return one not in table.problem.fixed and (
        here < least * len(same) or (len(same) > 1 and spare >= table.problem.seats(one))
    )
