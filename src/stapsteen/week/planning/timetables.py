"""The timetables one can look at: a day of all groups, and the week of one group, person or room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from stapsteen.planner.organisation.plan import Lesson, covered
from stapsteen.week.planning.grid import Column, Grid, lay_out
from stapsteen.week.planning.shown import Shown


def day_name(weekday: int) -> str:
    """The name of a day: 1 is Monday."""
    return str(WEEKDAYS[weekday - 1])


def day_of_all_groups(shown: Shown, weekday: int) -> Grid:
    """One day with a column for each group."""
    columns = [
        Column(
            group.name,
            weekday,
            lambda slot, key=group.id: shown.lessons_at[key, slot],  # type: ignore[misc]
            group.id,
            group.unit,
        )
        for group in shown.plan.groups
    ]
    return lay_out(shown, day_name(weekday), columns)


def week_of_all_groups(shown: Shown) -> list[Grid]:
    """Every day of the week, each with a column for each group."""
    return [day_of_all_groups(shown, weekday) for weekday in shown.week.weekdays]


def week_of_group(shown: Shown, group: str) -> Grid:
    """The week of one group, a column for each day."""
    columns = [
        Column(day_name(day), day, lambda slot: shown.lessons_at[group, slot], group)
        for day in shown.week.weekdays
    ]
    return lay_out(shown, shown.column(group).name, columns)


def week_of_staff(shown: Shown, staff: str) -> Grid:
    """The week of one member of staff."""
    lessons = [lesson for lesson in shown.plan.lessons if staff in lesson.staff]
    return _of_lessons(shown, shown.staff_name(staff), list(_for_whom(shown, lessons)))


def week_of_room(shown: Shown, room: str) -> Grid:
    """What happens in one room."""
    lessons = [lesson for lesson in shown.plan.lessons if place_of(shown, lesson) == room]
    return _of_lessons(shown, shown.room_names[room], list(_for_whom(shown, lessons)))


def week_of_pupil(shown: Shown, pupil: str, name: str) -> Grid:
    """The week of one pupil."""
    return _of_lessons(shown, name, shown.plan.lessons_by_pupil().get(pupil, []))


def place_of(shown: Shown, lesson: Lesson) -> str | None:
    """The room of a lesson: its own, or that of the only group in it."""
    if lesson.room or len(lesson.groups) != 1:
        return lesson.room
    return shown.column(lesson.groups[0]).room


def _for_whom(shown: Shown, lessons: list[Lesson]) -> Iterator[Lesson]:
    """Lessons with, where they have no title, the names of the groups they are for."""
    for lesson in lessons:
        names = [shown.column(group).name for group in lesson.groups]
        many = len(names) > 4
        told = _("%(n)s groepen") % {"n": len(names)} if many else ", ".join(names)
        yield replace(lesson, title=" · ".join(part for part in (told, lesson.title) if part))


def _of_lessons(shown: Shown, title: str, lessons: list[Lesson]) -> Grid:
    at: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        for slot in covered(lesson):
            at.setdefault(slot, []).append(lesson)
    columns = [
        Column(day_name(day), day, lambda slot: at.get(slot, [])) for day in shown.week.weekdays
    ]
    return lay_out(shown, title, columns)
