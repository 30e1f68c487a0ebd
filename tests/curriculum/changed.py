"""What the tests of changing goals share."""

from __future__ import annotations

from typing import Any

from stapsteen.curriculum.changing import photograph
from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.wording import Wording
from stapsteen.learning.models import MasteryState, PersonalGoal


def words(title: str) -> Wording:
    """The words of a goal for team and pupil."""
    return Wording(title, f"Ik kan: {title.lower()}.")


def made_by(change: GoalChange) -> list[Goal]:
    """The goals that a change made."""
    return list(Goal.objects.filter(pk__in=change.after["made"]).order_by("pk"))


def needs_of(goal: Goal) -> set[str]:
    """The titles of what a goal needs."""
    return {one.needed.title for one in goal.needs.all()}


def everything() -> tuple[Any, ...]:
    """All goals with their links, what people work on, and what is believed of them."""
    goals = photograph(list(Goal.objects.values_list("pk", flat=True)))
    held = PersonalGoal.objects.order_by("pk").values_list("pk", "goal", "state", "starts", "ends")
    states = MasteryState.objects.order_by("person", "subject").values_list("person", "state")
    return goals, list(held), list(states)
