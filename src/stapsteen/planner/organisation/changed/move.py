"""A lesson that somebody puts elsewhere: it stays there, and the rest makes way as little as it can."""

from __future__ import annotations

from stapsteen.planner.organisation.changed.week import stays_of
from stapsteen.planner.organisation.moving import Change, Movable, Place, Resources
from stapsteen.planner.timetable.repair import Effort, Locks, repair
from stapsteen.planner.timetable.solution import Solution

USUAL_EFFORT = Effort(seconds=10)


def repair_move(
    week: Movable,
    event: str,
    time: int | None,
    resources: Resources | None = None,
    *,
    effort: Effort = USUAL_EFFORT,
) -> Place:
    """The nearest plan in which a lesson, or having a group, stands as somebody put it.

    Other than ``Movable.place`` nothing changes places: what is in the way goes where the whole week
    changes least. ``resources`` fixes who and where. The place names what went ``along``.
    """
    put = week.put(event, time, resources)
    called = put.renamed.get(event, event)
    held = frozenset(put.renamed.get(one, one) for one in week.locked)
    given = frozenset() if resources is None else frozenset({called})
    found = repair(
        week.instance,
        week.after(put),
        stays=stays_of(week.draft),
        touched={called},
        locks=Locks(held, held) | Locks(frozenset({called}), given),
        tolerated=week.evaluation.infeasibility,
        effort=effort,
    )
    change = _change(week, put, found.solution, called)
    return Place(time, change, week.price(change))


def _change(week: Movable, put: Change, solution: Solution, called: str) -> Change:
    """What is other than in the week as it is."""
    meets = {meet.event: meet for meet in solution.meets if meet != week.meet(meet.event)}
    passed = set(put.meets)  # those of its own row only follow its name
    along = tuple(one for one in meets if one != called and one not in passed)
    return Change(meets, along, put.renamed)
