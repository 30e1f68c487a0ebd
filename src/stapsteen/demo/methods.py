"""The methods of the demo school: for arithmetic and for language, with invented titles and a place for each group."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from stapsteen.curriculum.models import Goal, Method, MethodLesson, MethodPlace
from stapsteen.demo.learning import Goals
from stapsteen.planner.organisation.levels import usual_step
from stapsteen.school.models import SchoolYear, Subject

METHODS = (("arithmetic", "Rekenspoor", 4), ("language", "Taalstroom", 3))
YEAR_GROUPS = range(4, 9)
WEEKS = 36  # that a method is made for
KINDS = (
    "Ontdekken", "Samen doen", "Oefenen", "Spelen", "Zelf maken", "Uitleggen", "Toepassen", "Laten zien",
)  # fmt: skip
APART = 5  # lessons that groups are ahead or behind


def make_methods(year: SchoolYear, goals: Goals) -> None:
    """Two methods for groups 4 to 8, as far as the year is."""
    subjects = {one.key: one for one in year.school.subjects.all()}
    for key, name, pace in METHODS:
        for number in YEAR_GROUPS:
            steps = [usual_step(str(number), half) for half in (1, 2)]
            there = [goal for step in steps for goal in goals.get((key, step), [])]
            if there:
                method = _make(subjects[key], name, number, pace, there)
                _say_where(method, year)


def _make(subject: Subject, name: str, number: int, pace: int, goals: list[Goal]) -> Method:
    method = Method.objects.create(
        school=subject.school, subject=subject, year_group=str(number), name=f"{name} {number}",
        lessons_a_week=pace,
    )  # fmt: skip
    told = list(_lessons(goals, WEEKS * pace // len(goals)))
    lessons = MethodLesson.objects.bulk_create(
        MethodLesson(method=method, position=position, title=title)
        for position, (title, _goal) in enumerate(told, start=1)
    )
    bound = MethodLesson.goals.through
    bound.objects.bulk_create(
        bound(methodlesson_id=lesson.pk, goal_id=goal.pk)
        for lesson, (_title, goal) in zip(lessons, told, strict=True)
    )
    return method


def _lessons(goals: list[Goal], each: int) -> Iterator[tuple[str, Goal]]:
    """The titles, one goal after another, with some lessons for each."""
    for goal in goals:
        for number in range(max(each, 1)):
            yield f"{KINDS[number % len(KINDS)]}: {goal.title}"[:200], goal


def _say_where(method: Method, year: SchoolYear) -> None:
    """Each class of the year group is about as far as the year; the one a bit ahead, the other behind."""
    share = (timezone.localdate() - year.starts).days / (year.ends - year.starts).days
    lessons = method.lessons.count()
    classes = [one for one in year.groups.all() if method.year_group in map(str, one.year_groups)]
    for number, group in enumerate(classes):
        ahead = APART * ((number + int(method.year_group)) % 3 - 1)
        position = min(max(int(share * lessons) + ahead, 0), lessons)
        MethodPlace.objects.create(method=method, group=group, position=position)
