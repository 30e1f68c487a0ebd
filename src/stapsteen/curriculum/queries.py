"""Reads about what there is to learn."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from stapsteen.curriculum.graph import GoalGraph, Link, Node
from stapsteen.curriculum.models import Goal, Method, Prerequisite
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


def goals_in_use(school: School) -> QuerySet[Goal]:
    """The goals that are offered today, with subject and line: all that were not retired."""
    retired = Q(retired_on__lte=timezone.localdate())
    return Goal.objects.filter(~retired, school=school).select_related("subject", "progression")


def graph_of(school: School) -> GoalGraph[int]:
    """All goals in use with what each needs first. Two queries; keep it while you answer.

    A prerequisite that was retired is left out: what took its place stands in its stead.
    """
    rows = goals_in_use(school).values_list("pk", "title", "step", "code", "subject__key")
    goals = [Node(*row) for row in rows]
    known = {goal.key for goal in goals}
    links = Prerequisite.objects.filter(goal__school=school).values_list("goal", "needed")
    return GoalGraph(
        goals, (Link(goal, needed) for goal, needed in links if {goal, needed} <= known)
    )
