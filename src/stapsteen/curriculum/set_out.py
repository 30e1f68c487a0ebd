"""What a method sets out for a pupil: the goals of the lesson that its group is at and of the week after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from stapsteen.curriculum.models import Method, MethodLesson, MethodPlace
from stapsteen.school.access import on
from stapsteen.school.models import Group, Membership, Person, SchoolYear


@dataclass(frozen=True)
class SetOut:
    """The lesson in which a goal is met. ``is_given``: the group had it last, and else it comes now."""

    lesson: str
    is_given: bool


def set_out_for(person: Person, year_group: int | None) -> dict[int, SetOut]:
    """By goal the lesson that brings it, in the order of the lessons. Three queries.

    A group that did not begin is before its first lesson. Of a method without a group of this pupil
    nothing is set out.
    """
    methods = Method.objects.filter(
        school=person.school, year_group=str(year_group or ""), removed_at__isnull=True
    )
    groups = list(_groups_of(person))
    paces = dict(methods.values_list("pk", "lessons_a_week")) if groups else {}
    places = _places(paces, groups)
    found: dict[int, SetOut] = {}
    for method, position, title, goal in _lessons(paces, places):
        found.setdefault(goal, SetOut(title, position <= places.get(method, 0)))
    return found


def _groups_of(person: Person) -> Iterable[int]:
    """The groups in which a pupil is today, and the units that these are part of."""
    members = Membership.objects.filter(
        on(), person=person, group__year__state=SchoolYear.State.OPEN
    ).exclude(group__kind__in=(Group.Kind.TEAM, Group.Kind.CLUSTER))
    pairs = members.values_list("group", "group__parent")
    return {number for pair in pairs for number in pair if number is not None}


def _places(methods: Iterable[int], groups: Iterable[int]) -> dict[int, int]:
    """How far the pupil's group is in each method: what was said last."""
    said = MethodPlace.objects.filter(method__in=list(methods), group__in=list(groups))
    return {one.method_id: one.position for one in reversed(said)}


def _lessons(
    paces: dict[int, int], places: dict[int, int]
) -> QuerySet[MethodLesson, tuple[int, int, str, int]]:
    """The lessons at and after each place with their goals, as far as a week goes."""
    spans = Q(pk=None)
    for method, pace in paces.items():
        place = places.get(method, 0)
        spans |= Q(method=method, position__gte=place, position__lte=place + pace)
    rows = MethodLesson.objects.filter(spans, goals__isnull=False)
    return rows.order_by("position", "goals__step", "goals__pk").values_list(
        "method", "position", "title", F("goals")
    )
