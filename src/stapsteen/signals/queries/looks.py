"""What the learner model says of the goals that pupils work on."""

from __future__ import annotations

from stapsteen.curriculum.models import Goal
from stapsteen.learning.queries.mastery import shown_for_many
from stapsteen.mastery.evidence import Kind
from stapsteen.mastery.showing import Shown
from stapsteen.school.models import School
from stapsteen.signals.rules.facts import Facts, Look

AT_ONCE = 50  # pupils whose states are in memory together


def read_looks(school: School, found: dict[int, Facts]) -> None:
    """Add to the facts of each pupil what is shown of the goals it works on now."""
    for few in _in_parts(list(found)):
        goals = {held.goal for person in few for held in found[person].goals if held.goal}
        asked = list(Goal.objects.filter(pk__in=goals))
        shown = shown_for_many(school, few, asked)
        for person in few:
            mine = {held.goal for held in found[person].goals}
            found[person].looks = {
                goal: look_of(one) for goal, one in shown[person].items() if goal in mine
            }


def look_of(shown: Shown) -> Look:
    """What the rules need of what is shown of a goal."""
    clash = shown.conflict
    return Look(
        word=shown.word,
        pieces=sum(amount for kind, amount in shown.pieces.items() if kind is not Kind.SELF),
        decided=shown.decision is not None,
        higher=clash.higher if clash else "",
        higher_pieces=shown.pieces.get(clash.higher, 0) if clash else 0,
        lower=clash.lower if clash else "",
        lower_pieces=shown.pieces.get(clash.lower, 0) if clash else 0,
    )


def _in_parts(people: list[int]) -> list[list[int]]:
    return [people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)]
