"""Reads about themes that deserve a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.learning.models import Evidence
from stapsteen.school.access import Viewer, is_staff_member
from stapsteen.school.models import Subject
from stapsteen.week.models import Theme, ThemeActivity, ThemeQuestion
from stapsteen.week.themes.access import pupils_to_see, themes_for


@dataclass(frozen=True)
class Listed:
    """A theme in the list: ``when`` is now, soon or over."""

    theme: Theme
    when: str
    questions: int
    activities: int


@dataclass(frozen=True)
class Activity:
    """An activity with its goals by subject; ``seen`` is of how many pupils something was written down."""

    activity: ThemeActivity
    subjects: tuple[tuple[Subject, tuple[Goal, ...]], ...]
    seen: int

    @property
    def goals(self) -> list[Goal]:
        """All of its goals."""
        return [goal for _subject, goals in self.subjects for goal in goals]


@dataclass(frozen=True)
class Opened:
    """A theme as a viewer sees it."""

    theme: Theme
    groups: tuple[str, ...]
    questions: tuple[ThemeQuestion, ...]
    activities: tuple[Activity, ...]
    subjects: tuple[Subject, ...]


def listed_themes(viewer: Viewer) -> list[Listed]:
    """The themes of this year that a viewer may open, what is on first. Two queries."""
    standing = Q(withdrawn_at__isnull=True)
    themes = themes_for(viewer).filter(standing, year__state="open").prefetch_related("groups")
    asked = Count("questions", Q(questions__withdrawn_at__isnull=True), distinct=True)
    done = Count("activities", Q(activities__withdrawn_at__isnull=True), distinct=True)
    today = timezone.localdate()
    order = ("now", "soon", "over")
    found = [
        Listed(theme, when_of(theme, today), theme.asked, theme.done)
        for theme in themes.annotate(asked=asked, done=done)
    ]
    return sorted(found, key=lambda one: (order.index(one.when), one.theme.starts))


def when_of(theme: Theme, today: date) -> str:
    """Whether a theme is on now, comes soon, or is over."""
    if theme.starts > today:
        return "soon"
    return "over" if theme.ends < today else "now"


def opened_theme(theme: Theme, viewer: Viewer) -> Opened:
    """A theme with everything in it; six queries at most. How many were seen is for the team."""
    goals = Goal.objects.select_related("subject").order_by("subject__position", "step", "pk")
    standing = theme.activities.filter(withdrawn_at__isnull=True)
    activities = list(standing.prefetch_related(Prefetch("goals", goals)))
    seen = seen_in(theme, activities, viewer) if is_staff_member(viewer) else {}
    told = [Activity(one, _by_subject(one.goals.all()), seen.get(one.pk, 0)) for one in activities]
    every = {subject.pk: subject for one in told for subject, _goals in one.subjects}
    asked = theme.questions.filter(withdrawn_at__isnull=True).select_related("asked_by")
    return Opened(
        theme,
        tuple(group.name for group in theme.groups.all()),
        tuple(asked),
        tuple(told),
        tuple(sorted(every.values(), key=lambda one: (one.position, one.name))),
    )


def _by_subject(goals: Iterable[Goal]) -> tuple[tuple[Subject, tuple[Goal, ...]], ...]:
    found: dict[Subject, list[Goal]] = defaultdict(list)
    for goal in goals:
        found[goal.subject].append(goal)
    return tuple((subject, tuple(listed)) for subject, listed in found.items())


def seen_in(theme: Theme, activities: Iterable[ThemeActivity], viewer: Viewer) -> dict[int, int]:
    """Of how many pupils, whom the viewer may write about, something was seen on the goals of each activity.

    What was written down during the theme counts, wherever it was seen. One query.
    """
    starts, ends = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (theme.starts, theme.ends + timedelta(days=1))
    )
    rows = Evidence.objects.filter(
        at__gte=starts, at__lt=ends, withdrawn_at__isnull=True, kind=Evidence.Kind.OBSERVATION,
        goal__theme_activities__theme=theme, person__in=pupils_to_see(viewer, theme).values("pk"),
    ).values_list("goal", "person").distinct()  # fmt: skip
    people: dict[int, set[int]] = defaultdict(set)
    for goal, person in rows:
        people[goal].add(person)
    return {
        one.pk: len(set().union(*(people[goal.pk] for goal in one.goals.all())))
        for one in activities
    }
