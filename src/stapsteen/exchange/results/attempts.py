"""Which of the answers that come in are the first to their task that day; ``learning/following/attempts`` says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from stapsteen.exchange.results.matching import Matched
from stapsteen.exchange.results.result import Dirt, Reason, Result
from stapsteen.learning.following.attempts import Task, at_tasks
from stapsteen.learning.models import Evidence, EvidenceSource
from stapsteen.school.models import Person


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
        task = _task(result, person)
        before = tried.get(task)
        if result.attempt > 1 or (result.item and before is not None and before <= result.at):
            left.append(Dirt(result.line, Reason.RETRY))
            continue
        if before is not None:
            overtaken.add(task)
        tried[task] = result.at
        yield one


def sent_by(source: EvidenceSource) -> QuerySet[Evidence]:
    """All that came from a source, also what was taken back; nothing of one that is not kept yet."""
    return Evidence.objects.none() if source.pk is None else Evidence.objects.filter(source=source)


def _task(result: Result, person: Person) -> Task:
    return (person.pk, result.item, timezone.localdate(result.at))


def _tried_before(source: EvidenceSource, ordered: Sequence[Matched]) -> dict[Task, datetime]:
    """When the first attempt at each task was that is here already."""
    tasks = {_task(result, person) for result, person, _goals in ordered if result.item}
    standing = sent_by(source).filter(withdrawn_at__isnull=True).order_by("-at")
    return {
        (person, item, timezone.localdate(at)): at
        for rows in at_tasks(standing, tasks)
        for person, item, at in rows.values_list("person", "item", "at")
    }
