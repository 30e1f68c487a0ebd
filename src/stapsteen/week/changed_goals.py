"""Splitting and merging goals that are planned: what is still to come carries what they became.

An activity of a theme carries every part of a goal that was split. A workshop and an instruction group
carry one goal, so they go on with the first part. What is over keeps the goal that it had.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.wording import Wording
from stapsteen.learning.actions import changed_goals as learning
from stapsteen.school.access import Viewer
from stapsteen.week.models import InstructionGroup, Session, ThemeActivity

PLANNED = "planned"
Pairs = list[list[int]]
Carried = ThemeActivity.goals.through


@transaction.atomic
def split_goal(by: Viewer, goal: Goal, parts: Sequence[Wording]) -> GoalChange:
    """Split a goal; who works on it, and what is planned with it, goes on with the parts."""
    return _planned_anew(learning.split_goal(by, goal, parts))


@transaction.atomic
def merge_goals(by: Viewer, goals: Sequence[Goal], wording: Wording) -> GoalChange:
    """Make one goal of several; who works on them, and what is planned with them, goes on with that one."""
    return _planned_anew(learning.merge_goals(by, goals, wording))


@transaction.atomic
def undo_change(by: Viewer, change: GoalChange) -> None:
    """Take a change of goals back. What was given another goal since, keeps that. Raises ``Refused`` as ``learning`` does."""
    held = GoalChange.objects.select_for_update().get(pk=change.pk)
    if held.undone_at is None and PLANNED in held.after:
        _plan_as_before(held.before[PLANNED], held.after[PLANNED])
    learning.undo_change(by, held)


def _planned_anew(change: GoalChange) -> GoalChange:
    olds = sorted({old for old, _new in change.after["became"]})
    news: list[int] = change.after["made"]
    if not olds:
        return change
    was: dict[str, Pairs] = {}
    now: dict[str, Pairs] = {}
    for name, rows in _to_come(olds).items():
        was[name] = [list(pair) for pair in rows.order_by("pk").values_list("pk", "goal")]
        now[name] = [[number, news[0]] for number, _old in was[name]]
        _write_goals(rows.model, now[name])
    was["activities"] = _activities_to_come(olds)
    now["activities"] = [[one, new] for one in _firsts(was["activities"]) for new in news]
    _replace(was["activities"], now["activities"])
    change.before[PLANNED], change.after[PLANNED] = was, now
    change.save(update_fields=["before", "after"])
    return change


def _to_come(goals: Collection[int]) -> dict[str, models.QuerySet[Any]]:
    """The workshops and the instruction groups with one of these goals that are not over."""
    today = timezone.localdate()
    return {
        "sessions": Session.objects.filter(goal__in=goals, round__date__gte=today),
        "groups": InstructionGroup.objects.filter(goal__in=goals, block__expires_on__gte=today),
    }


def _activities_to_come(goals: Collection[int]) -> Pairs:
    """Which activities of themes that are not over carry which of these goals."""
    rows = Carried.objects.filter(
        goal__in=goals, themeactivity__theme__ends__gte=timezone.localdate()
    )
    return [list(pair) for pair in rows.order_by("pk").values_list("themeactivity", "goal")]


def _plan_as_before(was: dict[str, Pairs], now: dict[str, Pairs]) -> None:
    for name, rows in (("sessions", Session), ("groups", InstructionGroup)):
        still = set(_still(rows, now[name]))
        _write_goals(rows, [pair for pair in was[name] if pair[0] in still])
    there = _carried_still(now["activities"])
    _replace(there, [pair for pair in was["activities"] if pair[0] in _firsts(there)])


def _still(rows: type[models.Model], pairs: Pairs) -> list[int]:
    """The rows that still have the goal of their pair."""
    goal_of = {one: goal for one, goal in pairs}  # noqa: C416 - a pair is a list, as JSON has it
    found = rows._default_manager.select_for_update().filter(pk__in=goal_of)  # noqa: SLF001
    return [one for one, goal in found.values_list("pk", "goal") if goal == goal_of[one]]


def _carried_still(pairs: Pairs) -> Pairs:
    found = Carried.objects.filter(themeactivity__in=_firsts(pairs))
    there = set(found.values_list("themeactivity", "goal"))
    return [pair for pair in pairs if tuple(pair) in there]


def _write_goals(rows: type[models.Model], pairs: Pairs) -> None:
    for number, goal in pairs:
        rows._default_manager.filter(pk=number).update(goal=goal)  # noqa: SLF001


def _replace(gone: Pairs, come: Pairs) -> None:
    """Let activities carry other goals."""
    for activity, goal in gone:
        Carried.objects.filter(themeactivity=activity, goal=goal).delete()
    Carried.objects.bulk_create(
        (Carried(themeactivity_id=activity, goal_id=goal) for activity, goal in come),
        ignore_conflicts=True,
    )


def _firsts(pairs: Pairs) -> list[int]:
    return list(dict.fromkeys(first for first, _goal in pairs))
