"""Repair a whole week: another contract day, a room lost for good, a new group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stapsteen.planner.organisation.calendar import half_days
from stapsteen.planner.organisation.changed.weights import ADULT, stay, youth
from stapsteen.planner.organisation.compiling import compile_draft, duty_id
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.offered import parted, with_workshops
from stapsteen.planner.organisation.plan import Organisation, WeekPlan
from stapsteen.planner.organisation.planning import COMPILERS, plan_of
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.repair import (
    Effort,
    Locks,
    Repaired,
    Stay,
    carried,
    repair,
)
from stapsteen.planner.timetable.solution import Solution

USUAL_EFFORT = Effort(seconds=20)
NO_LOCKS = Locks()


@dataclass(frozen=True)
class WeekRepair:
    """The week as it will go, and how it came about."""

    draft: Draft
    repaired: Repaired

    @property
    def plan(self) -> WeekPlan:
        """The planned week."""
        return plan_of(self.draft, self.repaired.solution)


def repair_week(
    before: SchoolWeek,
    after: SchoolWeek,
    organisation: Organisation,
    solution: Solution,
    *,
    locks: Locks = NO_LOCKS,
    effort: Effort = USUAL_EFFORT,
) -> WeekRepair:
    """The plan for ``after`` that is nearest to ``solution``, which was made for ``before``."""
    old, asked = _question(before, organisation, solution)
    new, instance = _question(after, organisation, solution)
    agreed = set(agreed_anew(old, new))
    known = {event.id for event in instance.events}
    found = repair(
        instance,
        solution,
        stays={event: one for event, one in stays_of(new).items() if event not in agreed},
        touched=agreed,
        locks=Locks(locks.times & known, locks.resources & known),
        tolerated=evaluate(asked, carried(asked, solution)).infeasibility,
        effort=effort,
    )
    again, rules = _question(after, organisation, found.solution)
    return WeekRepair(again, replace(found, evaluation=evaluate(rules, found.solution)))


def _question(
    week: SchoolWeek, organisation: Organisation, solution: Solution
) -> tuple[Draft, Instance]:
    """The draft and the instance of a week, with the workshops that a solution has."""
    draft = COMPILERS[organisation](week)
    instance = compile_draft(draft)
    rest, workshops = parted(solution)
    whole = Solution((*carried(instance, rest).meets, *workshops))
    return with_workshops(draft, instance, whole)[:2]


def stays_of(draft: Draft) -> Mapping[str, Stay]:
    """What changing each block and each duty of a draft weighs."""
    found = {block.id: _stay_of(draft, block) for block in draft.blocks}
    for column in draft.columns:
        weight = ADULT * youth([column])
        for half_day in half_days(draft.week):
            found[duty_id(column.id, half_day)] = Stay(0, {"staff": weight})
    return found


def _stay_of(draft: Draft, block: Block) -> Stay:
    """What changing a block weighs; who leads a workshop weighs as much as who gives a lesson."""
    usual = stay(draft.column_by_id[column] for column in block.columns)
    return replace(usual, resources={**usual.resources, "leader": usual.resources["staff"]})


def agreed_anew(old: Draft, new: Draft) -> Iterator[str]:
    """The duties for which the school agreed on other people or other days: no reason to stay."""
    for column in new.columns:
        for half_day in half_days(new.week):
            if _agreed(old, column.id, half_day) != _agreed(new, column.id, half_day):
                yield duty_id(column.id, half_day)


def _agreed(draft: Draft, column: str, half_day: range) -> set[tuple[str, bool]]:
    """Who has a column on a half-day as agreed, and whether they work then."""
    week = draft.week
    slots = [week.lesson_slots[slot] for slot in half_day if slot < len(week.lesson_slots)]
    if column not in draft.sources or not slots:
        return set()
    own = week.teachers_on(draft.sources[column], slots[0].weekday)
    staff = week.staff_by_id
    return {
        (one, all(staff[one].works_during(slot) for slot in slots)) for one in own if one in staff
    }
