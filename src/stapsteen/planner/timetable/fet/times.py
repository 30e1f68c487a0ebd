"""Rules about when an activity may be: starting times, time slots, breaks, absence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from stapsteen.planner.timetable.archive.elements import Element, wrong
from stapsteen.planner.timetable.fet.draft import (
    CannotSay,
    Draft,
    Strength,
    ids,
    pupils,
    room,
    strength,
    teacher,
)
from stapsteen.planner.timetable.fet.fields import all_of, known, one_of, said
from stapsteen.planner.timetable.fet.grid import Grid
from stapsteen.planner.timetable.fet.school import Activity, School
from stapsteen.planner.timetable.instance import Kind

Rule = Callable[[Draft, Element], None]


def slots(
    element: Element, path: str, school: School, grid: Grid, prefix: str = ""
) -> frozenset[int]:
    """The times that elements with a day and an hour name; no day means any, as does no hour."""
    found: set[int] = set()
    for one in element.findall(path):
        day, hour = said(one, f"{prefix}Day"), said(one, f"{prefix}Hour")
        days = [known(one, day, school.days)] if day else range(len(school.days))
        hours = [known(one, hour, school.hours)] if hour else range(len(school.hours))
        found.update(grid.time(at, when) for at in days for when in hours)
    return frozenset(found)


def allow_starts(
    draft: Draft, name: str, among: Iterable[Activity], starts: frozenset[int], how: Strength
) -> None:
    """Activities begin at one of these times only. One time for one activity becomes its time."""
    chosen = ids(among)
    if not chosen:
        return
    if how.required and len(chosen) == 1 == len(starts) and chosen[0] not in draft.fixed:
        draft.fixed[chosen[0]] = next(iter(starts))
    else:
        draft.add(name, Kind.PREFER_TIMES, how, events=chosen, times=starts)


def allow_slots(
    draft: Draft, name: str, among: Iterable[Activity], within: frozenset[int], how: Strength
) -> None:
    """Activities are within these times for as long as they last."""
    by_duration: defaultdict[int, list[Activity]] = defaultdict(list)
    for activity in among:
        by_duration[activity.duration].append(activity)
    for duration, alike in sorted(by_duration.items()):
        allow_starts(draft, name, alike, draft.grid.starts(duration, within), how)


def one_start(draft: Draft, element: Element) -> None:
    """One activity has one preferred time; the day or the hour may be left open."""
    starts = slots_of_one(element, draft)
    allow_starts(draft, "Begintijd", draft.activities(element), starts, strength(element))


def slots_of_one(element: Element, draft: Draft) -> frozenset[int]:
    """The time that a rule names in its own fields."""
    day, hour = said(element, "Preferred_Day"), said(element, "Preferred_Hour")
    days = draft.school.days if not day else {day: known(element, day, draft.school.days)}
    hours = draft.school.hours if not hour else {hour: known(element, hour, draft.school.hours)}
    return frozenset(draft.grid.time(at, when) for at in days.values() for when in hours.values())


def some_starts(draft: Draft, element: Element) -> None:
    """One activity, or all that a description fits, begin at one of several times."""
    path = "Preferred_Starting_Time"
    starts = slots(element, path, draft.school, draft.grid, "Preferred_Starting_")
    allow_starts(draft, "Begintijden", described(draft, element), starts, strength(element))


def some_slots(draft: Draft, element: Element) -> None:
    """One activity, or all that a description fits, are within a selection of times."""
    path = "Preferred_Time_Slot"
    within = slots(element, path, draft.school, draft.grid, "Preferred_")
    allow_slots(draft, "Tijden", described(draft, element), within, strength(element))


def described(draft: Draft, element: Element) -> list[Activity]:
    """The activities that a rule names, or all that fit its description."""
    if element.find("Activity_Id") is not None:
        return draft.activities(element)
    return [activity for activity in draft.school.active if _fits(draft, element, activity)]


def _fits(draft: Draft, element: Element, activity: Activity) -> bool:
    who, what = said(element, "Teacher_Name"), said(element, "Subject_Name")
    tag, group = said(element, "Activity_Tag_Name"), said(element, "Students_Name")
    parts = known(element, group, draft.school.sets.parts) if group else ()
    return (
        who in {"", *activity.teachers}
        and what in {"", activity.subject}
        and tag in {"", *activity.tags}
        and said(element, "Duration") in {"", str(activity.duration)}
        and said(element, "Component_Number") in {"", str(activity.component)}
        and (not group or not set(parts).isdisjoint(draft.parts(activity)))
    )


def not_available(draft: Draft, element: Element) -> None:
    """A teacher, a set of pupils or a room is not there at some times."""
    times = slots(element, "Not_Available_Time", draft.school, draft.grid)
    who = _who(draft, element)
    for one in who:
        draft.away[one] |= times
    if times and who:
        draft.add(
            "Niet beschikbaar",
            Kind.AVOID_UNAVAILABLE_TIMES,
            strength(element),
            resources=who,
            times=times,
        )


def _who(draft: Draft, element: Element) -> tuple[str, ...]:
    if said(element, "Room"):
        found = one_of(element, draft.school.rooms, "Room")
        if found.choices:
            raise CannotSay("een virtueel lokaal is er zolang zijn echte lokalen er zijn")
        return (room(found.name),)
    if said(element, "Students"):
        parts = one_of(element, draft.school.sets.parts, "Students")
        return tuple(pupils(part) for part in parts if draft.of_part(part))
    teachers = all_of(element, draft.school.teachers, "Teacher")
    if not teachers:
        raise wrong(element, "het is niet duidelijk om wie of wat het gaat.")
    return tuple(map(teacher, teachers))


def nothing(_draft: Draft, _element: Element) -> None:
    """What every instance has anyway: no clashes, everything gets a time."""


TIME_RULES: dict[str, Rule] = {
    "BasicCompulsoryTime": nothing,
    "BasicCompulsorySpace": nothing,
    "BreakTimes": nothing,
    "TeacherNotAvailableTimes": not_available,
    "StudentsSetNotAvailableTimes": not_available,
    "RoomNotAvailableTimes": not_available,
    "ActivityPreferredStartingTime": one_start,
    "ActivityPreferredDay": one_start,
    "ActivityPreferredStartingTimes": some_starts,
    "ActivitiesPreferredStartingTimes": some_starts,
    "SubactivitiesPreferredStartingTimes": some_starts,
    "ActivityPreferredTimeSlots": some_slots,
    "ActivitiesPreferredTimeSlots": some_slots,
    "SubactivitiesPreferredTimeSlots": some_slots,
}
