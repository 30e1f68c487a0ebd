"""What the school chose itself about the goals of a set, and what a file adds to their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from stapsteen.curriculum.changing import LINKS
from stapsteen.curriculum.models import Framework, Goal, GoalChange

FILE = "file"
"""The key in ``GoalChange.after`` that says that a file did it, not a person."""
Kind = GoalChange.Kind


@dataclass
class Chosen:
    """By number: the fields and links of a goal that the school changed itself.

    ``retired_by_file``: goals that a file retired, and that nobody split or merged: a later file may
    bring them back. ``brought_back``: goals that the school took into use again after a file had
    retired them, so that no file retires them once more.
    """

    fields: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    retired_by_file: set[int] = field(default_factory=set)
    brought_back: set[int] = field(default_factory=set)

    def edited(self, name: str) -> set[int]:
        """The goals of which the school changed this itself."""
        return {goal for goal, names in self.fields.items() if name in names}


def chosen_in(framework: Framework) -> Chosen:
    """Read the history of a set, oldest first; one query."""
    found = Chosen()
    changes = GoalChange.objects.filter(goal__framework=framework).order_by("at", "pk")
    for change in changes:
        by_file = bool(change.after.get(FILE))
        if change.undone_at is not None:
            if by_file and change.kind == Kind.RETIRED:
                _brought_back(found, change)
        elif change.kind == Kind.EDITED:
            _edited(found, change)
        elif change.kind == Kind.RETIRED and by_file:
            found.retired_by_file.add(change.goal_id)
        elif change.kind == Kind.RESTORED and not by_file:
            _brought_back(found, change)
        else:
            found.retired_by_file.discard(change.goal_id)
            _hold_together(found, change)
    return found


def _hold_together(found: Chosen, change: GoalChange) -> None:
    """What was split or merged stays with its subject, for what was seen of one end counts for the other."""
    for pair in change.after.get("became", ()):
        for goal in pair:
            found.fields[goal].update(("subject_id", "progression_id"))


def _brought_back(found: Chosen, change: GoalChange) -> None:
    found.retired_by_file.discard(change.goal_id)
    found.brought_back.add(change.goal_id)


def _edited(found: Chosen, change: GoalChange) -> None:
    for number, fields in change.after.get("goals", {}).items():
        found.fields[int(number)].update(fields)
    for name in LINKS:
        if change.after.get(name) or change.before.get(name):
            found.fields[change.goal_id].add(name)


def write_history(goals: Iterable[Goal], kind: GoalChange.Kind) -> None:
    """Write down that a file retired goals or brought them back; it can be undone for each."""
    today = timezone.localdate().isoformat()
    in_use, retired = {"retired_on": None}, {"retired_on": today}
    before, after = (in_use, retired) if kind == Kind.RETIRED else (retired, in_use)
    none: dict[str, list[object]] = {name: [] for name in LINKS}
    GoalChange.objects.bulk_create(
        (
            GoalChange(
                goal=goal,
                kind=kind,
                before={"goals": {str(goal.pk): before}, **none},
                after={"goals": {str(goal.pk): after}, "made": [], FILE: True, **none},
            )
            for goal in goals
        ),
        batch_size=200,
    )
