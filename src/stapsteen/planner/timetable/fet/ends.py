"""The rule that an activity is the last of the day for its pupils.

None of the sixteen kinds says it, but three situations can be put in their words exactly: pupils
whose week is full, so that every day ends at its last hour; pupils without holes who begin at
the first hour, of whom all other activities then form one row from the gate on; and pairs of
activities of which one has a fixed time.
"""

from __future__ import annotations

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.fet.draft import CannotSay, Draft, ids, pupils, strength
from stapsteen.planner.timetable.fet.people import present
from stapsteen.planner.timetable.fet.school import Activity
from stapsteen.planner.timetable.fet.times import Rule, allow_starts, described
from stapsteen.planner.timetable.instance import Bounds, Kind


def ends_day(draft: Draft, element: Element) -> None:
    """Activities are the last of the day for all of their pupils."""
    last = described(draft, element)
    pairs: dict[tuple[str, str], tuple[Activity, Activity]] = {}
    for part in dict.fromkeys(part for activity in last for part in draft.parts(activity)):
        of_part = draft.of_part(part)
        ending = [activity for activity in of_part if activity in last]
        if _is_full(draft, part):
            _at_the_end(draft, element, part, ending)
        elif _in_one_row(draft, part):
            _rest_before(draft, element, part, ending)
        else:
            pairs |= {(one.id, other.id): (one, other) for one in ending for other in of_part}
    for activity, other in pairs.values():
        if activity is not other:
            _around_fixed(draft, element, activity, other)


def _is_full(draft: Draft, part: str) -> bool:
    hours = sum(activity.duration for activity in draft.of_part(part))
    return hours == len(draft.open - draft.away[pupils(part)])


def _at_the_end(draft: Draft, element: Element, part: str, ending: list[Activity]) -> None:
    ends = [day.times[-1] for day in present(draft, pupils(part)) if day.times]
    for activity in ending:
        starts = frozenset(end - activity.duration + 1 for end in ends)
        allow_starts(draft, "Laatste van de dag", [activity], starts, strength(element))


def _in_one_row(draft: Draft, part: str) -> bool:
    who = pupils(part)
    return who in draft.without_holes and draft.begins.get(who) == 0


def _rest_before(draft: Draft, element: Element, part: str, ending: list[Activity]) -> None:
    """The others fill the day from the gate on, so that nothing is left but its end."""
    how = strength(element)
    others = draft.tie(set(ids(draft.of_part(part))) - set(ids(ending)))
    draft.at_gate.add(others)
    days = present(draft, pupils(part))
    from_gate = tuple(
        Bounds((draft.grid.gate_of(at), *day.times), name=day.name) for at, day in enumerate(days)
    )
    draft.add(
        "Laatste van de dag",
        Kind.LIMIT_IDLE_TIMES,
        how,
        resources=(others,),
        bounds=from_gate,
        maximum=0,
    )
    if len(ending) > 1:
        one_each = tuple(Bounds(day.times, 0, 1, day.name) for day in draft.grid.whole_days())
        group = (draft.together(ids(ending)),)
        draft.add("Eén laatste", Kind.SPREAD_EVENTS, how, event_groups=group, bounds=one_each)


def _around_fixed(draft: Draft, element: Element, activity: Activity, other: Activity) -> None:
    if activity.id in draft.fixed:
        _not_on_day(draft, element, other, draft.fixed[activity.id], before=False)
    elif other.id in draft.fixed:
        _not_on_day(draft, element, activity, draft.fixed[other.id], before=True)
    else:
        raise CannotSay("de dagen van deze leerlingen zijn niet vol en niet aaneengesloten")


def _not_on_day(
    draft: Draft, element: Element, activity: Activity, time: int, *, before: bool
) -> None:
    """Nothing after the last of a day, or nothing last before something else on that day."""
    day = draft.grid.day(draft.grid.day_of(time))
    wrong_side = {one for one in day if (one < time if before else one > time)}
    if activity.id in draft.fixed and draft.fixed[activity.id] not in wrong_side:
        return
    allowed = draft.grid.every - wrong_side
    allow_starts(draft, "Laatste van de dag", [activity], allowed, strength(element))


ENDS_RULES: dict[str, Rule] = {
    "ActivityEndsStudentsDay": ends_day,
    "ActivitiesEndStudentsDay": ends_day,
}
