"""Reads about goals that were split or merged: what stands for them now, and from what a goal was made."""

from __future__ import annotations

from collections.abc import Iterable

from stapsteen.curriculum.models import Goal
from stapsteen.learning.following.became import became
from stapsteen.school.models import School


def stands_for(school: School, goals: Iterable[Goal]) -> dict[int, list[Goal]]:
    """For each of these goals that was split or merged those for which what was seen of it counts now.

    Two queries; none when all these goals are in use.
    """
    old = {one.pk for one in goals if one.retired_on is not None}
    ends = became(school).ends if old else {}
    wanted = {goal: ends[goal] for goal in old if goal in ends}
    there = (
        Goal.objects.select_related("subject").in_bulk(
            {one for few in wanted.values() for one in few}
        )
        if wanted
        else {}
    )
    return {goal: [there[one] for one in few] for goal, few in wanted.items()}


def made_from(school: School, goal: Goal) -> list[Goal]:
    """The goals, near and far, of which what was seen counts for this one. Two queries at most."""
    olds = [old for old, ends in became(school).ends.items() if goal.pk in ends]
    return list(Goal.objects.filter(pk__in=olds).order_by("position", "pk")) if olds else []
