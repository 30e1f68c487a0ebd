"""Bringing in a file of goals, and taking that back, with what is believed of who learns them.

A newer file may put a goal with another subject: what was seen of it counts there from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from stapsteen.curriculum.actions import bring_in as curriculum
from stapsteen.curriculum.actions.bring_in import Brought, Wishes
from stapsteen.curriculum.models import GoalImport
from stapsteen.curriculum.outline import Outline
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.models import Evidence
from stapsteen.school.access import Viewer
from stapsteen.school.models import School


@transaction.atomic
def bring_in(
    by: Viewer | None,
    school: School,
    outline: Outline,
    file_name: str,
    wishes: Wishes | None = None,
) -> Brought:
    """Bring a file in, as a whole or not at all. Raises ``Refused`` as ``curriculum`` does."""
    done = curriculum.bring_in(by, school, outline, file_name, wishes)
    if done.number is not None:  # a file with nothing new leaves no import
        _follow(school, GoalImport.objects.get(pk=done.number).entries)
    return done


@transaction.atomic
def take_back(by: Viewer | None, done: GoalImport) -> int:
    """Take an import back; how many goals stay as they are because somebody changed them since."""
    left = curriculum.take_back(by, done)
    _follow(done.framework.school, done.entries)
    return left


def _follow(school: School, entries: Mapping[str, Any]) -> None:
    """Make the states anew, in both subjects, of whom anything was seen on a goal that moved."""
    moved = {
        number: (before["subject_id"], after["subject_id"])
        for number, before, after in entries.get("changed", ())
        if "subject_id" in after
    }
    if moved:
        seen = Evidence.objects.filter(goal__in=moved).values_list("person", "goal").distinct()
        make_again(school, {(person, one) for person, goal in seen for one in moved[goal]})
