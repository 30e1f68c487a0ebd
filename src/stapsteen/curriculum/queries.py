"""Reads about what there is to learn."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stapsteen.curriculum.models import Goal, Method
from stapsteen.school.access import Viewer
from stapsteen.school.models import School


@dataclass(frozen=True)
class MethodOrder:
    """The lessons of a method for a week, in the order in which they build on each other."""

    subject: str
    year_group: str
    name: str
    lessons: tuple[str, ...]


def methods_of(school: School) -> list[MethodOrder]:
    """The methods a school uses; two queries."""
    methods = Method.objects.filter(school=school).select_related("subject")
    return [
        MethodOrder(
            method.subject.key,
            method.year_group,
            method.name,
            tuple(lesson.title for lesson in method.lessons.all()),
        )
        for method in methods.order_by("subject__position", "year_group").prefetch_related(
            "lessons"
        )
    ]


def goals_for(viewer: Viewer) -> QuerySet[Goal]:
    """The goals of the viewer's school, in the order of its subjects."""
    return Goal.objects.filter(school=viewer.school).select_related("subject")
