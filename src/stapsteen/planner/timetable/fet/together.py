"""Rules about activities and each other: spread, linked, in order, after each other."""

from __future__ import annotations

from itertools import combinations

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.fet.draft import (
    CannotSay,
    Draft,
    common_duration,
    ids,
    strength,
)
from stapsteen.planner.timetable.fet.fields import amount, flag
from stapsteen.planner.timetable.fet.school import Activity
from stapsteen.planner.timetable.fet.times import Rule, slots
from stapsteen.planner.timetable.instance import Bounds, Kind, Pair


def days_between(draft: Draft, element: Element) -> None:
    """Days between activities: no two of them within so many days in a row."""
    activities = draft.activities(element)
    days = amount(element, "MinDays")
    how = strength(element)
    if len(activities) < 2 or not days:
        return
    group = (draft.together(ids(activities)),)
    rows = _at_most(draft.grid.days_in_a_row(days), 1)
    draft.add("Gespreid", Kind.SPREAD_EVENTS, how, event_groups=group, bounds=rows)
    if not how.required and flag(element, "Consecutive_If_Same_Day", default=True):
        _consecutive_if_on_one_day(draft, activities)


def _consecutive_if_on_one_day(draft: Draft, activities: list[Activity]) -> None:
    """The spread may be given up, but then two of them follow each other, without exception."""
    tie = (draft.tie(ids(activities)),)
    days = draft.grid.whole_days()
    draft.add("Aansluitend", Kind.LIMIT_IDLE_TIMES, resources=tie, bounds=days, maximum=0)
    if not _share_somebody(draft, activities):
        draft.add("Niet tegelijk", Kind.AVOID_CLASHES, resources=tie)
    if len(activities) > 2:
        group = (draft.together(ids(activities)),)
        bounds = _at_most(days, 2)
        draft.add("Hoogstens twee", Kind.SPREAD_EVENTS, event_groups=group, bounds=bounds)


def _share_somebody(draft: Draft, activities: list[Activity]) -> bool:
    """Whether one teacher or one set of pupils attends all of them, so that they clash anyway."""
    people = ({*activity.teachers, *draft.parts(activity)} for activity in activities)
    return bool(set.intersection(*people))


def _at_most(bounds: tuple[Bounds, ...], most: int) -> tuple[Bounds, ...]:
    return tuple(Bounds(one.times, 0, most, one.name) for one in bounds)


def days_apart_at_most(draft: Draft, element: Element) -> None:
    """Activities are at most so many days apart: of two days further apart one has none."""
    activities = draft.activities(element)
    far = amount(element, "MaxDays")
    days = draft.grid.whole_days()
    tie = (draft.tie(ids(activities)),)
    for one, other in combinations(range(len(days)), 2):
        if other - one > far:
            draft.add(
                "Dicht bij elkaar",
                Kind.CLUSTER_BUSY_TIMES,
                strength(element),
                resources=tie,
                bounds=(days[one], days[other]),
                maximum=1,
            )


def hours_between(draft: Draft, element: Element) -> None:
    """Hours between activities on one day: in so many hours after each other one begins at most."""
    activities = draft.activities(element)
    row = common_duration(activities) + amount(element, "MinGaps")
    group = (draft.together(ids(activities)),)
    bounds = _at_most(draft.grid.in_a_row(row), 1)
    draft.add(
        "Tussentijd", Kind.SPREAD_EVENTS, strength(element), event_groups=group, bounds=bounds
    )


def same_time(draft: Draft, element: Element) -> None:
    """Activities that last equally long begin together, so they run at the same times."""
    activities = draft.activities(element)
    common_duration(activities)
    group = (draft.together(ids(activities)),)
    draft.add("Gelijktijdig", Kind.LINK_EVENTS, strength(element), event_groups=group)


def same_day(draft: Draft, element: Element) -> None:
    """Activities are on the same day."""
    _one_day(draft, element, draft.tie(ids(draft.activities(element))))


def _one_day(draft: Draft, element: Element, tie: str) -> None:
    days = draft.grid.whole_days()
    how = strength(element)
    draft.add("Op één dag", Kind.CLUSTER_BUSY_TIMES, how, resources=(tie,), bounds=days, maximum=1)


def same_hour(draft: Draft, element: Element) -> None:
    """Activities begin at the same hour of whatever day: together they take no more hours than one."""
    activities = draft.activities(element)
    days = draft.grid.whole_days()
    columns = tuple(
        Bounds(tuple(day.times[at] for day in days), name=hour)
        for at, hour in enumerate(draft.grid.hours)
    )
    draft.add(
        "Zelfde uur",
        Kind.CLUSTER_BUSY_TIMES,
        strength(element),
        resources=(draft.tie(ids(activities)),),
        bounds=columns,
        maximum=common_duration(activities),
    )


def not_overlapping(draft: Draft, element: Element) -> None:
    """Activities are never at the same time."""
    tie = (draft.tie(ids(draft.activities(element))),)
    draft.add("Niet tegelijk", Kind.AVOID_CLASHES, strength(element), resources=tie)


def ordered(draft: Draft, element: Element) -> None:
    """The first ends before the second begins, somewhere in the week."""
    pair = _named(draft, element)
    if len(pair) == 2:
        draft.add(
            "Volgorde", Kind.ORDER_EVENTS, strength(element), pairs=(Pair(pair[0].id, pair[1].id),)
        )


def grouped(draft: Draft, element: Element) -> None:
    """Activities follow each other on one day, in whatever order; breaks do not part them."""
    activities = _named(draft, element)
    if len(activities) > 1:
        tie = _in_one_row(draft, element, activities)
        draft.add("Niet tegelijk", Kind.AVOID_CLASHES, strength(element), resources=(tie,))


def consecutive(draft: Draft, element: Element) -> None:
    """The second follows at once upon the first."""
    if len(pair := _named(draft, element)) == 2:
        _in_one_row(draft, element, pair)
        ordered(draft, element)


def _named(draft: Draft, element: Element) -> list[Activity]:
    names = ("First_Activity_Id", "Second_Activity_Id", "Third_Activity_Id")
    return draft.activities(element, *names)


def _in_one_row(draft: Draft, element: Element, activities: list[Activity]) -> str:
    tie = draft.tie(ids(activities))
    _one_day(draft, element, tie)
    draft.add(
        "Aansluitend",
        Kind.LIMIT_IDLE_TIMES,
        strength(element),
        resources=(tie,),
        bounds=draft.grid.whole_days(without=draft.grid.every - draft.open),
        maximum=0,
    )
    return tie


def occupied_slots(draft: Draft, element: Element) -> None:
    """Of a selection of times, at most or at least so many are in use."""
    single = tuple(Bounds((time,)) for time in sorted(_selection(draft, element)))
    least = element.find("Min_Number_of_Occupied_Time_Slots") is not None
    limit = amount(element, f"{'Min' if least else 'Max'}_Number_of_Occupied_Time_Slots")
    draft.add(
        "Tijden in gebruik",
        Kind.CLUSTER_BUSY_TIMES,
        strength(element),
        resources=(draft.tie(ids(draft.activities(element))),),
        bounds=single,
        **{"minimum" if least else "maximum": limit},
    )


def _selection(draft: Draft, element: Element) -> frozenset[int]:
    return slots(element, "Selected_Time_Slot", draft.school, draft.grid, "Selected_")


def simultaneous(draft: Draft, element: Element) -> None:
    """At each of a selection of times, at most or at least so many run."""
    activities = draft.activities(element)
    most = element.find("Max_Number_of_Simultaneous_Activities") is not None
    limit = amount(element, f"{'Max' if most else 'Min'}_Number_of_Simultaneous_Activities")
    if not most and flag(element, "Allow_Empty_Slots", default=False):
        raise CannotSay("een tijd mag ook leeg blijven")
    running = _running(draft, element, activities)
    bounds = tuple(
        Bounds(times, 0, limit) if most else Bounds(times, limit) for times in running.values()
    )
    _spread_starts(draft, element, activities, bounds)


def total_in_selection(draft: Draft, element: Element) -> None:
    """At most so many activities touch a selection of times."""
    activities = draft.activities(element)
    touching = {time for row in _running(draft, element, activities).values() for time in row}
    limit = amount(element, "Max_Total_Number_of_Activities")
    bounds = (Bounds(tuple(sorted(touching)), 0, limit),)
    _spread_starts(draft, element, activities, bounds)


def _running(
    draft: Draft, element: Element, activities: list[Activity]
) -> dict[int, tuple[int, ...]]:
    """For each time of the selection, when an activity that is running then can have begun."""
    duration = common_duration(activities)
    grid = draft.grid
    return {
        time: tuple(
            start
            for start in range(time - duration + 1, time + 1)
            if start in grid.day(grid.day_of(time))
        )
        for time in sorted(_selection(draft, element))
    }


def _spread_starts(
    draft: Draft, element: Element, activities: list[Activity], bounds: tuple[Bounds, ...]
) -> None:
    group = (draft.together(ids(activities)),)
    draft.add("Tegelijk", Kind.SPREAD_EVENTS, strength(element), event_groups=group, bounds=bounds)


TOGETHER_RULES: dict[str, Rule] = {
    "MinDaysBetweenActivities": days_between,
    "MaxDaysBetweenActivities": days_apart_at_most,
    "MinGapsBetweenActivities": hours_between,
    "ActivitiesSameStartingTime": same_time,
    "ActivitiesSameStartingDay": same_day,
    "ActivitiesSameStartingHour": same_hour,
    "ActivitiesNotOverlapping": not_overlapping,
    "TwoActivitiesOrdered": ordered,
    "TwoActivitiesConsecutive": consecutive,
    "TwoActivitiesGrouped": grouped,
    "ThreeActivitiesGrouped": grouped,
    "ActivitiesOccupyMaxTimeSlotsFromSelection": occupied_slots,
    "ActivitiesOccupyMinTimeSlotsFromSelection": occupied_slots,
    "ActivitiesMaxSimultaneousInSelectedTimeSlots": simultaneous,
    "ActivitiesMinSimultaneousInSelectedTimeSlots": simultaneous,
    "MaxTotalActivitiesFromSetInSelectedTimeSlots": total_in_selection,
}
