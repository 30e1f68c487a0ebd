"""A plan as the engine knows it: the draft, its instance, and the solution that was kept.

With these three a plan can be gone on with: moved by hand, explained, repaired, planned further.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.offered import frozen, parted, with_workshops
from stapsteen.planner.organisation.plan import ORGANISATIONS, SOLUTION
from stapsteen.planner.organisation.planning import COMPILERS
from stapsteen.planner.organisation.week_data import week_from_plain
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution
from stapsteen.week.models import Organisation, Plan, PlanningRun
from stapsteen.week.planning.shown import shown


@dataclass(frozen=True)
class Planned:
    """A solution with the instance it solves and the draft that the instance was made from."""

    draft: Draft
    instance: Instance
    solution: Solution


def planning_of(plan: Plan) -> Planned:
    """A plan with everything that is needed to go on planning from it.

    Raises ``Refused`` for a plan of an earlier version of the program: from before solutions were
    kept, or from before the rules were made as they are now. Such a plan can be looked at only.
    """
    return planned_as(plan.run, plan.solution)


def with_offer(plan: Plan) -> Solution:
    """The solution of a plan; of personal timetables with the workshops, so that they can be moved."""
    found = _fitting(plan.run, plan.solution)
    if plan.run.organisation != Organisation.PERSONAL:
        return found
    return frozen(found, shown(plan).plan.lessons)


def planning_with_offer(plan: Plan) -> Planned:
    """A plan as ``planning_of`` gives it, with its workshops as events where it has some."""
    return planned_from(plan.run, with_offer(plan))


def planned_as(run: PlanningRun, solution: Mapping[str, Any] | None) -> Planned:
    """The same for a solution as it is kept, of the week that ``run`` was asked for."""
    return planned_from(run, _fitting(run, solution))


def planned_from(run: PlanningRun, solution: Solution) -> Planned:
    """The same for a solution that was read already."""
    return Planned(*with_workshops(*compiled_of(run), solution))


def _fitting(run: PlanningRun, solution: Mapping[str, Any] | None) -> Solution:
    """A solution as it is kept, where it is one of the run's instance."""
    found = _read(solution)
    if found is None or not _fits(compiled_of(run)[1], parted(found)[0]):
        raise Refused(
            _(
                "Dit rooster is gemaakt met een eerdere versie van Stapsteen en is alleen te bekijken."
            ),
            _("Plan de week opnieuw; dat rooster kun je wel veranderen."),
        )
    return found


def kept(solution: Solution) -> dict[str, Any]:
    """A solution as it is written into the database."""
    found: dict[str, Any] = SOLUTION.dump_python(solution, mode="json")
    return found


def _read(solution: Mapping[str, Any] | None) -> Solution | None:
    try:
        return SOLUTION.validate_python(solution)
    except ValidationError:
        return None


def _fits(instance: Instance, solution: Solution) -> bool:
    """Whether these are the events of the instance, each with all of its duration and its needs."""
    placed: Counter[str] = Counter()
    for meet in solution.meets:
        placed[meet.event] += meet.duration
    needs = {event.id: len(event.needs) for event in instance.events}
    return placed == {event.id: event.duration for event in instance.events} and all(
        len(meet.resources) == needs[meet.event] for meet in solution.meets
    )


@dataclass(frozen=True)
class _Question:
    """A week under an organisation; its digest says which."""

    organisation: str
    digest: str
    run: PlanningRun = field(compare=False, repr=False)


def compiled_of(run: PlanningRun) -> tuple[Draft, Instance]:
    """The draft and the instance of a run: made once, and remembered while the process lives."""
    return _compiled(_Question(run.organisation, run.digest, run))


@lru_cache(maxsize=8)
def _compiled(question: _Question) -> tuple[Draft, Instance]:
    organisation = question.organisation
    assert organisation in ORGANISATIONS
    draft = COMPILERS[organisation](week_from_plain(question.run.week))
    return draft, compile_draft(draft)
