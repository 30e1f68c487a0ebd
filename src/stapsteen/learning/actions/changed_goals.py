"""Splitting and merging goals that people work on, and taking that back.

Who was at work on a goal goes on with what it became: with each part of a split goal, and once with
the goal that several became. Evidence stays where it was gathered and counts for the new goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.actions import goals as curriculum
from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.wording import Wording
from stapsteen.kit.refused import Refused
from stapsteen.learning.following.became import became
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.models import Evidence, PersonalGoal
from stapsteen.school.access import Viewer
from stapsteen.school.models import School

State = PersonalGoal.State
UNDER_WAY = (State.OPEN, State.CHOSEN, State.BUSY, State.CLAIMED)
"""In the order in which they are passed: of goals that become one, the furthest goes on."""
HELD = "held"
Rows = list[list[Any]]


@transaction.atomic
def split_goal(by: Viewer, goal: Goal, parts: Sequence[Wording]) -> GoalChange:
    """Split a goal; who works on it works on each part from now on."""
    return _carried_over(curriculum.split_goal(by, goal, parts))


@transaction.atomic
def merge_goals(by: Viewer, goals: Sequence[Goal], wording: Wording) -> GoalChange:
    """Make one goal of several; who works on one or more of them works on that one from now on."""
    return _carried_over(curriculum.merge_goals(by, goals, wording))


@transaction.atomic
def undo_change(by: Viewer, change: GoalChange) -> None:
    """Take a change of goals back, with what people work on.

    Raises ``Refused`` when somebody has gone on with the new goals since.
    """
    change = GoalChange.objects.select_for_update().select_related("goal__school").get(pk=change.pk)
    olds, school = _olds(change), change.goal.school
    if change.undone_at is None:
        _hold_as_before(change)
    curriculum.undo_change(by, change)
    _follow(school, olds)


def _carried_over(change: GoalChange) -> GoalChange:
    olds, news = _olds(change), list(change.after["made"])
    rows = list(_under_way(olds))
    was = _plain(rows)
    for _person, some in groupby(rows, key=lambda one: one.person_id):
        going_on, *others = sorted(some, key=_how_far, reverse=True)
        going_on.goal_id = news[0]
        for one in others:
            one.ends = timezone.localdate()
    PersonalGoal.objects.bulk_update(rows, ["goal", "ends"])
    parts = PersonalGoal.objects.bulk_create(
        _beside(one, goal) for one in rows if one.ends is None for goal in news[1:]
    )
    change.before[HELD], change.after[HELD] = was, _plain([*rows, *parts])
    change.save(update_fields=["before", "after"])
    _follow(change.goal.school, olds, news)
    return change


def _under_way(goals: Iterable[int]) -> Iterable[PersonalGoal]:
    """What people work on, in an order in which the rows of a person follow each other."""
    held = PersonalGoal.objects.select_for_update().filter(
        goal__in=list(goals), ends__isnull=True, state__in=UNDER_WAY
    )
    return held.order_by("person", "goal", "pk")


def _how_far(held: PersonalGoal) -> tuple[int, int]:
    return UNDER_WAY.index(State(held.state)), -held.pk


def _beside(held: PersonalGoal, goal: int) -> PersonalGoal:
    """The same, for another part of the goal that was split."""
    return PersonalGoal(
        person_id=held.person_id,
        goal_id=goal,
        kind=held.kind,
        state=held.state,
        reason=held.reason,
        starts=held.starts,
        set_by_id=held.set_by_id,
    )


def _hold_as_before(change: GoalChange) -> None:
    """Let people work on the old goals again, as they did."""
    was, now = change.before.get(HELD, []), change.after.get(HELD, [])
    rows = {
        one.pk: one
        for one in PersonalGoal.objects.select_for_update().filter(pk__in=[row[0] for row in now])
    }
    if sorted(_plain(rows.values())) != sorted(now):
        raise Refused(
            _("Er is intussen met de nieuwe doelen verder gewerkt."),
            _("Zet een doel dat je niet wilt uit gebruik; wat erop geleerd is, blijft bewaard."),
        )
    before = {row[0]: row for row in was}
    PersonalGoal.objects.filter(pk__in=set(rows) - set(before)).delete()
    for number, (_pk, goal, state, ends) in before.items():
        rows[number].goal_id, rows[number].state = goal, state
        rows[number].ends = date.fromisoformat(ends) if ends else None
    PersonalGoal.objects.bulk_update([rows[number] for number in before], ["goal", "state", "ends"])


def _plain(rows: Iterable[PersonalGoal]) -> Rows:
    return [
        [one.pk, one.goal_id, str(one.state), one.ends.isoformat() if one.ends else None]
        for one in rows
    ]


def _olds(change: GoalChange) -> list[int]:
    """The goals that were split or that became one."""
    return sorted({old for old, _new in change.after["became"]})


def _follow(school: School, olds: Sequence[int], news: Sequence[int] = ()) -> None:
    """Make the states anew of everybody of whom something was seen on the old goals, or on what became those."""
    if not olds:
        return
    before = {one for one, ends in became(school).ends.items() if set(ends) & {*olds, *news}}
    seen = Evidence.objects.filter(goal__in={*olds, *before})
    make_again(school, set(seen.values_list("person_id", "goal__subject_id")))
