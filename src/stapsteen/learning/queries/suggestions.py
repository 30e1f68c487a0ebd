"""What somebody could learn next, and why: three goals to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stapsteen.curriculum.graph import GoalGraph
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.curriculum.set_out import SetOut, set_out_for
from stapsteen.learning.access_goals import YEARS_AHEAD, year_group_of
from stapsteen.learning.models import PersonalGoal
from stapsteen.learning.queries.mastery import chances_for, shown_for
from stapsteen.mastery import readiness
from stapsteen.mastery.evidence import Key
from stapsteen.mastery.readiness import THREE, Step
from stapsteen.mastery.showing import Shown, Word
from stapsteen.profile.policy import Policy
from stapsteen.profile.queries import policy_for
from stapsteen.school.models import Person

YEARS_BACK = 2  # a gap further back is met as a prerequisite, or looked for by a test


@dataclass(frozen=True)
class Suggestion:
    """A goal that somebody is likely to be ready for. ``weakest``: what comes before it and is least sure.

    ``set_out``: the lesson of the group's method that brings it, where the method leads.
    """

    goal: Goal
    step: Step
    weakest: Goal | None
    set_out: SetOut | None = None

    @property
    def is_check(self) -> bool:
        """Whether it is wiser to look first if what comes before is there."""
        return self.step is Step.CHECK

    @property
    def reason(self) -> str:
        """Why, in words for the pupil."""
        if self.set_out and self.set_out.is_given:
            return _("Je groep is bij: %(lesson)s") % {"lesson": self.set_out.lesson}
        if self.set_out:
            return _("Dit komt nu in je groep: %(lesson)s") % {"lesson": self.set_out.lesson}
        return self._because(self.weakest.pupil_name if self.weakest else "")

    @property
    def reason_for_team(self) -> str:
        """Why, in the words of the team."""
        if self.set_out and self.set_out.is_given:
            return _("De groep is bij: %(lesson)s") % {"lesson": self.set_out.lesson}
        if self.set_out:
            return _("Dit komt nu in de groep: %(lesson)s") % {"lesson": self.set_out.lesson}
        return self._because(self.weakest.name if self.weakest else "")

    def _because(self, before: str) -> str:
        if not before:
            return _("Hier begint iets nieuws.")
        if self.is_check:
            return _("Kijk eerst of dit lukt: %(goal)s") % {"goal": before}
        return _("Dit komt na: %(goal)s") % {"goal": before}


def suggestions_for(
    person: Person,
    policy: Policy | None = None,
    shown: Mapping[int, Shown] | None = None,
    set_out: Mapping[int, SetOut] | None = None,
    *,
    subjects: Collection[int] = (),
) -> list[Suggestion]:
    """Three goals that a pupil may choose and is likeliest to be ready for, as far as possible of three subjects.

    Goals that the pupil has already, that are shown, or that the pace keeps for later are no part of
    it; what a teacher decided counts. Where the method leads, what it sets out for the pupil's group
    comes before what builds on what the pupil can do. A fixed number of queries, fewer when the
    ``policy`` that holds for the person, what is ``shown`` of it and what is ``set_out`` are passed.
    With ``subjects`` only goals of these.
    """
    shown = shown_for(person) if shown is None else shown
    graph, year = graph_of(person.school), year_group_of(person)
    policy = policy or policy_for(person)
    if set_out is None:
        set_out = set_out_for(person, year) if policy.content == "method" else {}
    known = {goal.pk: goal for goal in _light(goals_in_use(person.school))}
    held = set(_held_by(person))
    offered = [
        key
        for key, goal in known.items()
        if key not in held
        and (not subjects or goal.subject_id in subjects)
        and not _is_shown(shown.get(key))
        and (key in set_out or _in_time(goal, graph, year, YEARS_AHEAD[policy.pace]))
    ]
    asked = {*offered, *(needed for key in offered for needed in graph.needs(key))}
    estimated = chances_for(person, [known[key] for key in asked])
    chances: dict[Key, float] = {
        key: 1.0 if _is_shown(shown.get(key)) else chance for key, chance in estimated.items()
    }
    before: dict[Key, Sequence[Key]] = {key: graph.needs(key) for key in offered}
    ranked = readiness.suggestions(offered, chances, before, count=len(offered))
    return _whole(_spread(_method_first(ranked, set_out), known, THREE), set_out)


def _light(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    """Goals with no more than is reckoned with: a school may have thousands, of which three are shown."""
    return goals.select_related(None).only("pk", "step", "subject_id")


def _held_by(person: Person) -> Iterable[int]:
    held = PersonalGoal.objects.filter(person=person, ends__isnull=True, goal__isnull=False)
    return held.values_list("goal", flat=True)


def _is_shown(said: Shown | None) -> bool:
    return said is not None and said.word is Word.SHOWN


def _in_time(goal: Goal, graph: GoalGraph[int], year: int | None, ahead: int) -> bool:
    """Whether a goal is neither long past nor too early for a year group.

    What needs nothing first would look right for anybody: it waits for its own year group.
    """
    if year is None:
        return True
    latest = year + ahead if graph.needs(goal.pk) else year
    return year - YEARS_BACK <= goal.year_group <= latest


def _method_first(
    ranked: Sequence[readiness.Suggestion], set_out: Mapping[int, SetOut]
) -> list[readiness.Suggestion]:
    """What the method sets out, in the order of its lessons; then the rest as it was ranked."""
    order = {goal: place for place, goal in enumerate(set_out)}
    return sorted(ranked, key=lambda one: order.get(int(one.goal), len(order)))


def _spread(
    ranked: Sequence[readiness.Suggestion], known: Mapping[int, Goal], count: int
) -> list[readiness.Suggestion]:
    """The best of each subject first; the best of what is left when that is too few."""
    best: dict[int, readiness.Suggestion] = {}
    for one in ranked:
        best.setdefault(known[int(one.goal)].subject_id, one)
    chosen = list(best.values())[:count]
    rest = [one for one in ranked if one not in chosen] if len(chosen) < count else []
    return [*chosen, *rest][:count]


def _whole(
    chosen: Sequence[readiness.Suggestion], set_out: Mapping[int, SetOut]
) -> list[Suggestion]:
    """The suggestions with their goals, to be shown. One query."""
    asked = {key for one in chosen for key in (one.goal, one.weakest) if key is not None}
    goals = Goal.objects.filter(pk__in=asked).select_related("subject", "progression").in_bulk()
    return [
        Suggestion(
            goals[int(one.goal)],
            one.step,
            goals[int(one.weakest)] if one.weakest else None,
            set_out.get(int(one.goal)),
        )
        for one in chosen
    ]
