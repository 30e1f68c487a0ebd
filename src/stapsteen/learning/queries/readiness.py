"""What pupils are ready for, of what was seen of them: to plan and deal with, never to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.learning.queries.mastery import shown_for_many
from stapsteen.mastery.readiness import SURE
from stapsteen.mastery.showing import Shown
from stapsteen.school.models import School

Pair = tuple[int, int]  # a person and a goal


def masters(shown: Shown) -> bool:
    """Whether we are sure enough to build on a goal; what a teacher decided is so."""
    return shown.decision.mastered if shown.decision else shown.probability >= SURE


def first_not_mastered(
    school: School, people: Collection[int], subjects: Collection[str]
) -> dict[int, dict[str, int]]:
    """For each person, by subject key, the step of the first goal that it does not master yet. Five queries.

    That is the lowest goal of which something was seen, or else the one after the highest. A subject in
    which nothing was seen is left out.
    """
    lines: dict[str, list[Goal]] = defaultdict(list)
    goals = goals_in_use(school).filter(subject__key__in=subjects)
    for goal in goals.order_by("step", "position", "pk"):
        lines[goal.subject.key].append(goal)
    found: dict[int, dict[str, int]] = {}
    for person, shown in shown_for_many(school, people).items():
        steps = {key: _first(line, shown) for key, line in lines.items()}
        found[person] = {key: step for key, step in steps.items() if step is not None}
    return found


def _first(line: Sequence[Goal], shown: Mapping[int, Shown]) -> int | None:
    seen = [place for place, goal in enumerate(line) if goal.pk in shown]
    if not seen:
        return None
    after = min(seen[-1] + 1, len(line) - 1)
    not_yet = (place for place in seen if not masters(shown[line[place].pk]))
    return line[next(not_yet, after)].step


def ready_among(school: School, pairs: Collection[Pair]) -> set[Pair]:
    """Of these people and goals those in which the person masters what comes before, and the goal not yet."""
    if not pairs:
        return set()
    graph = graph_of(school)
    before = {goal: graph.needs(goal) for _person, goal in pairs}
    wanted = {*before, *(one for needs in before.values() for one in needs)}
    people = {person for person, _goal in pairs}
    told = shown_for_many(school, people, Goal.objects.filter(pk__in=wanted))
    return {
        (person, goal)
        for person, goal in pairs
        if not masters(told[person][goal])
        and all(masters(told[person][one]) for one in before[goal])
    }
