"""Repair one day: who takes over, what moves, which room; as little as can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from stapsteen.planner.organisation.changed.day import DayPlan, Disturbance, day_of
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.changed.day_reading import read_day
from stapsteen.planner.organisation.changed.day_rules import (
    instance_of,
    moved,
    returning,
    stays_of,
)
from stapsteen.planner.organisation.changed.nobody import not_possible
from stapsteen.planner.organisation.changed.weights import stay
from stapsteen.planner.organisation.plan import Lesson, Sentence, WeekPlan
from stapsteen.planner.organisation.school_week import SchoolWeek, Weekday
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.repair import (
    Effort,
    Locks,
    Repaired,
    carried,
    distance,
    repair,
)

USUAL_EFFORT = Effort(seconds=4.5)
LEAST_SECONDS = 0.5  # in which something else can be found


@dataclass(frozen=True)
class LessonChange:
    """One lesson that goes otherwise: ``now`` is None when it is given up, ``was`` when it is back."""

    number: int
    was: Lesson | None
    now: Lesson | None

    @property
    def lesson(self) -> Lesson:
        """The lesson as it goes, or as it was when it is given up."""
        found = self.now or self.was
        assert found is not None
        return found


@dataclass(frozen=True)
class DayRepair:
    """A day as it will go, what changes in it, how heavy that weighs, and what could not be done.

    ``disturbed`` and ``infeasibility`` count what breaks the rules, before and after the repair.
    """

    day: DayPlan
    changes: tuple[LessonChange, ...]
    distance: int
    disturbed: int
    infeasibility: int
    sentences: tuple[Sentence, ...]
    seconds: float


def repair_day(
    week: SchoolWeek,
    plan: WeekPlan,
    weekday: Weekday,
    disturbance: Disturbance,
    *,
    now: DayPlan | None = None,
    effort: Effort = USUAL_EFFORT,
    locked: frozenset[int] = frozenset(),
) -> DayRepair:
    """The day nearest to how it goes ``now`` (as planned, when not given) without who is not there.

    ``disturbance`` is everything that holds on the day, also what was reported before. Who is back
    takes the own lessons again. ``locked`` are numbers of lessons that people want as they are now.
    """
    before = now or day_of(week, plan, weekday)
    question = DayQuestion(week, plan, weekday, before, disturbance, locked)
    started = monotonic()
    found = _mended(question, effort)
    if before != question.original:
        left = effort.seconds - (monotonic() - started)
        found = _or_afresh(question, found, replace(effort, seconds=left))
    day = read_day(question, found.solution)
    changes = changes_of(before, day)
    return DayRepair(
        day,
        changes,
        distance_of(question, changes),
        found.disturbed.infeasibility,
        found.evaluation.infeasibility,
        not_possible(question, day),
        monotonic() - started,
    )


def _mended(question: DayQuestion, effort: Effort) -> Repaired:
    """The lightest way that was found to go on from the day as it stands."""
    held = frozenset(map(str, question.locked))
    touched = {str(number) for number, _place in returning(question)}
    return repair(
        instance_of(question),
        question.solution,
        stays=stays_of(question),
        touched=touched | set(map(str, moved(question))),
        locks=Locks(held, held),
        tolerated=_tolerated(question),
        effort=effort,
    )


def _or_afresh(question: DayQuestion, found: Repaired, effort: Effort) -> Repaired:
    """The day repaired from how it was planned, where that is lighter for who knows it as it goes now.

    After several calls the way on from the day as it was told is sometimes the longer one.
    """
    if effort.seconds <= LEAST_SECONDS or question.locked:
        return found
    other = _mended(replace(question, now=question.original), effort)
    instance, present = instance_of(question), question.solution
    solution = carried(instance, other.solution)
    afresh = replace(
        found,
        solution=solution,
        evaluation=evaluate(instance, solution),
        distance=distance(instance, present, solution, stays_of(question)),
    )
    return min(found, afresh, key=_price)


def _price(found: Repaired) -> tuple[int, int]:
    """What a repair costs: rules first, then the wishes together with what changes."""
    return found.evaluation.infeasibility, found.evaluation.objective + found.distance


def _tolerated(question: DayQuestion) -> int:
    """What the day cost as it was planned: a repair need not do better."""
    planned = day_of(question.week, question.plan, question.weekday)
    calm = DayQuestion(question.week, question.plan, question.weekday, planned, Disturbance())
    return evaluate(instance_of(calm), calm.solution).infeasibility


def changes_of(before: DayPlan, after: DayPlan) -> tuple[LessonChange, ...]:
    """The lessons that go otherwise, in the order of the day."""
    was = {one.number: one.lesson for one in before.lessons}
    now = {one.number: one.lesson for one in after.lessons}
    found = [
        LessonChange(number, was.get(number), now.get(number))
        for number in was.keys() | now.keys()
        if _seen(was.get(number)) != _seen(now.get(number))
    ]
    return tuple(sorted(found, key=lambda change: (change.lesson.slot, change.number)))


def distance_of(question: DayQuestion, changes: tuple[LessonChange, ...]) -> int:
    """What changes weigh together for the children: other adults, another time, another room."""
    return sum(_weight(question, change) for change in changes)


def _weight(question: DayQuestion, change: LessonChange) -> int:
    lesson, was, now = change.lesson, change.was, change.now
    usual = stay(question.columns(lesson))
    if was is None or now is None:
        return usual.resources["staff"] * lesson.length
    return lesson.length * (
        usual.resources["staff"] * (set(was.staff) != set(now.staff))
        + usual.time * (was.slot != now.slot)
        + usual.resources["room"] * (was.room != now.room)
    )


def _seen(lesson: Lesson | None) -> tuple[object, ...] | None:
    if lesson is None:
        return None
    return lesson.slot, lesson.room, frozenset(lesson.staff), frozenset(lesson.pupils)
