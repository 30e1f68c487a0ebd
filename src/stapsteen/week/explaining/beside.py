"""Two plans of the same question side by side: what moved, whom it touches, which rules changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.names import Names
from stapsteen.planner.organisation.explaining.rule_names import family_of, rule_name
from stapsteen.planner.organisation.offered import parted
from stapsteen.planner.timetable.explain.costs import RuleChange, difference
from stapsteen.planner.timetable.repair import Change
from stapsteen.planner.timetable.solution import Meet, Solution
from stapsteen.school.access import Viewer
from stapsteen.week.models import Plan
from stapsteen.week.planning.access import plans_for
from stapsteen.week.planning.planned import Planned, planned_from, with_offer
from stapsteen.week.versions.words import language, name_of, when


@dataclass(frozen=True)
class MovedLesson:
    """A lesson, or having a group for a half-day, that differs between the two plans."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRule:
    """What a rule costs in both plans."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Beside:
    """The difference between two plans. Costs are pairs: what does not fit, and wishes not met."""

    before: tuple[int, int]
    after: tuple[int, int]
    moved: tuple[MovedLesson, ...]
    affected: tuple[str, ...]
    rules: tuple[ChangedRule, ...]


def plans_beside(viewer: Viewer, plan: Plan) -> QuerySet[Plan]:
    """The other plans that answer the same question: this week under this organisation."""
    run = plan.run
    same = plans_for(viewer).filter(
        run__year=run.year_id, run__organisation=run.organisation, run__digest=run.digest
    )
    return same.exclude(pk=plan.pk).order_by("-made_at", "-pk")


def beside(plan: Plan, other: Plan) -> Beside:
    """How ``other`` differs from ``plan``. Raises ``Refused`` for plans of an earlier version."""
    first, after = _alike(plan, other)
    found = difference(first.instance, first.solution, after)
    names = Names(first.draft).resources
    return Beside(
        found.before.cost,
        found.after.cost,
        tuple(_moved(first.draft, change) for change in found.moved),
        tuple(name for key, name in names.items() if key in found.affected),
        tuple(_rules(found.rules)),
    )


def _alike(plan: Plan, other: Plan) -> tuple[Planned, Solution]:
    """Both with the same events: the workshops too where both offer the same, else neither."""
    before, after = with_offer(plan), with_offer(other)
    if {meet.event for meet in before.meets} != {meet.event for meet in after.meets}:
        before, after = parted(before)[0], parted(after)[0]
    return planned_from(plan.run, before), after


def _moved(draft: Draft, change: Change) -> MovedLesson:
    places = (_places(draft, meets) for meets in (change.before, change.after))
    return MovedLesson(name_of(draft, change.event), *places)


def _places(draft: Draft, meets: Iterable[Meet]) -> str:
    return "; ".join(_place(draft, meet) for meet in meets)


def _place(draft: Draft, meet: Meet) -> str:
    found = [one for one in meet.resources if one and not one.startswith("column/")]
    if not found:
        return when(draft, meet.time)
    who = Names(draft).of_resources(found, language())
    return _("%(when)s, met %(who)s") % {"when": when(draft, meet.time), "who": who}


def _rules(changes: Iterable[RuleChange]) -> list[ChangedRule]:
    """The changes of rules that have the same name, taken together."""
    found: dict[str, ChangedRule] = {}
    for one in changes:
        key = family_of(one.constraint)
        name = rule_name(one.constraint).in_language(language())
        old = found.get(key, ChangedRule(name, 0, 0))
        found[key] = ChangedRule(name, old.before + one.before, old.after + one.after)
    return list(found.values())
