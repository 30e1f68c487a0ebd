"""Rows of evidence as what the tracker reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from stapsteen.learning.following.became import Became
from stapsteen.learning.following.scale import SPREAD, Years, level_of
from stapsteen.learning.models import Evidence, NormedResult
from stapsteen.mastery.evidence import Kind, Seen, days

Pair = tuple[int, int]  # person and subject
KINDS = {
    "answer": Kind.ANSWER,
    "percentage": Kind.PERCENTAGE,
    "observation": Kind.JUDGEMENT,
    "self": Kind.SELF,
    "decision": Kind.DECISION,
}
LOWEST = {"observation": 1, "self": 1}  # our scales begin at 1, those of the tracker at 0
POINTS = {"self": 3}
TASKS = ("answer", "percentage")
DECISION = "decision"
TOP, HALF = 3, 0.5  # the last point of the scale of judgements; from where a decision is a yes


def about(pairs: Collection[Pair], subject: str = "subject") -> Q:
    """The rows about any of these people in any of these subjects: where all pairs are among, and few others."""
    people, subjects = {person for person, _ in pairs}, {one for _, one in pairs}
    return Q(person__in=people, **{f"{subject}__in": subjects})


class Row(NamedTuple):
    """What is read of a piece of evidence."""

    person: int
    goal: int
    subject: int
    kind: str
    value: float
    item: str
    options: int | None
    out_of: int | None
    source: int | None
    external_key: str
    at: datetime


def rows_of(evidence: QuerySet[Evidence]) -> Iterator[Row]:
    """What the tracker needs of evidence, without the rest. One query."""
    names = ("person", "goal", "goal__subject", *Row._fields[3:])
    return map(Row._make, evidence.values_list(*names).iterator(chunk_size=5000))


def row_of(one: Evidence) -> Row:
    """The same of a piece that was made just now."""
    return Row(
        one.person_id, one.goal_id, one.goal.subject_id, str(one.kind), one.value, one.item,
        one.options, one.out_of, one.source_id, one.external_key, one.at,
    )  # fmt: skip


def by_pair(rows: Iterable[Row], became: Became) -> dict[Pair, list[Seen]]:
    """What was seen of each person in each subject.

    A task that asks for several goals came in as a row for each, with the same key of its source: it is
    one answer, and read as one. What was seen of a goal that was split counts for all its parts. A decision
    on one of several goals that became one counts for that one when all of them were decided; until
    then it is a judgement, at one of the ends of the scale.
    """
    tasks: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    found: dict[Pair, list[Seen]] = defaultdict(list)
    before: dict[int, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.kind == DECISION and row.goal in became.ends:
            before[row.person].append(row)
            continue
        whole = row.kind in TASKS and row.external_key != ""
        sign = (row.source, row.external_key) if whole else (number,)
        tasks[(row.person, row.subject, *sign)].append(row)
    for same in tasks.values():
        first = same[0]
        goals = dict.fromkeys(new for row in same for new in became.now(row.goal))
        found[first.person, first.subject].append(_seen(first, KINDS[first.kind], *goals))
    for some in before.values():
        for row, one in _decided_before(some, became):
            found[row.person, row.subject].append(one)
    return found


def _decided_before(rows: list[Row], became: Became) -> Iterator[tuple[Row, Seen]]:
    """Decisions of one person on goals that were split or merged since, each as what it came to at its time."""
    said: dict[int, bool] = {}
    for row in sorted(rows, key=lambda one: one.at):
        said[row.goal] = row.value >= HALF
        meant: dict[tuple[Kind, float], list[int]] = defaultdict(list)
        for goal in became.now(row.goal):
            whole = became.decided(goal, said)
            sign = (Kind.JUDGEMENT, TOP * row.value) if whole is None else (Kind.DECISION, whole)
            meant[sign].append(goal)
        for (kind, value), goals in meant.items():
            yield row, _seen(row._replace(value=float(value)), kind, *goals)


def _seen(row: Row, kind: Kind, goal: int, *also: int) -> Seen:
    return Seen(
        at=days(row.at),
        subject=row.subject,
        goal=goal,
        kind=kind,
        value=row.value - LOWEST.get(row.kind, 0),
        item=item_key(row.source, row.item) if row.item else None,
        options=row.options,
        out_of=POINTS.get(row.kind, row.out_of),
        source=row.source,
        also=also,
    )


def item_key(source: int | None, item: str) -> str:
    """What an item is called here: programmes number their items each for themselves."""
    return f"{source or 0}:{item}"


def tests_of(results: QuerySet[NormedResult], years: Mapping[int, Years]) -> dict[Pair, list[Seen]]:
    """Normed tests that say where the pupil stands in its norm group, as a place on our scale."""
    told = results.filter(score__isnull=False, mean__isnull=False, spread__gt=0)
    found: dict[Pair, list[Seen]] = defaultdict(list)
    for one in told:
        found[one.person_id, one.subject_id].append(_test(one, years.get(one.person_id, [])))
    return found


def _test(one: NormedResult, years: Years) -> Seen:
    score, mean, spread = one.score or 0.0, one.mean or 0.0, one.spread or 1.0
    noon = timezone.make_aware(datetime.combine(one.taken_on, time(12)))
    error = one.standard_error
    return Seen(
        at=days(noon),
        subject=one.subject_id,
        goal=None,
        kind=Kind.TEST,
        value=level_of(years, one.taken_on) + SPREAD * (score - mean) / spread,
        standard_error=SPREAD * error / spread if error else None,
    )
