"""The one sentence of a trouble: what does not fit where, with numbers and names.

Most troubles are a count: more lessons than a group, a room or a half-day has place for. The count is
taken over the smallest set, so that the sentence says the least that is already too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from stapsteen.planner.organisation.explaining.answers import Count, Item
from stapsteen.planner.organisation.explaining.clauses import Telling
from stapsteen.planner.organisation.explaining.names import (
    Language,
    both,
    days_in_words,
    listed,
    pick,
    slots_in_words,
)
from stapsteen.planner.organisation.explaining.people import nobody_left
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.explain.points import At
from stapsteen.planner.timetable.instance import Kind

if TYPE_CHECKING:
    from stapsteen.planner.timetable.explain.conflict import Conflict


def headline(
    telling: Telling, conflict: Conflict, items: Sequence[Item], counts: Sequence[Count]
) -> Sentence:
    """What does not go together, in one sentence; where a count says so of a resource, the count.

    A set that may hold more than is needed is told by such a count, or as what it is.
    """
    members = conflict.members
    hubs = [at.point for at in members if telling.rules[at.rule].kind is Kind.AVOID_CLASHES]
    counted = [one.sentence for one in counts if one.serious and one.about in hubs]
    if not conflict.sure:
        return counted[0] if counted else both(partial(_perhaps_less, telling, items))
    return _by_its_sort(telling, members, items) or (
        counted[0] if counted and len(hubs) == 1 else _of_hubs(telling, hubs, members, items)
    )


def _by_its_sort(telling: Telling, members: Sequence[At], items: Sequence[Item]) -> Sentence | None:
    """The sentence of the sorts of trouble that are told in a way of their own."""
    kinds = {telling.rules[at.rule].kind for at in members}
    duties = [at for at in members if at.rule == "duty"]
    placed = [at.point for at in members if at.rule == "placed"]
    if duties and not placed:
        return both(partial(_nobody_left, telling, duties))
    spread = [at for at in members if telling.rules[at.rule].kind is Kind.SPREAD_EVENTS]
    if len(spread) == 1 and len(placed) > 1 and _is_count_of_days(telling, members):
        return both(partial(_too_few_days, telling, spread[0], placed, members))
    if _is_circle(telling, members):
        return both(partial(_circle, telling, members))
    if len(placed) == 1 and Kind.AVOID_CLASHES not in kinds:
        return both(partial(_nowhere, telling, placed[0], items))
    return None


def _of_hubs(
    telling: Telling, hubs: Sequence[str], members: Sequence[At], items: Sequence[Item]
) -> Sentence:
    """More asked than fits in one week or room; else everything in a row."""
    placed = [at.point for at in members if at.rule == "placed"]
    if len(hubs) == 1 and len(placed) > 1:
        given = len(usable_slots(telling, placed, members))
        return both(partial(_full, telling, hubs[0], placed, given))
    return both(partial(_together, telling, items))


def _nobody_left(telling: Telling, duties: Sequence[At], to: Language) -> str:
    slot = int(duties[0].point.rpartition("/")[2])
    present = sorted(telling.rules[f"present/{slot}"].preferred)
    here = [telling.names.resources[one] for one in present]
    groups = [telling.names.lesson(duty.point, to) for duty in duties]
    return nobody_left(telling.draft, slot, groups, here, to)


def _is_count_of_days(telling: Telling, members: Sequence[At]) -> bool:
    kinds = {telling.rules[at.rule].kind for at in members}
    return kinds <= {Kind.SPREAD_EVENTS, Kind.ASSIGN_TIME, Kind.PREFER_TIMES}


def _too_few_days(
    telling: Telling, spread: At, placed: Sequence[str], members: Sequence[At], to: Language
) -> str:
    slots = usable_slots(telling, placed, members)
    bounds = telling.rules[spread.rule].bounds
    days = [one for one in bounds if not slots.isdisjoint(one.times)]
    when = days_in_words((int(one.name) for one in days), to)
    most = sum(one.maximum for one in days)
    told = telling.names.lessons(placed, to)
    each = max(one.maximum for one in bounds)
    return pick(
        to,
        f"{told} moeten verdeeld over de week, hoogstens {each} op een dag. Er is plaats op {when}: "
        f"{len(placed) - most} te veel.",
        f"{told} must be spread over the week, at most {each} on a day. There is room on {when}: "
        f"{len(placed) - most} too many.",
    )


def _is_circle(telling: Telling, members: Sequence[At]) -> bool:
    kinds = {telling.rules[at.rule].kind for at in members}
    return Kind.ORDER_EVENTS in kinds and kinds <= {Kind.ORDER_EVENTS, Kind.ASSIGN_TIME}


def _circle(telling: Telling, members: Sequence[At], to: Language) -> str:
    lessons = telling.names
    events = [at.point for at in members if telling.rules[at.rule].kind is Kind.ASSIGN_TIME]
    names = listed((lessons.numbered(event, to) for event in events), to)
    return pick(
        to,
        f"De volgorde van {names} is een kring: elk zou voor zichzelf moeten komen.",
        f"The order of {names} is a circle: each would have to come before itself.",
    )


def _nowhere(telling: Telling, event: str, items: Sequence[Item], to: Language) -> str:
    others = [one for one in items if not all(at.rule == "placed" for at in one.members)]
    why = listed((one.sentence.in_language(to) for one in others), to)
    name = telling.names.lesson(event, to)
    return pick(
        to,
        f"{name} heeft nergens in de week plaats: {why}.",
        f"{name} has no place anywhere in the week: {why}.",
    )


def usable_slots(telling: Telling, events: Sequence[str], members: Sequence[At]) -> set[int]:
    """The lesson slots at which one of these lessons could be, by the rules that are members."""
    away: set[int] = set()
    limits: dict[str, list[frozenset[int]]] = {event: [] for event in events}
    for at in members:
        rule = telling.rules[at.rule]
        if rule.kind is Kind.AVOID_UNAVAILABLE_TIMES:
            away |= rule.times
        if rule.kind is Kind.PREFER_TIMES and at.point in limits:
            limits[at.point].append(rule.times)
    blocks = telling.draft.block_by_id
    count = len(telling.draft.week.lesson_slots)
    usable = {
        slot
        for event in events
        for start in range(count - blocks[event].length + 1)
        if all(start in times for times in limits[event])
        for slot in range(start, start + blocks[event].length)
    }
    return usable - away


def _full(telling: Telling, hub: str, placed: Sequence[str], given: int, to: Language) -> str:
    """More in one place than fits there; where lengths or days are in the way, without the numbers."""
    blocks = telling.draft.block_by_id
    lessons = [event for event in placed if blocks[event].kind not in {"start", "end"}]
    asked = sum(blocks[event].length for event in lessons)
    given -= len(placed) - len(lessons)
    told = telling.names.lessons(lessons, to)
    name = telling.names.resources.get(hub, hub)
    where = f"in {name}"
    if hub.startswith("column/"):
        where = pick(to, f"in de week van {name}", f"in the week of {name}")
    if asked > given:
        are = pick(to, "is" if given == 1 else "zijn", "is" if given == 1 else "are")
        return pick(
            to,
            f"{told} vragen {slots_in_words(asked, to)} {where}, en daar {are} er {given}: "
            f"{asked - given} te veel.",
            f"{told} ask {slots_in_words(asked, to)} {where}, and there {are} {given}: "
            f"{asked - given} too many.",
        )
    return pick(
        to,
        f"{told} passen niet samen {where}.",
        f"{told} do not fit together {where}.",
    )


def _together(telling: Telling, items: Sequence[Item], to: Language) -> str:  # noqa: ARG001
    told = listed((one.sentence.in_language(to) for one in items), to)
    return pick(to, f"Dit gaat niet samen: {told}.", f"This does not go together: {told}.")


def _perhaps_less(telling: Telling, items: Sequence[Item], to: Language) -> str:  # noqa: ARG001
    told = listed((one.sentence.in_language(to) for one in items), to)
    return pick(
        to,
        f"Dit gaat niet samen, en misschien is minder al te veel: {told}.",
        f"This does not go together, and less may be too much already: {told}.",
    )
