"""Reads about what there is to learn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from stapsteen.curriculum.graph import GoalGraph, Link, Node
from stapsteen.curriculum.models import (
    CoreObjective,
    Goal,
    GoalChange,
    GoalPart,
    Method,
    Prerequisite,
)
from stapsteen.school.models import School, Subject


@dataclass(frozen=True)
class MethodOrder:
    """The lessons of a method for a week, in the order in which they build on each other."""

    subject: str
    year_group: str
    name: str
    lessons: tuple[str, ...]


def methods_of(school: School) -> list[MethodOrder]:
    """The methods a school uses; two queries."""
    methods = Method.objects.filter(school=school, removed_at__isnull=True).select_related(
        "subject"
    )
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
    """The goals that are offered today, with subject and line.

    Not those that were retired, and no headings: of a goal with parts the parts are learnt.
    """
    retired = Q(retired_on__lte=timezone.localdate())
    heading = Exists(GoalPart.objects.filter(whole=OuterRef("pk"), goal__retired_on__isnull=True))
    return Goal.objects.filter(~retired, ~heading, school=school).select_related(
        "subject", "progression"
    )


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


def subjects_with_goals(school: School) -> list[Subject]:
    """The subjects in which there is something to learn, or was."""
    counted = Subject.objects.filter(school=school).annotate(many=Count("goals"))
    return list(counted.filter(many__gt=0))


def needs_among(goals: Collection[Goal]) -> list[tuple[int, int]]:
    """The pairs (goal, what it needs first) of which both are among these goals."""
    numbers = {goal.pk for goal in goals}
    pairs = Prerequisite.objects.filter(goal__in=numbers).order_by("pk")
    return [pair for pair in pairs.values_list("goal", "needed") if pair[1] in numbers]


def history_of(goal: Goal) -> QuerySet[GoalChange]:
    """What was done to a goal, also as a part or a whole of another; the newest first."""
    about = Q(goal=goal) | Q(also=goal)
    changes = GoalChange.objects.filter(about).select_related("goal", "by", "undone_by").distinct()
    return changes.prefetch_related("also")


@dataclass(frozen=True)
class Served:
    """A core objective with the goals in use that serve it."""

    objective: CoreObjective
    goals: tuple[Goal, ...]


def served(school: School, edition: str) -> list[Served]:
    """Every core objective of an edition that can be served, in order. Three queries.

    An objective with parts is served through its parts, and stands here only when goals name it.
    """
    objectives = CoreObjective.objects.filter(school=school, edition=edition)
    rows = list(objectives.select_related("parent"))
    wholes = {one.parent_id for one in rows}
    goals: dict[int, list[Goal]] = defaultdict(list)
    known = {goal.pk: goal for goal in goals_in_use(school)}
    bound = Goal.objectives.through.objects.filter(coreobjective__in=rows)
    for objective, goal in bound.values_list("coreobjective", "goal"):
        if goal in known:
            goals[objective].append(known[goal])
    order = {number: place for place, number in enumerate(known)}
    return [
        Served(one, tuple(sorted(goals[one.pk], key=lambda goal: order[goal.pk])))
        for one in rows
        if one.pk not in wholes or goals[one.pk]
    ]
