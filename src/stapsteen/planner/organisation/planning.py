"""The one way in: a school week and an organisation give a planned week with its measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from stapsteen.planner.organisation.across_classes import across_classes
from stapsteen.planner.organisation.calendar import moment
from stapsteen.planner.organisation.check import refuse_nonsense
from stapsteen.planner.organisation.comparison import measure
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.equal_afternoons import equal_afternoons
from stapsteen.planner.organisation.explaining.answers import Trouble
from stapsteen.planner.organisation.explaining.explaining import find_troubles
from stapsteen.planner.organisation.offer import Offer
from stapsteen.planner.organisation.offered import attended, workshop
from stapsteen.planner.organisation.personal import personal
from stapsteen.planner.organisation.plan import (
    Lesson,
    LessonKind,
    Organisation,
    PlanResult,
    Sentence,
    WeekPlan,
)
from stapsteen.planner.organisation.reading import (
    Detail,
    Placement,
    holes,
    lessons_of,
    levels,
    placement_of,
)
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.supervision import supervise
from stapsteen.planner.organisation.telling import tell
from stapsteen.planner.organisation.units import SmallGroups, units
from stapsteen.planner.organisation.year_class import year_class
from stapsteen.planner.timetable.evaluate import Evaluation
from stapsteen.planner.timetable.solution import Solution

EXPLAIN_SECONDS = 6.0  # to find out why a week does not fit

COMPILERS: Mapping[Organisation, Callable[[SchoolWeek], Draft]] = {
    "year_class": year_class,
    "equal_afternoons": equal_afternoons,
    "across_classes": across_classes,
    "units": units,
    "personal": personal,
}


@dataclass(frozen=True)
class Step:
    """How far planning is: seconds since it began, and the best plan's cost so far."""

    seconds: float
    infeasibility: int
    objective: int


@dataclass(frozen=True)
class BetterPlan(Step):
    """A step with the plan that was found; it is worked out when somebody asks for it."""

    draft: Draft
    solution: Callable[[], Solution]

    def result(self) -> PlanResult:
        """The best plan so far, as if planning had been stopped here."""
        cost = (self.infeasibility, self.objective)
        return _result(self.draft, self.solution(), cost, seconds=self.seconds, stopped=True)


def plan_week(  # noqa: PLR0913 - those of solve, and the organisation
    week: SchoolWeek,
    organisation: Organisation,
    *,
    seconds: float = 30,
    seed: int = 0,
    workers: int = 2,
    deterministic_seconds: float | None = None,
    start: Solution | None = None,
    on_progress: Callable[[BetterPlan], None] = lambda _step: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> PlanResult:
    """Plan a week under one organisation; there is always a plan.

    ``seconds`` bounds the solving; a week that does not fit takes some more to find out why.
    ``on_progress`` hears of every better plan, and can ask the step for it; ``should_stop`` is
    asked ten times a second: the best plan so far is then returned. Raises ``Nonsense`` when the week
    contradicts itself. What could not be done stands in ``sentences``. ``start`` is a solution of the
    same week under the same organisation, to go on from.
    """
    from stapsteen.planner.timetable.solve import solve  # OR-Tools takes over a second to import

    refuse_nonsense(week)
    started = monotonic()
    draft = COMPILERS[organisation](week)
    instance = compile_draft(draft)
    outcome = solve(
        instance,
        seconds=seconds,
        seed=seed,
        workers=workers,
        deterministic_seconds=deterministic_seconds,
        start=start,
        on_progress=lambda found: on_progress(
            BetterPlan(
                monotonic() - started, found.infeasibility, found.objective, draft, found.solution
            )
        ),
        should_stop=should_stop,
    )
    troubles: tuple[Trouble, ...] = ()
    if outcome.evaluation.infeasibility and not outcome.stopped:
        troubles = find_troubles(draft, instance, seconds=min(EXPLAIN_SECONDS, seconds))
    return _result(
        draft,
        outcome.solution,
        outcome.evaluation.cost,
        troubles=troubles,
        first=outcome.first_seconds,
        seconds=monotonic() - started,
        stopped=outcome.stopped,
    )


def result_by_hand(draft: Draft, solution: Solution, evaluation: Evaluation) -> PlanResult:
    """A planned week that people made from one of the planner's: measured and told like any other."""
    return _result(draft, solution, evaluation.cost)


def _result(
    draft: Draft,
    solution: Solution,
    cost: tuple[int, int],
    *,
    troubles: tuple[Trouble, ...] = (),
    first: float = 0,
    seconds: float = 0,
    stopped: bool = False,
) -> PlanResult:
    placement = placement_of(draft, solution)
    plan = read_plan(placement)
    return PlanResult(
        plan=plan,
        solution=solution,
        infeasibility=cost[0],
        objective=cost[1],
        first_plan_seconds=round(first, 2),
        seconds=round(seconds, 2),
        measures=measure(draft.week, plan),
        sentences=tell(placement, plan, troubles),
        assumed=draft.week.assumed,
        stopped=stopped,
    )


def read_plan(placement: Placement) -> WeekPlan:
    """The planned week that a placement stands for."""
    draft = placement.draft
    details: dict[LessonKind, Detail] = {
        "level": levels,
        "unit": SmallGroups(draft.week).details,
        "workshop": workshop,
    }
    lessons = lessons_of(placement, details)
    if draft.organisation == "personal":
        lessons = _with_offer(placement, lessons)
    return WeekPlan(draft.organisation, draft.columns, lessons, supervise(draft.week))


def _with_offer(placement: Placement, lessons: tuple[Lesson, ...]) -> tuple[Lesson, ...]:
    """Replace independent work between start and end by the rounds of workshops."""
    fixed = tuple(lesson for lesson in lessons if lesson.kind not in {"independent", "workshop"})
    offer = Offer(placement, fixed)
    given = [lesson for lesson in lessons if lesson.kind == "workshop"]
    busy = ((pupil, slot) for slot, pupils in offer.busy.items() for pupil in pupils)
    rounds = offer.around(attended(given, busy)) if given else offer.lessons()
    offered = [*fixed, *rounds]
    rest = (replace(hole, band="green") for hole in holes(placement, offered))
    return tuple(sorted([*offered, *rest], key=lambda one: (one.slot, one.block)))


def unwatched(draft: Draft, solution: Solution) -> list[Sentence]:
    """Rounds of a personal week in which children work for themselves and no adult is left."""
    found = []
    for lesson in plan_of(draft, solution).lessons if draft.organisation == "personal" else ():
        if lesson.kind == "independent" and lesson.pupils and not lesson.staff:
            number, slot = len(lesson.pupils), lesson.slot
            found.append(
                Sentence(
                    f"Op {moment(draft.week, slot, 'nl')} is er niemand bij {number} kinderen"
                    " die voor zichzelf werken.",
                    f"On {moment(draft.week, slot, 'en')} nobody is with {number} children"
                    " who work for themselves.",
                )
            )
    return found


def plan_of(draft: Draft, solution: Solution) -> WeekPlan:
    """The planned week of a draft and any solution of its instance."""
    return read_plan(placement_of(draft, solution))


def as_plain(result: PlanResult) -> dict[str, Any]:
    """The result as plain data, for a file or a database."""
    from stapsteen.planner.organisation.plan import RESULT

    found: dict[str, Any] = RESULT.dump_python(result, mode="json")
    return found
