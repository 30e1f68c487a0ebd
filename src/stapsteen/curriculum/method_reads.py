"""Reads about methods: how far each group is, and when it will be done. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from stapsteen.curriculum.models import Method, MethodLesson, MethodPlace
from stapsteen.curriculum.pace import Forecast, forecast
from stapsteen.school.models import DayOff, Group, SchoolYear


@dataclass(frozen=True)
class Standing:
    """How far a group is in a method. ``lesson`` is the last one given, None before the first."""

    method: Method
    group: Group
    position: int
    count: int
    lesson: MethodLesson | None
    forecast: Forecast


class FreeDays:
    """The days without lessons of a year, for all or for a group."""

    def __init__(self, year: SchoolYear) -> None:
        self.for_all: list[tuple[date, date]] = []
        self.for_group: dict[int, list[tuple[date, date]]] = defaultdict(list)
        off = year.days_off.exclude(kind=DayOff.Kind.SPECIAL).prefetch_related("groups")
        for one in off:
            groups = list(one.groups.all())
            for kept in [self.for_group[g.pk] for g in groups] if groups else [self.for_all]:
                kept.append((one.starts, one.ends))

    def is_free(self, day: date, group: int) -> bool:
        """Whether a group has no lessons on a day."""
        spans = (*self.for_all, *self.for_group.get(group, ()))
        return any(starts <= day <= ends for starts, ends in spans)


def standings(methods: Collection[Method], year: SchoolYear) -> dict[int, list[Standing]]:
    """By number of a method the groups that follow it: those of its year group in this year."""
    groups = list(year.groups.exclude(kind__in=(Group.Kind.TEAM, Group.Kind.CLUSTER)))
    counts = dict(
        MethodLesson.objects.filter(method__in=methods).values_list("method").annotate(Count("pk"))
    )
    places: dict[tuple[int, int], int] = {}
    for place in MethodPlace.objects.filter(method__in=methods):  # the newest first
        places.setdefault((place.method_id, place.group_id), place.position)
    lessons = _lessons(places)
    free = FreeDays(year)
    today = max(timezone.localdate(), year.starts)
    found: dict[int, list[Standing]] = {method.pk: [] for method in methods}
    for method in methods:
        for group in groups:
            if method.year_group not in group.year_groups:
                continue
            position, count = places.get((method.pk, group.pk), 0), counts.get(method.pk, 0)

            def is_free(day: date, number: int = group.pk) -> bool:
                return free.is_free(day, number)

            ahead = forecast(count - position, method.lessons_a_week, today, year.ends, is_free)
            lesson = lessons.get((method.pk, position))
            found[method.pk].append(Standing(method, group, position, count, lesson, ahead))
    return found


def _lessons(places: dict[tuple[int, int], int]) -> dict[tuple[int, int], MethodLesson]:
    """The lessons that groups are at, by method and position."""
    methods = {method for method, _group in places}
    at = MethodLesson.objects.filter(method__in=methods, position__in=set(places.values()))
    return {(one.method_id, one.position): one for one in at}


def lessons_of(method: Method, *, by_step: bool) -> Iterable[MethodLesson]:
    """The lessons with their goals: in the order of the method, or of the steps of their goals.

    In the second order lessons without a goal come last.
    """
    lessons = list(method.lessons.prefetch_related("goals__progression"))
    if not by_step:
        return lessons
    return sorted(lessons, key=_first_step)


def _first_step(lesson: MethodLesson) -> tuple[int, int]:
    return min((goal.step for goal in lesson.goals.all()), default=99), lesson.position
