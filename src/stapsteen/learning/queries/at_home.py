"""What a parent meets first: for each child what it works on, what it showed last, and the next conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from stapsteen.curriculum.models import Goal
from stapsteen.learning.models import Conversation, PersonalGoal
from stapsteen.learning.queries.conversations import children_of
from stapsteen.learning.queries.mastery import shown_for_many
from stapsteen.learning.queries.route import UNDER_WAY
from stapsteen.mastery.showing import Shown, Word
from stapsteen.school.access import Viewer
from stapsteen.school.models import Person

MOST = 3  # goals of a child in sight


@dataclass(frozen=True)
class AtHome:
    """One child of a guardian. ``newest`` is the goal that was seen last among those that it shows."""

    person: Person
    busy: tuple[PersonalGoal, ...]
    newest: Goal | None
    talk: Conversation | None


def children_at_home(viewer: Viewer) -> list[AtHome]:
    """The children of a guardian who may look along, by name; nine queries, however many there are."""
    children = children_of(viewer)
    if not children or viewer.school is None:
        return []
    numbers = [one.person.pk for one in children]
    busy = _busy(numbers)
    shown = shown_for_many(viewer.school, numbers)
    newest = {number: _newest(shown.get(number, {})) for number in numbers}
    goals = Goal.objects.in_bulk([goal for goal in newest.values() if goal is not None])
    return [
        AtHome(
            one.person,
            tuple(busy[one.person.pk][:MOST]),
            goals.get(newest[one.person.pk] or 0),
            one.next,
        )
        for one in children
    ]


def _busy(people: list[int]) -> dict[int, list[PersonalGoal]]:
    """What each of them works on, what was chosen last first."""
    rows = PersonalGoal.objects.filter(person__in=people, ends__isnull=True, state__in=UNDER_WAY)
    found: dict[int, list[PersonalGoal]] = defaultdict(list)
    for one in rows.select_related("goal").order_by("-pk"):
        found[one.person_id].append(one)
    return found


def _newest(shown: Mapping[int, Shown]) -> int | None:
    last = {goal: one.last or 0.0 for goal, one in shown.items() if one.word is Word.SHOWN}
    return max(last, key=last.__getitem__, default=None)
