"""Of all answers that somebody gave to a task on a day the first counts: trying again is practice.

The first is the one that was given first, not the one that came in first. An answer that was counted until an
earlier one came in is kept as a ``retry``: it does not count, and it counts again when the earlier one is taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from stapsteen.exchange.results.matching import Matched
from stapsteen.exchange.results.result import Dirt, Reason
from stapsteen.learning.models import Evidence, EvidenceSource

Task = tuple[int, str, date]  # person, item and day


def first_attempts(
    source: EvidenceSource, matched: Iterable[Matched], left: list[Dirt], overtaken: set[Task]
) -> Iterator[Matched]:
    """Those that are earlier than all that were seen of the same task on that day; the others are left out.

    ``overtaken`` gets the tasks of which a later attempt is here already: those are to be settled.
    """
    ordered = sorted(matched, key=lambda one: (one[0].at, one[0].line))
    tried = _tried_before(source, ordered)
    for one in ordered:
        result, person, _goals = one
        task = (person.pk, result.item, timezone.localdate(result.at))
        before = tried.get(task)
        if result.attempt > 1 or (result.item and before is not None and before <= result.at):
            left.append(Dirt(result.line, Reason.RETRY))
            continue
        if before is not None:
            overtaken.add(task)
        tried[task] = result.at
        yield one


def settle(source: EvidenceSource, tasks: Collection[Task]) -> list[Evidence]:
    """Have of each of these tasks the first attempt count, and no other; the evidence that turned."""
    attempts: dict[Task, list[Evidence]] = defaultdict(list)
    for one in _kept(source, tasks):
        attempts[task_of(one)].append(one)
    turned = [one for same in attempts.values() for one in _wrong(same)]
    for one in turned:
        one.retry = not one.retry
        one.withdrawn_at = timezone.now() if one.retry else None
    Evidence.objects.bulk_update(turned, ["retry", "withdrawn_at"], batch_size=300)
    return turned


def freed(source: EvidenceSource, gone: Collection[Evidence]) -> set[Task]:
    """The tasks among what was taken back of which a later attempt was kept."""
    waiting = Evidence.objects.filter(source=source, withdrawn_at__isnull=False, retry=True)
    return {task_of(one) for one in gone} & {task_of(one) for one in waiting}


def sent_by(source: EvidenceSource) -> QuerySet[Evidence]:
    """All that came from a source, also what was taken back; nothing of one that is not kept yet."""
    return Evidence.objects.none() if source.pk is None else Evidence.objects.filter(source=source)


def task_of(one: Evidence) -> Task:
    """What of whom on which day a piece of evidence is an attempt at."""
    return (one.person_id, one.item, timezone.localdate(one.at))


def _wrong(same: Sequence[Evidence]) -> list[Evidence]:
    """Of the attempts at a task those that count and are not the first, or the other way round."""
    first = min(same, key=lambda one: (one.at, one.pk))
    return [one for one in same if one.retry == (one.external_key == first.external_key)]


def _kept(source: EvidenceSource, tasks: Collection[Task]) -> Iterator[Evidence]:
    """All attempts at these tasks that were not taken back: those that count and those that yielded."""
    if not tasks:
        return
    days = [day for _person, _item, day in tasks]
    rows = Evidence.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(retry=True), source=source,
        person__in={person for person, _item, _day in tasks},
        at__range=(_start(min(days)), timezone.now()),
    ).exclude(item="").select_related("goal")  # fmt: skip
    yield from (one for one in rows if task_of(one) in tasks)


def _tried_before(source: EvidenceSource, ordered: Sequence[Matched]) -> dict[Task, datetime]:
    """When the first attempt at each task was that is here already."""
    with_item = [(result, person) for result, person, _goals in ordered if result.item]
    if not with_item:
        return {}
    first = _start(timezone.localdate(with_item[0][0].at))
    people = {person.pk for _result, person in with_item}
    standing = sent_by(source).filter(withdrawn_at__isnull=True)
    rows = standing.filter(at__gte=first, person__in=people).exclude(item="")
    return {
        (person, item, timezone.localdate(at)): at
        for person, item, at in rows.order_by("-at").values_list("person", "item", "at")
    }


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware
