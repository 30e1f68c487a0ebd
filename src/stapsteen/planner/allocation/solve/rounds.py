"""One round dealt as well as can be while all other rounds stay: a flow of least cost.

With the other rounds fixed, a seat in this round gives every pupil a known level. A pupil costs more
the lower its level, steeply, so that the flow helps who stands lowest (minimum-cost flow in OR-Tools;
Ahuja, Magnanti and Orlin, "Network flows", 1993). Round after round it never gets worse by that cost.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from stapsteen.planner.allocation.evaluate import MUST, NEED
from stapsteen.planner.allocation.solve.dealing import Question, got, levels_of
from stapsteen.planner.allocation.solve.table import NOWHERE, Flags, Ints, Table, levels

STEEP, DEEPEST = 1.16, 150  # a hundredth lower costs so many times as much, to this depth
NEED_COST, MUST_COST = 10**12, 10**14
MOST_MISSED = 4  # whole numbers of 64 bits hold no more of these costs


def fill_rounds(question: Question, have: Ints) -> None:
    """Seat, in place, who has nothing in a round; everybody else stays."""
    for round_ in range(have.shape[1]):
        deal_round(question, have, round_, have[:, round_] == NOWHERE)


def deal_round(question: Question, have: Ints, round_: int, among: Flags | None = None) -> None:
    """Deal one round anew, in place; who is in a series, or sits with others, keeps its seat.

    Where ``among`` is given, only these pupils move.
    """
    table = question.table
    here = np.array(
        [s for s in table.sessions_of_round[round_] if len(table.rounds_of_session[s]) == 1], int
    )
    can_move = _can_move(question, have, round_)
    movers = np.flatnonzero(can_move if among is None else can_move & among)
    if not len(movers) or not len(here):
        return
    others = have.copy()
    others[movers, round_] = NOWHERE
    can = _can_take(table, others, round_, movers, here)
    costs, without = _costs(question, others, movers, here)
    have[movers, round_] = _flow(table, others, round_, movers, here, (can, costs, without))


def _can_move(question: Question, have: Ints, round_: int) -> Flags:
    """Whose seat in a round can be given anew while its other rounds stay."""
    table = question.table
    mine = have[:, round_]
    in_series = np.array([len(rounds) > 1 for rounds in table.rounds_of_session], bool)
    can: Flags = table.alone & ~((mine >= 0) & in_series[mine])
    for s in table.with_before:
        for p in np.flatnonzero((have == s).any(axis=1) & (mine >= 0)):
            before = table.problem.sessions[s].after
            can[p] &= table.problem.sessions[mine[p]].about not in before
    standing = levels_of(question, have) if table.apart else mine
    for one, other in table.apart:  # of two who sit apart, who stands lower may choose
        can[one if standing[one] > standing[other] else other] = False
    return can


def _can_take(table: Table, others: Ints, round_: int, movers: Ints, here: Ints) -> Flags:
    """Who can sit where in a round, as its other rounds stand."""
    can = table.can[np.ix_(movers, here)].copy()
    for column in others[movers].T:
        can &= ~((column >= 0)[:, None] & (table.about[column][:, None] == table.about[here]))
    for place, s in enumerate(here):
        if s in table.with_before:
            can[:, place] &= [_was_before(table, others[p], p, s, round_) for p in movers]
    begun = (others >= 0) & (table.first[others] == np.arange(others.shape[1]))
    can &= (begun.sum(axis=1) < table.most)[movers][:, None]
    at = {int(p): row for row, p in enumerate(movers)}
    for one, other in (*table.apart, *((b, a) for a, b in table.apart)):
        if one in at:
            can[at[one]] &= here != others[other, round_]
    return can


def _was_before(table: Table, row: Ints, p: int, s: int, round_: int) -> bool:
    """Whether a pupil did what must come before a session, or does so in an earlier round."""
    earlier = {
        table.problem.sessions[one].about
        for one in row[:round_]
        if one >= 0 and table.rounds_of_session[one][-1] < round_
    }
    return set(table.problem.sessions[s].after) <= earlier | set(table.problem.pupils[p].done)


def _costs(question: Question, others: Ints, movers: Ints, here: Ints) -> tuple[Ints, Ints]:
    """What every seat costs every mover, and what it costs to have none."""
    table = question.table
    so_far = [one[movers][:, None] for one in got(table, others)]
    more = [one[np.ix_(movers, here)] for one in (table.musts, table.needs, table.points)]
    best = [one[movers][:, None] for one in question.best_arrays]
    behind = table.behind[movers][:, None]
    now = (so_far[0], so_far[1], so_far[2])
    then = (so_far[0] + more[0], so_far[1] + more[1], so_far[2] + more[2])
    against = (best[0], best[1], best[2])
    costs = _cost(levels(then, against, behind)) - _bonus(then[2], best[2])
    return costs, (_cost(levels(now, against, behind)) - _bonus(now[2], best[2]))[:, 0]


def _cost(level: Ints) -> Ints:
    """A level as a cost: steeply dearer below, and dearer by whole steps for a need or must missed."""
    below = 100 - level
    musts, needs, depth = below // MUST, below % MUST // NEED, below % NEED
    missed: Ints = MUST_COST * np.minimum(musts, MOST_MISSED) + NEED_COST * np.minimum(
        needs, MOST_MISSED
    )
    steep: Ints = (100 * STEEP ** np.minimum(depth, DEEPEST)).astype(np.int64)
    return missed + steep


def _bonus(points: Ints, best: Ints) -> Ints:
    """What decides between dealings in which everybody stands as high: points, of little weight."""
    return points * 100 // max(1, int(best.max(initial=0)))


def _flow(
    table: Table,
    others: Ints,
    round_: int,
    movers: Ints,
    here: Ints,
    offer: tuple[Flags, Ints, Ints],
) -> Ints:
    """Seat the movers at least cost; the session of each, or ``NOWHERE``.

    Every session has a gate for its open seats; who needs it or must go passes beside the gate.
    """
    can, costs, without = offer
    taken, open_taken = _taken(table, others, round_, here)
    sessions = len(here)
    gates, ends = len(movers), len(movers) + sessions
    sink = ends + sessions
    rows, places = np.nonzero(can)
    needed = table.first_needed[movers[rows], here[places]]
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        rows,
        np.where(needed, ends, gates) + places,
        np.ones(len(rows), int),
        costs[rows, places],
    )
    every = np.arange(sessions)
    for start, end, room in (
        (gates + every, ends + every, table.open_seats[here] - open_taken),
        (ends + every, np.full(sessions, sink), table.seats[here] - taken),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(start, end, np.maximum(0, room), 0 * every)
    people = np.arange(len(movers))
    flow.add_arcs_with_capacity_and_unit_cost(
        people, np.full(len(movers), sink), np.ones(len(movers), int), without
    )
    flow.set_nodes_supplies(people, np.ones(len(movers), int))
    flow.set_node_supply(sink, -len(movers))
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError("everybody can go nowhere, so there is always a flow")
    given = np.full(len(movers), NOWHERE, int)
    used = flow.flows(arcs) > 0
    given[rows[used]] = here[places[used]]
    return given


def _taken(table: Table, others: Ints, round_: int, here: Ints) -> tuple[Ints, Ints]:
    """How many seats, and how many open ones, are taken in a round by who does not move."""
    sits = np.flatnonzero(others[:, round_] >= 0)
    at = others[sits, round_]
    amount = len(table.problem.sessions)
    every = np.bincount(at, minlength=amount)
    unneeded = np.bincount(at[~table.first_needed[sits, at]], minlength=amount)
    return every[here], unneeded[here]
