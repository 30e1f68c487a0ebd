"""What a plan costs: rule by rule, and for every group, member of staff and room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stapsteen.planner.organisation.broken_rules import told_together
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.names import Names
from stapsteen.planner.organisation.explaining.rule_names import family_of, rule_name
from stapsteen.planner.timetable.evaluate import Broken, evaluate
from stapsteen.planner.timetable.explain.costs import Share, cost_per_resource
from stapsteen.week.models import Plan
from stapsteen.week.planning.planned import planning_of
from stapsteen.week.versions.words import language


@dataclass(frozen=True)
class CostLine:
    """What something costs: ``required`` for what does not fit, ``wishes`` for wishes not met.

    ``sentences`` say what it is, each once.
    """

    name: str
    required: int
    wishes: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class PlanCosts:
    """The cost of a whole plan. ``people`` are groups, staff and rooms, the worst first."""

    required: int
    wishes: int
    rules: tuple[CostLine, ...]
    people: tuple[CostLine, ...]


def costs_of(plan: Plan) -> PlanCosts:
    """What a plan costs, and for whom. Raises ``Refused`` for a plan of an earlier version."""
    found = planning_of(plan)
    evaluation = evaluate(found.instance, found.solution)
    names = Names(found.draft).resources
    shares = cost_per_resource(found.instance, found.solution, evaluation)
    return PlanCosts(
        *evaluation.cost,
        tuple(_rules(found.draft, evaluation.broken)),
        tuple(
            _line(found.draft, names[key], share) for key, share in shares.items() if key in names
        ),
    )


def _rules(draft: Draft, broken: Iterable[Broken]) -> list[CostLine]:
    by_family: Mapping[str, list[Broken]] = defaultdict(list)
    for one in broken:
        by_family[family_of(one.constraint)].append(one)
    lines = [
        _line(draft, rule_name(some[0].constraint).in_language(language()), Share(tuple(some)))
        for some in by_family.values()
    ]
    return sorted(lines, key=lambda line: (-line.required, -line.wishes))


def _line(draft: Draft, name: str, share: Share) -> CostLine:
    sentences = (one.in_language(language()) for one in told_together(draft, share.broken))
    return CostLine(name, *share.cost, tuple(sentences))
