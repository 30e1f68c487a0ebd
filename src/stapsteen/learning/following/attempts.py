"""Of all answers that somebody gave to a task on a day the first counts: trying again is practice.

The first is the one that was given first, not the one that came in first. An answer that was counted until an
earlier one came in is kept as a ``retry``: it does not count, and it counts again when the earlier one is taken
back, by whomever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from stapsteen.learning.models import Evidence, EvidenceSource

Task = tuple[int, str, date]  # person, item and day
TASKS_AT_ONCE = 400  # of one question: their people and items are named in it


def task_of(one: Evidence) -> Task:
    """What of whom on which day a piece of evidence is an attempt at."""
    return (one.person_id, one.item, timezone.localdate(one.at))


def settle(source: EvidenceSource, tasks: Collection[Task]) -> list[Evidence]:
    """Have of each of these tasks the first attempt count, and no other; the evidence that turned."""
    standing = Evidence.objects.filter(Q(withdrawn_at__isnull=True) | Q(retry=True), source=source)
    attempts: dict[Task, list[Evidence]] = defaultdict(list)
    for rows in at_tasks(standing.select_related("goal"), tasks):
        for one in rows:
            attempts[task_of(one)].append(one)
    turned = [one for task in tasks for one in _wrong(attempts[task])]
    for one in turned:
        one.retry = not one.retry
        one.withdrawn_at = timezone.now() if one.retry else None
    Evidence.objects.bulk_update(turned, ["retry", "withdrawn_at"], batch_size=300)
    return turned


def freed(source: EvidenceSource, gone: Collection[Evidence]) -> set[Task]:
    """The tasks among what was taken back of which a later attempt was kept."""
    tasks = {task_of(one) for one in gone}
    waiting = Evidence.objects.filter(source=source, withdrawn_at__isnull=False, retry=True)
    return tasks & {task_of(one) for rows in at_tasks(waiting, tasks) for one in rows}


def settle_after(gone: Collection[Evidence]) -> list[Evidence]:
    """Let later attempts count again of what was taken back, of whatever sources; the evidence that turned."""
    of_source: dict[int, list[Evidence]] = defaultdict(list)
    for one in gone:
        if one.item and one.source_id is not None:
            of_source[one.source_id].append(one)
    turned: list[Evidence] = []
    for source in EvidenceSource.objects.filter(pk__in=of_source):
        turned += settle(source, freed(source, of_source[source.pk]))
    return turned


def at_tasks(rows: QuerySet[Evidence], tasks: Collection[Task]) -> Iterator[QuerySet[Evidence]]:
    """Of these rows those that are about the people, items and days of these tasks, and so few others."""
    ordered = sorted(
        (task for task in tasks if task[1]), key=lambda task: (task[2], task[0], task[1])
    )
    for start in range(0, len(ordered), TASKS_AT_ONCE):
        some = ordered[start : start + TASKS_AT_ONCE]
        yield rows.filter(
            person__in={person for person, _item, _day in some},
            item__in={item for _person, item, _day in some},
            at__gte=_start(some[0][2]),
            at__lt=_start(some[-1][2] + timedelta(days=1)),
        )


def _wrong(same: Sequence[Evidence]) -> list[Evidence]:
    """Of the attempts at a task those that count and are not the first, or the other way round."""
    if not same:
        return []
    first = min(same, key=lambda one: (one.at, one.pk))
    return [one for one in same if one.retry == (one.external_key == first.external_key)]


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware
