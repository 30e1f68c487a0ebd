"""A theme at the cast's school, for the group of Bram."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.cast import Cast
from tests.curriculum.goals import make_goal, make_subject

from stapsteen.curriculum.models import Goal
from stapsteen.week.models import Theme, ThemeActivity
from stapsteen.week.themes.actions import Plan, add_activity, carry, make_theme


def plan(everybody: Cast, title: str = "Water") -> Plan:
    """Three weeks from today, with two things to hold."""
    today = timezone.localdate()
    days = (today, today + timedelta(days=20))
    return Plan(title, "water", *days, [everybody.group], ["Emmers", "Slang"])


def theme_of(everybody: Cast) -> Theme:
    """A theme that is on now."""
    return make_theme(everybody.year, plan(everybody), by=everybody.teacher)


def goals_of_two_subjects(everybody: Cast) -> tuple[Goal, Goal]:
    """A goal of arithmetic and one of language."""
    measures = make_goal(everybody.school, "Meet met liters")
    tells = make_goal(everybody.school, "Vertelt wat het zag")
    tells.subject = make_subject(everybody.school, "language", "Taal")
    tells.save()
    return measures, tells


def activity_of(theme: Theme, everybody: Cast) -> ThemeActivity:
    """Building a dam, which carries goals of two subjects."""
    activity = add_activity(theme, "Een dam bouwen", "building", by=everybody.teacher)
    for goal in goals_of_two_subjects(everybody):
        carry(activity, goal, carries=True, by=everybody.teacher)
    return activity
