"""What was done to a goal, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import goals_for, objectives_for, progressions_for
from stapsteen.curriculum.models import Goal, GoalChange
from stapsteen.curriculum.queries import history_of
from stapsteen.curriculum.telling import quoted

FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("Voor het team"),
    "pupil_title": gettext_lazy("Voor de leerling"),
    "title_en": gettext_lazy("Voor het team, Engels"),
    "pupil_title_en": gettext_lazy("Voor de leerling, Engels"),
    "step": gettext_lazy("Stap"),
    "progression_id": gettext_lazy("Leerlijn"),
    "quick_check": gettext_lazy("Even kijken"),
    "quick_check_en": gettext_lazy("Even kijken, Engels"),
    "description": gettext_lazy("Uitleg"),
    "pictogram": gettext_lazy("Plaatje"),
    "needs": pgettext_lazy("goals", "Eerst nodig"),
    "objectives": gettext_lazy("Kerndoelen"),
}


@dataclass(frozen=True)
class Line:
    """One thing that differs: what it was and what it became; either may be empty."""

    label: str | Promise
    was: str
    now: str


@dataclass(frozen=True)
class Told:
    """A change, the other goals in it, and what differs for the goal of the page."""

    change: GoalChange
    others: list[Goal]
    lines: list[Line]

    @property
    def small(self) -> bool:
        """Whether who may change the words of the goal may take it back."""
        return self.change.kind in (GoalChange.Kind.MADE, GoalChange.Kind.EDITED)


class Names:
    """The names of what changes point to: three queries for a whole history."""

    def __init__(self, viewer: User, changes: Iterable[GoalChange]) -> None:
        sides = [side for change in changes for side in (change.before, change.after)]
        goals = {end for side in sides for pair in side["needs"] for end in pair}
        serves = {objective for side in sides for _goal, objective in side["objectives"]}
        lines = {
            fields["progression_id"]
            for side in sides
            for fields in side["goals"].values()
            if fields.get("progression_id")
        }
        self.goals = {one.pk: quoted(one.name) for one in goals_for(viewer).filter(pk__in=goals)}
        self.objectives = {one.pk: one.code for one in objectives_for(viewer).filter(pk__in=serves)}
        self.lines = {one.pk: one.label for one in progressions_for(viewer).filter(pk__in=lines)}

    def field(self, name: str, value: Any) -> str:
        """A value of a field as it is read."""
        if name == "progression_id":
            return self.lines.get(value, "")
        return "" if value is None else str(value)


def told_of(viewer: User, goal: Goal) -> list[Told]:
    """The history of a goal, the newest first."""
    changes = list(history_of(goal))
    names = Names(viewer, changes)
    return [
        Told(
            change,
            [one for one in (change.goal, *change.also.all()) if one != goal],
            list(_lines(change, goal, names)) if change.kind == GoalChange.Kind.EDITED else [],
        )
        for change in changes
    ]


def _lines(change: GoalChange, goal: Goal, names: Names) -> Iterator[Line]:
    was, now = (side["goals"].get(str(goal.pk), {}) for side in (change.before, change.after))
    for field, label in FIELDS.items():
        if field in now:
            yield Line(label, names.field(field, was.get(field)), names.field(field, now[field]))
    for kind, known in (("needs", names.goals), ("objectives", names.objectives)):
        gone, come = (
            ", ".join(
                known.get(end, _("iets dat er niet meer is"))
                for start, end in side[kind]
                if start == goal.pk
            )
            for side in (change.before, change.after)
        )
        if gone or come:
            yield Line(FIELDS[kind], gone, come)
