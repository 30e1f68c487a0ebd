"""Which sessions of a round pupils need, by what they are taught and what they chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from stapsteen.learning.models import PersonalGoal
from stapsteen.learning.queries import WORKING_ON
from stapsteen.learning.queries.readiness import Pair, ready_among
from stapsteen.week.instruction.queries import taught_on
from stapsteen.week.models import Round, Session


def needed_in(round_: Round, there: Collection[int]) -> dict[int, tuple[str, ...]]:
    """For each pupil the sessions, of those that are there, that are about what it needs.

    That is the goal of the instruction group in which it sits on that day, and a goal that it chose and
    is ready for.
    """
    about: dict[int, list[str]] = defaultdict(list)
    offered = Session.objects.filter(pk__in=there, goal__isnull=False).order_by("pk")
    for number, goal in offered.values_list("pk", "goal"):
        about[goal].append(str(number))
    if not about:
        return {}
    taught = {(pupil, goal.pk) for pupil, goal in taught_on(round_.year, round_.date)}
    needed: dict[int, list[str]] = defaultdict(list)
    for pupil, goal in sorted(taught | _chosen_and_ready(round_, about)):
        needed[pupil] += about.get(goal, [])
    return {pupil: tuple(listed) for pupil, listed in needed.items() if listed}


def _chosen_and_ready(round_: Round, goals: Collection[int]) -> set[Pair]:
    chosen = PersonalGoal.objects.filter(
        person__school=round_.year.school, goal__in=goals, ends=None, state__in=WORKING_ON
    )
    return ready_among(round_.year.school, set(chosen.values_list("person", "goal")))
