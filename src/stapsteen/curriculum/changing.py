"""How goals are before and after a change, so that it can be told and taken back exactly.

A photograph holds the fields of some goals and every link that touches them. The difference of two
is what a ``GoalChange`` keeps; ``put_back`` undoes it as long as nothing came on top of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import (
    CoreObjective,
    Goal,
    GoalChange,
    GoalPart,
    GoalSuccession,
    MethodLesson,
    Prerequisite,
)
from stapsteen.kit.refused import Refused

FIELDS = (
    "subject_id",
    "progression_id",
    "step",
    "title",
    "title_en",
    "pupil_title",
    "pupil_title_en",
    "description",
    "quick_check",
    "quick_check_en",
    "pictogram",
    "position",
    "retired_on",
)
Pairs = set[tuple[int, int]]
Kept = dict[str, Any]
"""One side of a difference as JSON: fields by goal, pairs by kind of link, and which goals were made."""


@dataclass(frozen=True)
class Links:
    """A kind of link: its rows, the two columns of a pair, and which of those hold a goal."""

    rows: Any  # the model: one of ours, or the table in between that Django makes
    left: str
    right: str
    goals: tuple[str, ...]

    def touching(self, goals: Collection[int]) -> Pairs:
        """The pairs of which a goal is among these."""
        which = Q()
        for column in self.goals:
            which |= Q(**{f"{column}__in": goals})
        rows = self.rows.objects.filter(which)
        return set(rows.values_list(self.left, self.right))

    def write(self, pairs: Collection[tuple[int, int]]) -> None:
        """Make these pairs."""
        self.rows.objects.bulk_create(
            self.rows(**{self.left: left, self.right: right}) for left, right in pairs
        )

    def remove(self, pairs: Collection[tuple[int, int]]) -> None:
        """Take these pairs away."""
        for left, right in pairs:
            self.rows.objects.filter(**{self.left: left, self.right: right}).delete()


LINKS = {
    "needs": Links(Prerequisite, "goal_id", "needed_id", ("goal_id", "needed_id")),
    "objectives": Links(Goal.objectives.through, "goal_id", "coreobjective_id", ("goal_id",)),
    "lessons": Links(MethodLesson.goals.through, "methodlesson_id", "goal_id", ("goal_id",)),
    "wholes": Links(GoalPart, "goal_id", "whole_id", ("goal_id",)),
    "became": Links(GoalSuccession, "old_id", "new_id", ("old_id", "new_id")),
}
OWN = {
    "needs",
    "needed_by",
    "wholes",
    "method_lessons",
    "became",
    "came_from",
    "item_difficulties",
    "changes",
    "changes_along",
}
"""What may point to a goal and goes with it when the change that made it is taken back."""


@dataclass(frozen=True)
class Photograph:
    """Fields by goal, and pairs by kind of link."""

    goals: dict[int, dict[str, Any]]
    links: dict[str, Pairs]


def photograph(numbers: Collection[int]) -> Photograph:
    """How these goals are now."""
    rows = Goal.objects.filter(pk__in=numbers).values("pk", *FIELDS)
    goals = {row["pk"]: {field: _plain(row[field]) for field in FIELDS} for row in rows}
    return Photograph(goals, {name: kind.touching(numbers) for name, kind in LINKS.items()})


def difference(before: Photograph, after: Photograph) -> tuple[Kept, Kept]:
    """What differs, on both sides. A goal that was made has all its fields on the second side."""
    was: Kept = {"goals": {}}
    now: Kept = {"goals": {}, "made": sorted(set(after.goals) - set(before.goals))}
    for number, fields in after.goals.items():
        known = before.goals.get(number)
        changed = [one for one in FIELDS if known is None or known[one] != fields[one]]
        if changed:
            now["goals"][str(number)] = {one: fields[one] for one in changed}
        if known is not None and changed:
            was["goals"][str(number)] = {one: known[one] for one in changed}
    for name in LINKS:
        was[name] = sorted(before.links[name] - after.links[name])
        now[name] = sorted(after.links[name] - before.links[name])
    return was, now


def says_nothing(now: Kept, was: Kept) -> bool:
    """Whether a difference is none."""
    return not any((*now.values(), *was.values()))


def put_back(change: GoalChange) -> None:
    """Bring everything back to how it was. Raises ``Refused`` when something came on top of it."""
    made = set(change.after["made"])
    _refuse_when_changed_since(change, made)
    _refuse_when_in_use(made)
    for name, kind in LINKS.items():
        kind.remove(_pairs(change.after, name))
        kind.write(_pairs(change.before, name))
    for number, fields in change.before["goals"].items():
        Goal.objects.filter(pk=number).update(**{key: _read(key, fields[key]) for key in fields})
    Goal.objects.filter(pk__in=made).delete()


def _refuse_when_changed_since(change: GoalChange, made: set[int]) -> None:
    now = photograph([*_goals_in(change)])
    after, before = change.after, change.before
    same = all(
        now.goals.get(int(number), {}).get(field) == value
        for number, fields in after["goals"].items()
        for field, value in fields.items()
    )
    for name, kind in LINKS.items():
        added, removed = set(_pairs(after, name)), set(_pairs(before, name))
        of_made = kind.touching(made)
        same &= added <= now.links[name] and not removed & now.links[name] and of_made <= added
    if not same or not _ends_are_there(before, now):
        raise Refused(
            _("Dit is daarna nog eens veranderd."), _("Draai eerst de latere verandering terug.")
        )


def _goals_in(change: GoalChange) -> Iterator[int]:
    """Every goal that a change says something about."""
    yield from (int(number) for number in change.after["goals"])
    for side in (change.before, change.after):
        for left, right in (*_pairs(side, "needs"), *_pairs(side, "became")):
            yield from (left, right)
        yield from (goal for goal, _objective in _pairs(side, "objectives"))
        yield from (goal for _lesson, goal in _pairs(side, "lessons"))


def _ends_are_there(before: Kept, now: Photograph) -> bool:
    """Whether what the links of before lead to still exists."""
    goals = {end for pair in _pairs(before, "needs") for end in pair}
    objectives = {objective for _goal, objective in _pairs(before, "objectives")}
    known = CoreObjective.objects.filter(pk__in=objectives).count()
    return goals <= set(now.goals) and known == len(objectives)


def _refuse_when_in_use(made: set[int]) -> None:
    """A goal on which somebody has worked is not taken away: what was learnt on it would be lost."""
    others = [one for one in Goal._meta.related_objects if one.name not in OWN]  # noqa: SLF001
    for relation in others if made else ():
        rows: Any = relation.related_model
        if rows.objects.filter(**{f"{relation.field.name}__in": made}).exists():
            raise Refused(
                _("Er is al met het nieuwe doel gewerkt: dat zou verloren gaan."),
                _("Zet het doel uit gebruik; wat erop geleerd is, blijft dan bewaard."),
            )


def _pairs(side: Mapping[str, Any], name: str) -> list[tuple[int, int]]:
    return [(left, right) for left, right in side.get(name, ())]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _read(field: str, value: Any) -> Any:
    return date.fromisoformat(value) if field == "retired_on" and value else value
