"""Core objectives beside what is planned and what was seen: for a pupil, a group and the school.

An objective is planned where a goal that serves it is in a lesson of the method of the year group, in an
activity of a theme of the group, or was chosen by the pupil. It was seen where there is evidence on
such a goal, whenever that was; what pupils say of themselves does not count for it. Goals that are out
of use count for what was seen and not for what is planned. Nothing here says how well it went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from stapsteen.curriculum.models import CoreObjective, Goal, MethodLesson
from stapsteen.curriculum.queries import Served, served
from stapsteen.learning.models import Evidence, PersonalGoal
from stapsteen.school.access import on
from stapsteen.school.models import Group, Membership, Person, Placement, School, SchoolYear
from stapsteen.week.models import ThemeActivity

Look = tuple[
    datetime, int | None, UUID | None, str
]  # what tells it from others, on however many goals
YEAR_GROUPS = tuple(str(number) for number in range(1, 9))


class Status(StrEnum):
    """How an objective stands."""

    SEEN = "seen"  # something was seen on a goal that serves it
    PLANNED = "planned"  # it is in a plan, and nothing was seen yet
    LATER = "later"  # its goals are for later year groups
    GAP = "gap"  # there are goals for it, in no plan
    NO_GOAL = "no_goal"  # no goal of the school serves it


class Source(StrEnum):
    """Where a plan comes from."""

    METHOD = "method"
    THEME = "theme"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Aim:
    """An objective, the goals in use that serve it, all that ever did, and from which year group on."""

    objective: CoreObjective
    goals: frozenset[int]
    ever: frozenset[int]
    first_year: int


@dataclass
class Plans:
    """The goals that are planned in a school year."""

    methods: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    themes: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    chosen: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True)
class Row:
    """An objective for a pupil or a group.

    ``seen`` is of how many of the ``pupils`` something was seen; of one pupil ``pieces`` and ``last``
    say how often, and when last: an observation that landed on several goals is one. ``sources`` are the
    plans that it is in.
    """

    objective: CoreObjective
    status: Status
    sources: tuple[Source, ...]
    seen: int
    pupils: int
    chosen: int = 0
    pieces: int = 0
    last: datetime | None = None


@dataclass(frozen=True)
class Cell:
    """An objective in a year group."""

    year_group: str
    status: Status
    seen: int
    pupils: int


@dataclass(frozen=True)
class Line:
    """An objective for the whole school."""

    objective: CoreObjective
    cells: tuple[Cell, ...]

    @property
    def is_missing(self) -> bool:
        """Whether it is neither planned nor seen in any year group."""
        return all(cell.status in {Status.GAP, Status.NO_GOAL, Status.LATER} for cell in self.cells)


def aims_of(school: School, edition: str) -> list[Aim]:
    """The objectives of an edition with what serves them. Four queries."""
    rows = served(school, edition)
    bound = Goal.objectives.through.objects.filter(
        coreobjective__in=[one.objective for one in rows]
    )
    ever: dict[int, set[int]] = defaultdict(set)
    for objective, goal in bound.values_list("coreobjective", "goal"):
        ever[objective].add(goal)
    return [_aim(one, ever[one.objective.pk]) for one in rows]


def _aim(one: Served, ever: Collection[int]) -> Aim:
    first = min((goal.year_group for goal in one.goals), default=0)
    goals = frozenset(goal.pk for goal in one.goals)
    return Aim(one.objective, goals, goals | frozenset(ever), first)


def plans_of(year: SchoolYear, people: Collection[int]) -> Plans:
    """What is planned in a school year for these people. Three queries."""
    plans = Plans()
    lessons = MethodLesson.goals.through.objects.filter(
        methodlesson__method__school=year.school, methodlesson__method__removed_at__isnull=True
    )
    for year_group, goal in lessons.values_list(
        "methodlesson__method__year_group", "goal"
    ).distinct():
        plans.methods[year_group].add(goal)
    carried = ThemeActivity.goals.through.objects.filter(
        themeactivity__theme__year=year,
        themeactivity__theme__withdrawn_at__isnull=True,
        themeactivity__withdrawn_at__isnull=True,
    )
    for group, goal in carried.values_list("themeactivity__theme__groups", "goal").distinct():
        plans.themes[group].add(goal)
    chosen = PersonalGoal.objects.filter(
        person__in=people, goal__isnull=False, ends__isnull=True
    ).exclude(state=PersonalGoal.State.OPEN)
    for person, goal in chosen.values_list("person", "goal"):
        plans.chosen[person].add(goal or 0)
    return plans


def coverage_of_pupil(person: Person, year: SchoolYear, edition: str) -> list[Row]:
    """Every objective for one pupil; a fixed number of queries."""
    aims, plans = aims_of(year.school, edition), plans_of(year, [person.pk])
    placed = Placement.objects.filter(pupil=person, year=year).first()
    year_group = placed.year_group if placed else ""
    groups = _groups_of([person.pk], year)[person.pk]
    seen = _looks_at(person)
    return [_pupil_row(aim, plans, person.pk, year_group, groups, seen) for aim in aims]


def _pupil_row(
    aim: Aim,
    plans: Plans,
    person: int,
    year_group: str,
    groups: Collection[int],
    seen: Mapping[int, set[Look]],
) -> Row:
    looks = set().union(*(seen[goal] for goal in aim.ever if goal in seen))
    sources = _sources(aim, plans, [year_group], groups, [person])
    return Row(
        aim.objective,
        _status(aim, looks, sources, [year_group]),
        sources,
        seen=int(bool(looks)),
        pupils=1,
        chosen=int(Source.CHOSEN in sources),
        pieces=len(looks),
        last=max((one[0] for one in looks), default=None),
    )


def coverage_of_group(group: Group, edition: str) -> list[Row]:
    """Every objective for a group, with of how many pupils something was seen; a fixed number of queries."""
    people = _members(group)
    aims, plans = aims_of(group.year.school, edition), plans_of(group.year, people)
    seen = _seen_by_goal(people)
    years = [str(one) for one in group.year_groups]
    groups = [group.pk, *filter(None, [group.parent_id])]
    rows = []
    for aim in aims:
        sources = _sources(aim, plans, years, groups, people)
        told = _told(aim, seen)
        chosen = sum(bool(plans.chosen[person] & aim.goals) for person in people)
        status = _status(aim, told, sources, years)
        rows.append(Row(aim.objective, status, sources, len(told), len(people), chosen))
    return rows


def coverage_of_school(year: SchoolYear, edition: str) -> list[Line]:
    """Every objective by year group; a fixed number of queries."""
    placed: dict[str, set[int]] = defaultdict(set)
    now = Membership.objects.filter(on(), group__year=year).values("person")
    rows = Placement.objects.filter(year=year, pupil__in=now)
    for pupil, year_group in rows.values_list("pupil", "year_group"):
        placed[year_group].add(pupil)
    people = set().union(*placed.values())
    aims, plans = aims_of(year.school, edition), plans_of(year, people)
    seen = _seen_by_goal(people)
    groups: dict[str, list[int]] = defaultdict(list)
    for group in year.groups.all():
        for name in group.year_groups:
            groups[str(name)].append(group.pk)
    return [
        Line(
            aim.objective,
            tuple(_cell(aim, plans, one, groups[one], placed[one], seen) for one in YEAR_GROUPS),
        )
        for aim in aims
    ]


def _cell(
    aim: Aim,
    plans: Plans,
    year_group: str,
    groups: Collection[int],
    people: Collection[int],
    seen: Mapping[int, set[int]],
) -> Cell:
    told = _told(aim, seen) & set(people)
    sources = _sources(aim, plans, [year_group], groups, people)
    return Cell(year_group, _status(aim, told, sources, [year_group]), len(told), len(people))


def _told(aim: Aim, seen: Mapping[int, set[int]]) -> set[int]:
    """The people of whom something was seen on any of the goals."""
    found: set[int] = set()
    return found.union(*(seen[goal] for goal in aim.ever))


def _sources(
    aim: Aim,
    plans: Plans,
    years: Iterable[str],
    groups: Iterable[int],
    people: Iterable[int],
) -> tuple[Source, ...]:
    """The plans in which a goal of the objective is."""
    found = {
        Source.METHOD: any(plans.methods[one] & aim.goals for one in years),
        Source.THEME: any(plans.themes[one] & aim.goals for one in groups),
        Source.CHOSEN: any(plans.chosen[one] & aim.goals for one in people),
    }
    return tuple(source for source, is_in in found.items() if is_in)


def _status(
    aim: Aim, seen: Collection[object], sources: Collection[Source], years: Collection[str]
) -> Status:
    if seen:
        return Status.SEEN
    if not aim.goals:
        return Status.NO_GOAL
    if sources:
        return Status.PLANNED
    oldest = max((int(one) for one in years if one.isdigit()), default=0)
    return Status.LATER if aim.first_year > oldest else Status.GAP


def _standing(people: Collection[int]) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(person__in=people, withdrawn_at__isnull=True)
    return rows.exclude(kind=Evidence.Kind.SELF).order_by()


def _looks_at(person: Person) -> dict[int, set[Look]]:
    """What was seen of a pupil on each goal."""
    found: dict[int, set[Look]] = defaultdict(set)
    rows = _standing([person.pk]).values_list("goal", "at", "source", "device_key", "external_key")
    for goal, at, source, device_key, external_key in rows:
        found[goal].add((at, source, device_key, external_key))
    return found


def _seen_by_goal(people: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for goal, person in _standing(people).values_list("goal", "person").distinct():
        found[goal].add(person)
    return found


def _groups_of(people: Collection[int], year: SchoolYear) -> dict[int, set[int]]:
    """The groups of each person today, with the unit or cluster of each."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.filter(on(), person__in=people, group__year=year)
    for person, group, parent in rows.values_list("person", "group", "group__parent"):
        found[person] |= {group, *filter(None, [parent])}
    return found


def _members(group: Group) -> set[int]:
    rows = Membership.objects.filter(on())
    own = rows.filter(group=group) | rows.filter(group__parent=group)
    return set(own.values_list("person", flat=True))
