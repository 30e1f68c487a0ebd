"""Between the tables and the package ``mastery``: who is ready for what, and groups made of that."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use, graph_of
from stapsteen.learning.following.scale import years_of
from stapsteen.learning.queries import next_steps
from stapsteen.learning.queries.mastery import shown_for_many
from stapsteen.mastery.grouping import TURNS, Before, Grouping, Placed, Why, propose
from stapsteen.mastery.readiness import SURE, ready
from stapsteen.mastery.showing import Shown
from stapsteen.school.models import Person, SchoolYear, Subject

REACH = 3  # steps around where a pupil is: a year and a half on either side is looked at


@dataclass(frozen=True)
class Chances:
    """How likely each pupil is to be ready for each goal, and on what that rests.

    ``mastered`` is by pupil and goal, and holds what comes before the goals as well. ``goals`` go
    from low to high. Of those in ``unseen`` nothing was seen on any of them: what is said of them is
    what is usual in their year group.
    """

    pupils: tuple[int, ...]
    goals: tuple[int, ...]
    table: NDArray[np.float64]
    mastered: Mapping[int, Mapping[int, float]]
    before: Mapping[int, Sequence[int]]
    unseen: frozenset[int]

    def weakest(self, pupil: int, goal: int) -> int | None:
        """What comes before a goal and of which we are least sure for a pupil."""
        return ready(goal, self.mastered[pupil], self.before)[1]  # type: ignore[return-value, arg-type]


@dataclass(frozen=True)
class Seating:
    """A pupil's place: the goal of its group, None for working alone; why; and whether to check first."""

    pupil: int
    goal: int | None
    reason: dict[str, Any]
    check_first: bool


def chances_of(year: SchoolYear, subject: Subject, pupils: Sequence[Person]) -> Chances:
    """The chances of these pupils in a subject, for the goals around where they are."""
    places = _places(year, subject, pupils)
    goals = [
        goal
        for goal in goals_in_use(year.school).filter(subject=subject)
        if any(abs(goal.step - place) <= REACH for place in places.values())
    ]
    graph = graph_of(year.school)
    before = {goal.pk: graph.needs(goal.pk) for goal in goals}
    needed = Goal.objects.filter(pk__in={one for needs in before.values() for one in needs})
    asked = list({goal.pk: goal for goal in (*goals, *needed)}.values())
    told = shown_for_many(year.school, [one.pk for one in pupils], asked)
    mastered = {
        pupil: {goal: _known(shown) for goal, shown in some.items()} for pupil, some in told.items()
    }
    table = np.zeros((len(pupils), len(goals)))
    for row, pupil in enumerate(pupils):
        for column, goal in enumerate(goals):
            if abs(goal.step - places[pupil.pk]) <= REACH:
                table[row, column] = ready(goal.pk, mastered[pupil.pk], before)[0]  # type: ignore[arg-type]
    unseen = (pupil for pupil, some in told.items() if not any(one.pieces for one in some.values()))
    numbers = tuple(one.pk for one in pupils)
    ordered = tuple(goal.pk for goal in goals)
    return Chances(numbers, ordered, table, mastered, before, frozenset(unseen))


def _places(year: SchoolYear, subject: Subject, pupils: Sequence[Person]) -> dict[int, int]:
    """The step where each pupil is: of the goal under way, else that of the year group."""
    under_way, years = next_steps(year.school), years_of([one.pk for one in pupils])
    found = {}
    for pupil in pupils:
        group = years[pupil.pk][-1][1] if years.get(pupil.pk) else ""
        usual = 2 * int(group) if group.isdigit() else 1
        found[pupil.pk] = under_way.get(pupil.pk, {}).get(subject.key, usual)
    return found


def _known(shown: Shown) -> float:
    """The chance of mastery; what a teacher decided is so."""
    return float(shown.decision.mastered) if shown.decision else shown.probability


def seatings_for(
    chances: Chances, slots: int, before: Before, *, left: Collection[int], taken: Collection[int]
) -> list[list[Seating]]:
    """The groups for the pupils in ``left``, from low to high, and last who works alone.

    Goals that are ``taken`` already are not chosen. Where more pupils are ready for a goal than one
    group holds and there is somebody to teach them, a second group works on it.
    """
    groups: list[list[Seating]] = []
    alone = [Seating(pupil, None, {"why": str(Why.NOTHING)}, check_first=True) for pupil in left]
    waiting = set(left)
    while waiting and len(groups) < slots:
        grouping = _proposed(chances, slots - len(groups), before, waiting, taken)
        made = [_seated(chances, grouping, group.goal, group.pupils) for group in grouping.groups]
        if grouping.left_out:
            alone = _seated(chances, grouping, None, grouping.left_out)
        if not made:
            break
        groups += made
        waiting -= {one.pupil for group in made for one in group}
    place = {goal: number for number, goal in enumerate(chances.goals)}
    groups.sort(key=lambda group: place[group[0].goal or 0])
    return [*groups, [one for one in alone if one.pupil in waiting]]


def _proposed(
    chances: Chances, slots: int, before: Before, left: Collection[int], taken: Collection[int]
) -> Grouping:
    rows = [at for at, pupil in enumerate(chances.pupils) if pupil in left]
    columns = [at for at, goal in enumerate(chances.goals) if goal not in taken]
    return propose(
        [chances.pupils[at] for at in rows],
        [chances.goals[at] for at in columns],
        chances.table[np.ix_(rows, columns)],
        slots,
        before=before,
    )


def _seated(
    chances: Chances, grouping: Grouping, goal: object, placed: Collection[Placed]
) -> list[Seating]:
    """The pupils of one group, each with the reason as it is written down."""
    doubtful, tired = chances.unseen | set(grouping.check_first), set(grouping.often_lowest)
    number = None if goal is None else int(str(goal))
    found = []
    for one in placed:
        reason = _reason(one, chances, int(str(one.best if goal is None else goal)))
        if one.pupil in tired:
            reason["often_lowest"] = TURNS
        found.append(Seating(int(one.pupil), number, reason, one.pupil in doubtful))
    return found


def _reason(placed: Placed, chances: Chances, goal: int) -> dict[str, Any]:
    """Why, the goal that fits best, and what a check of five minutes is best about.

    That is the goal of the group, or what comes before it where we are not sure of that: so one check
    does for several pupils.
    """
    pupil = int(placed.pupil)
    weakest = chances.weakest(pupil, goal)
    unsure = weakest is not None and chances.mastered[pupil][weakest] < SURE
    return {
        "why": str(placed.why),
        "best": int(placed.best),
        "check": weakest if unsure else goal,
    }
