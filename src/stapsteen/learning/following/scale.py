"""Where goals and pupils stand on one scale of a subject, before anything was seen of them.

A goal that is learnt half a school year later counts as harder by ``A_STEP`` logits, and a pupil begins at
the step of its year group. Without that, a pupil of year group 8 of whom only fractions were seen
would be thought not to count to ten. What was learnt from answers (``ItemDifficulty``) goes first.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from math import sqrt

from django.db.models import Q

from stapsteen.curriculum.models import Goal
from stapsteen.learning.models import EvidenceSource, ItemDifficulty
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.sources import Sources, Trust
from stapsteen.school.models import Placement, School

A_STEP = 0.4  # logits between two steps: about 0.7 of the spread between pupils in a school year
MIDDLE_STEP = 8.5  # the step that stands at 0, halfway primary school
SPREAD = sqrt(SHIPPED.level_variance)  # between pupils of a year group

Years = list[tuple[date, str]]  # first day of a school year and the year group in it, oldest first


def difficulty_of(step: float) -> float:
    """How hard a goal of this step is, in logits, when nothing else is known."""
    return A_STEP * (step - MIDDLE_STEP)


def level_of(years: Years, day: date | None = None) -> float:
    """The usual level of a pupil in the school year of a day (the first known year without one)."""
    held = [group for first, group in years if day is not None and first <= day]
    group = held[-1] if held else next((group for _first, group in years), "")
    return difficulty_of(2 * int(group) - 0.5) if group.isdigit() and int(group) else 0.0


def years_of(people: Collection[int]) -> dict[int, Years]:
    """The year groups that pupils have been in. One query."""
    rows = Placement.objects.filter(pupil__in=people).order_by("year__starts")
    found: dict[int, Years] = {}
    for pupil, first, group in rows.values_list("pupil", "year__starts", "year_group"):
        found.setdefault(pupil, []).append((first, group))
    return found


def bank_of(school: School, goals: Collection[int], items: Collection[str] = ()) -> Bank:
    """How hard these goals and items are. Two queries."""
    steps = Goal.objects.filter(school=school, pk__in=goals).values_list("pk", "step")
    known: dict[Key, tuple[float, float]] = {
        goal: (difficulty_of(step), SHIPPED.goal_variance) for goal, step in steps
    }
    bank = Bank(goals=known)
    learnt = ItemDifficulty.objects.filter(school=school, goal__in=goals)
    learnt = learnt.filter(Q(item="") | Q(item__in=items)) if items else learnt.filter(item="")
    for goal, item, mean, variance in learnt.values_list("goal", "item", "mean", "variance"):
        if item:
            bank.items[item] = (mean, variance)
        else:
            bank.goals[goal] = (mean, variance)
    return bank


def trust_of(sources: Collection[int]) -> Sources:
    """What was learnt of how far sources can be trusted. One query, none without sources."""
    if not sources:
        return Sources()
    rows = EvidenceSource.objects.filter(pk__in=sources, noise__isnull=False)
    return Sources(
        {
            key: Trust(noise or 0.0, bias, seen)
            for key, noise, bias, seen in rows.values_list("pk", "noise", "bias", "noise_seen")
        }
    )
