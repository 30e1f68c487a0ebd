"""From minutes a week to lessons: how often, how long, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from statistics import mean

from stapsteen.planner.organisation.asked_rooms import asked_kind
from stapsteen.planner.organisation.calendar import longest, slot_minutes, slots_for
from stapsteen.planner.organisation.draft import Block
from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import SchoolWeek, Subject


def weekly_minutes(subject: Subject, column: PlannedGroup) -> int:
    """The minutes of a subject for a column: the mean over its year groups."""
    asked = [subject.minutes.get(year_group, 0) for year_group in column.year_groups]
    return round(mean(asked)) if asked else 0


def cut(week: SchoolWeek, subject: Subject, minutes: int) -> list[int]:
    """The lengths of a week's lessons, in slots, as equal as can be, the longest first.

    A subject of which the law asks a number of lessons gets at least that many, each rounded up.
    """
    if minutes <= 0:
        return []
    if subject.lessons:
        each = ceil(minutes / subject.lessons / slot_minutes(week))
        return [min(each, longest(week))] * subject.lessons
    total = max(1, slots_for(week, minutes))
    usual = max(1, min(slots_for(week, subject.lesson_minutes), longest(week)))
    times = max(ceil(total / longest(week)), round(total / usual), 1)
    short, extra = divmod(total, times)
    return [short + 1] * extra + [short] * (times - extra)


def lessons_of(
    week: SchoolWeek, subject: Subject, columns: Sequence[PlannedGroup], minutes: int, like: Block
) -> Iterator[Block]:
    """The blocks of one subject for columns that have it together; ``like`` gives the rest.

    Lessons of equal length follow each other in the week, which leaves nothing out; where a method
    leads, all of them do, in its order.
    """
    lengths = cut(week, subject, minutes)
    titles = _titles(week, subject, columns, len(lengths))
    a_day = ceil(len(lengths) / len(week.weekdays))
    previous: Block | None = None
    for number, length in enumerate(lengths):
        block = replace(
            like,
            id=f"{like.id}-{number + 1}",
            length=length,
            spread=like.id,
            a_day=a_day,
            title=titles[number] if titles else "",
            after=previous.id if previous and (titles or previous.length == length) else None,
        )
        yield block
        previous = block


def _titles(
    week: SchoolWeek, subject: Subject, columns: Sequence[PlannedGroup], count: int
) -> tuple[str, ...]:
    """The titles of a method's lessons where the policy says that the method leads."""
    if week.policy.content != "method" or len(columns) != 1:
        return ()
    year_groups = columns[0].year_groups
    for method in week.methods:
        if method.subject == subject.id and (method.year_group,) == tuple(year_groups):
            return (*method.lessons[:count], *[""] * (count - len(method.lessons)))
    return ()


def class_lessons(week: SchoolWeek, column: PlannedGroup, subject: Subject) -> Iterator[Block]:
    """The lessons of one subject in one class, in the class's own timetable."""
    if subject.lessons and subject.room:
        yield from gym_lessons(week, column, subject)
        return
    like = Block(
        id=f"{column.id}:{subject.id}",
        name=f"{subject.name} {column.name}",
        kind="lesson",
        subject=subject.id,
        columns=(column.id,),
        length=1,
        early=subject.core,
        room=asked_kind(week, column, subject),
    )
    yield from lessons_of(week, subject, [column], weekly_minutes(subject, column), like)


def gym_lessons(week: SchoolWeek, column: PlannedGroup, subject: Subject) -> Iterator[Block]:
    """The lessons in a scarce room such as the gym hall, by a specialist where there is one."""
    has_specialist = any(subject.id in member.subjects for member in week.staff)
    like = Block(
        id=f"{column.id}:{subject.id}",
        name=f"{subject.name} {column.name}",
        kind="gym",
        subject=subject.id,
        columns=(column.id,),
        length=1,
        specialist=subject.id if has_specialist else None,
        room=asked_kind(week, column, subject),
    )
    yield from lessons_of(week, subject, [column], weekly_minutes(subject, column), like)
