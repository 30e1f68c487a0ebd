"""Days that begin at the first hour and have no holes: which hours are always taken, which never.

Together such rules and the least and most hours of a day say that the first hours of every day are
taken and the last ones free. Said in those words a planner sees an hour that is missing at once,
where a hole only tells that something is wrong somewhere on the day.
"""

from __future__ import annotations

from dataclasses import dataclass

from stapsteen.planner.timetable.fet.draft import Draft, pupils
from stapsteen.planner.timetable.fet.people import present
from stapsteen.planner.timetable.instance import Bounds, Constraint, Kind

SAID_BETTER = (
    "MaxGapsPerWeek",
    "MaxGapsPerDay",
    "EarlyMaxBeginningsAtSecondHour",
    "MinHoursDaily",
    "MaxHoursDaily",
)


@dataclass(frozen=True)
class Solid:
    """The hours at which somebody always is, those at which perhaps, and those at which never."""

    taken: tuple[int, ...]
    perhaps: tuple[int, ...]
    free: frozenset[int]


def say_better(draft: Draft) -> None:
    """Put the rules of all such pupils in terms of hours, when nothing is lost by it."""
    for part in draft.school.sets.smallest:
        who = pupils(part)
        if draft.of_part(part) and who in draft.without_holes and draft.begins.get(who) == 0:
            solid = _solid(draft, part, who)
            if solid is not None:
                _say(draft, who, solid)


def _solid(draft: Draft, part: str, who: str) -> Solid | None:
    """None where days differ by more than one hour, so that holes are possible between them."""
    most = draft.most_hours.get(who, len(draft.grid.hours))
    days = [day.times[:most] for day in present(draft, who)]
    work = sum(activity.duration for activity in draft.of_part(part))
    spare = sum(map(len, days)) - work
    least = [max(draft.least_hours.get(who, 0), len(day) - spare) for day in days]
    if spare < 0 or any(
        len(day) < hours or len(day) - hours > 1 for day, hours in zip(days, least, strict=True)
    ):
        return None
    pairs = list(zip(days, least, strict=True))
    taken = tuple(time for day, hours in pairs for time in day[:hours])
    perhaps = tuple(time for day, hours in pairs for time in day[hours:])
    return Solid(taken, perhaps, draft.grid.every.difference(taken, perhaps))


def _say(draft: Draft, who: str, solid: Solid) -> None:
    draft.constraints = [rule for rule in draft.constraints if not _is_said_better(rule, who)]
    draft.at_gate.discard(who)
    hours = tuple(Bounds((time,)) for time in solid.taken)
    draft.add(
        "Geen uur open",
        Kind.CLUSTER_BUSY_TIMES,
        resources=(who,),
        bounds=hours,
        minimum=len(hours),
    )
    draft.add("Op tijd uit", Kind.AVOID_UNAVAILABLE_TIMES, resources=(who,), times=solid.free)


def _is_said_better(rule: Constraint, who: str) -> bool:
    return rule.required and rule.resources == (who,) and rule.name.endswith(SAID_BETTER)
