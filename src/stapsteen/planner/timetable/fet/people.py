"""Rules about the days of teachers and of pupils: how many, how full, how many holes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, product

from stapsteen.planner.timetable.archive.elements import Element
from stapsteen.planner.timetable.fet.draft import (
    CannotSay,
    Draft,
    ids,
    pupils,
    strength,
    teacher,
)
from stapsteen.planner.timetable.fet.fields import amount, flag, known, one_of, said
from stapsteen.planner.timetable.fet.times import Rule
from stapsteen.planner.timetable.instance import Bounds, Kind

Measure = Callable[[Draft, Element, str], None]
VALUES = (
    "Max_Days_Per_Week",
    "Minimum_Days_Per_Week",
    "Maximum_Hours_Daily",
    "Minimum_Hours_Daily",
    "Maximum_Hours_Continuously",
    "Max_Gaps",
    "Max_Span",
    "Minimum_Resting_Hours",
    "Max_Beginnings_At_Second_Hour",
)


def days_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many days with work."""
    _limit(
        draft, element, who, Kind.CLUSTER_BUSY_TIMES, draft.grid.whole_days(), most=_value(element)
    )


def days_at_least(draft: Draft, element: Element, who: str) -> None:
    """At least so many days with work."""
    _limit(
        draft, element, who, Kind.CLUSTER_BUSY_TIMES, draft.grid.whole_days(), least=_value(element)
    )


def interval_days_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many days with work within an interval of hours."""
    hours = draft.school.hours
    first = one_of(element, hours, "Interval_Start_Hour")
    end = said(element, "Interval_End_Hour")
    last = known(element, end, hours) if end else len(hours)
    days = tuple(Bounds(day.times[first:last], name=day.name) for day in draft.grid.whole_days())
    _limit(draft, element, who, Kind.CLUSTER_BUSY_TIMES, days, most=_value(element))


def hours_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many hours on a day."""
    most = _value(element)
    if strength(element).required:
        draft.most_hours[who] = min(most, draft.most_hours.get(who, most))
    _limit(
        draft, element, who, Kind.LIMIT_BUSY_TIMES, draft.grid.whole_days(), most=_value(element)
    )


def hours_at_least(draft: Draft, element: Element, who: str) -> None:
    """At least so many hours on a day; a day without any is allowed or not."""
    days = draft.grid.whole_days()
    _limit(draft, element, who, Kind.LIMIT_BUSY_TIMES, days, least=_value(element))
    if not flag(element, "Allow_Empty_Days", default=True):
        if strength(element).required:
            draft.least_hours[who] = max(_value(element), draft.least_hours.get(who, 0))
        _limit(draft, element, who, Kind.CLUSTER_BUSY_TIMES, days, least=len(days))


def hours_in_a_row_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many hours after each other: of one hour more, one is free."""
    most = _value(element)
    if most < len(draft.grid.hours):
        rows = draft.grid.in_a_row(most + 1)
        _limit(draft, element, who, Kind.LIMIT_BUSY_TIMES, rows, most=most)


def holes_in_week_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many holes in all days together. Breaks and absence are no holes."""
    most = _value(element)
    _limit(draft, element, who, Kind.LIMIT_IDLE_TIMES, present(draft, who), most=most)
    _note_no_holes(draft, element, who, most)


def holes_in_day_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many holes on each day."""
    most = _value(element)
    for day in present(draft, who):
        _limit(draft, element, who, Kind.LIMIT_IDLE_TIMES, (day,), most=most)
    _note_no_holes(draft, element, who, most)


def _note_no_holes(draft: Draft, element: Element, who: str, most: int) -> None:
    if not most and strength(element).required:
        draft.without_holes.add(who)


def span_at_most(draft: Draft, element: Element, who: str) -> None:
    """At most so many hours from the first to the last of a day: no two hours are further apart."""
    if flag(element, "Allow_One_Day_Exception_of_Plus_One", default=False):
        raise CannotSay("op één dag mag het een uur meer zijn")
    far = _value(element)
    pairs = tuple(
        Bounds((early, late), name=day.name)
        for day in draft.grid.whole_days()
        for early, late in product(day.times, day.times)
        if late - early >= far
    )
    _limit(draft, element, who, Kind.LIMIT_BUSY_TIMES, pairs, most=1)


def rest_at_least(draft: Draft, element: Element, who: str) -> None:
    """At least so many hours between the last of a day and the first of the next."""
    days = draft.grid.whole_days()
    following = list(pairwise(days))
    if flag(element, "Circular", default=False):
        following.append((days[-1], days[0]))
    short = _value(element)
    pairs = tuple(
        Bounds((late, early), name=today.name)
        for today, next_day in following
        for after, late in enumerate(reversed(today.times))
        for before, early in enumerate(next_day.times)
        if after + before < short
    )
    _limit(draft, element, who, Kind.LIMIT_BUSY_TIMES, pairs, most=1)


def begins_late_at_most(draft: Draft, element: Element, who: str) -> None:
    """Days begin at the first hour, and at most so many at the second."""
    most = _value(element)
    days = present(draft, who)
    gates = [draft.grid.gate_of(at) for at in range(len(days))]
    draft.begins[who] = min(most, draft.begins.get(who, most))
    draft.at_gate.add(who)
    if not most:
        at_once = tuple(_at_once(days, gates))
        _limit(draft, element, who, Kind.LIMIT_IDLE_TIMES, at_once, most=0)
        return
    if who not in draft.without_holes:
        raise CannotSay("de dagen van deze leerlingen mogen ook tussenuren hebben")
    with_gate = tuple(
        Bounds((gate, *day.times), name=day.name) for gate, day in zip(gates, days, strict=True)
    )
    for day in with_gate:
        _limit(draft, element, who, Kind.LIMIT_IDLE_TIMES, (day,), most=1)
    if most < len(days):
        _limit(draft, element, who, Kind.LIMIT_IDLE_TIMES, with_gate, most=most)


def _at_once(days: tuple[Bounds, ...], gates: list[int]) -> Iterator[Bounds]:
    """Whoever has a later hour has the first: between the gate and that hour there is no hole."""
    for gate, day in zip(gates, days, strict=True):
        for later in day.times[1:]:
            yield Bounds((gate, day.times[0], later), name=day.name)


def present(draft: Draft, who: str) -> tuple[Bounds, ...]:
    """The days without breaks and without the times at which somebody is not there."""
    closed = draft.grid.every - draft.open
    return draft.grid.whole_days(without=closed | draft.away[who])


def _value(element: Element) -> int:
    return amount(element, *VALUES)


def _limit(
    draft: Draft,
    element: Element,
    who: str,
    kind: Kind,
    bounds: tuple[Bounds, ...],
    least: int = 0,
    most: int = 10**6,
) -> None:
    draft.add(
        str(element.tag).removeprefix("Constraint"),
        kind,
        strength(element),
        resources=(who,),
        bounds=bounds,
        minimum=least,
        maximum=most,
    )


def _for_teachers(measure: Measure) -> Rule:
    def rule(draft: Draft, element: Element) -> None:
        one = said(element, "Teacher_Name", "Teacher")
        names = [known(element, one, draft.school.teachers)] if one else draft.school.teachers
        for name in names:
            if draft.of_teacher(name):
                measure(draft, element, teacher(name))

    return rule


def _for_pupils(measure: Measure) -> Rule:
    def rule(draft: Draft, element: Element) -> None:
        for part in _parts(draft, element):
            if draft.of_part(part):
                measure(draft, element, pupils(part))

    return rule


def _parts(draft: Draft, element: Element) -> tuple[str, ...]:
    one = said(element, "Students")
    return known(element, one, draft.school.sets.parts) if one else draft.school.sets.smallest


def _with_tag(measure: Measure, *, of_pupils: bool) -> Rule:
    """The same measures, of only those activities that have a tag."""

    def rule(draft: Draft, element: Element) -> None:
        tag = said(element, "Activity_Tag_Name", "Activity_Tag")
        one = said(element, "Teacher_Name", "Teacher")
        if of_pupils:
            lists = [draft.of_part(part) for part in _parts(draft, element)]
        elif one:
            lists = [draft.of_teacher(known(element, one, draft.school.teachers))]
        else:
            lists = [draft.of_teacher(name) for name in draft.school.teachers]
        marked = ([one for one in each if tag in one.tags] for each in lists)
        for members in dict.fromkeys(ids(each) for each in marked if each):
            measure(draft, element, draft.tie(members))

    return rule


MEASURES: dict[str, Measure] = {
    "MaxDaysPerWeek": days_at_most,
    "MinDaysPerWeek": days_at_least,
    "IntervalMaxDaysPerWeek": interval_days_at_most,
    "MaxHoursDaily": hours_at_most,
    "MinHoursDaily": hours_at_least,
    "MaxHoursContinuously": hours_in_a_row_at_most,
    "MaxGapsPerWeek": holes_in_week_at_most,
    "MaxGapsPerDay": holes_in_day_at_most,
    "MaxSpanPerDay": span_at_most,
    "MinRestingHours": rest_at_least,
    "EarlyMaxBeginningsAtSecondHour": begins_late_at_most,
}
WITH_TAG: dict[str, Measure] = {
    "ActivityTagMaxHoursDaily": hours_at_most,
    "ActivityTagMinHoursDaily": hours_at_least,
    "ActivityTagMaxHoursContinuously": hours_in_a_row_at_most,
}
TEACHERS, PUPILS = ("Teacher", "Teachers"), ("StudentsSet", "Students")
PEOPLE_RULES: dict[str, Rule] = {
    **{who + what: _for_teachers(rule) for who in TEACHERS for what, rule in MEASURES.items()},
    **{who + what: _for_pupils(rule) for who in PUPILS for what, rule in MEASURES.items()},
    **{
        who + what: _with_tag(rule, of_pupils=who in PUPILS)
        for who in (*TEACHERS, *PUPILS)
        for what, rule in WITH_TAG.items()
    },
}
