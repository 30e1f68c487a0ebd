"""Writing results down as evidence: all at once or nothing, once each, first attempts only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.exchange.results.matching import Goals, Pupils
from stapsteen.exchange.results.result import Dirt, LeftOut, Reason, Result
from stapsteen.kit.refused import Refused
from stapsteen.learning.following.keeping import make_again, pairs_of, take_in
from stapsteen.learning.following.relearning import ask_to_learn
from stapsteen.learning.models import Evidence, EvidenceImport, EvidenceSource, NormedResult
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person

FIRST_LINES = 10  # of a reason that are told; the rest is counted
KEYS_AT_ONCE = 900  # what SQLite takes in one question
Matched = tuple[Result, Person, list[Goal]]


@transaction.atomic
def take_results(
    source: EvidenceSource,
    results: Sequence[Result],
    dirt: Sequence[Dirt] = (),
    *,
    by: Viewer | None,
    name: str = "",
) -> EvidenceImport:
    """Keep these results, with the mastery of everybody they are about. ``by`` None: the source itself.

    What was there, is a second attempt at the same task on the same day, or is about somebody or something unknown is
    left out; the import says how many for each reason, and where the first of them stood.
    """
    source = EvidenceSource.objects.select_for_update().select_related("school").get(pk=source.pk)
    left = list(dirt)
    matched = list(_matched(source, results, left))
    fresh = list(_first_attempts(source, _not_there(source, matched, left), left))
    batch = _batch(source, name, by, len(results) + len(dirt), len(fresh), left)
    evidence = Evidence.objects.bulk_create(
        [_evidence(source, batch, by, result, person, goal)
         for result, person, goals in fresh for goal in goals],
        batch_size=2000,
    )  # fmt: skip
    if evidence:
        take_in(source.school, evidence)
        ask_to_learn(source.school)
    record(by, source.school, "take_results", f"{source.name}: {len(fresh)}")
    return batch


@transaction.atomic
def withdraw_import(batch: EvidenceImport, by: Viewer) -> None:
    """Take everything that came in with an import back; the same file can then be read once more."""
    held = EvidenceImport.objects.select_for_update().select_related("school").get(pk=batch.pk)
    if held.withdrawn_at is not None:
        raise Refused(_("Dit was al teruggedraaid."), _("Er is niets veranderd."))
    held.withdrawn_at = now = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    standing = Evidence.objects.filter(batch=held, withdrawn_at__isnull=True)
    pairs = set(standing.values_list("person", "goal__subject"))
    tests = NormedResult.objects.filter(batch=held, withdrawn_at__isnull=True)
    pairs |= set(tests.values_list("person", "subject"))
    standing.update(withdrawn_at=now)
    tests.update(withdrawn_at=now)
    make_again(held.school, pairs)
    record(by, held.school, "withdraw_results", held.pk)


@transaction.atomic
def withdraw_keys(source: EvidenceSource, keys: Collection[str]) -> int:
    """Take back what a source says it should not have sent; how many results that were."""
    standing = Evidence.objects.select_for_update().filter(
        source=source, external_key__in=keys, withdrawn_at__isnull=True
    )
    evidence = list(standing.select_related("goal"))
    if evidence:
        standing.update(withdrawn_at=timezone.now())
        make_again(source.school, pairs_of(evidence))
        record(None, source.school, "withdraw_results", f"{source.name}: {len(evidence)}")
    return len({one.external_key for one in evidence})


def told(left: Collection[Dirt]) -> dict[str, dict[str, object]]:
    """For each reason how many rows were left out, and the lines of the first."""
    lines: dict[str, list[int]] = defaultdict(list)
    for one in sorted(left, key=lambda one: one.line):
        lines[one.reason.value].append(one.line)
    return {
        reason: {"count": len(some), "lines": some[:FIRST_LINES]} for reason, some in lines.items()
    }


def _matched(
    source: EvidenceSource, results: Sequence[Result], left: list[Dirt]
) -> Iterator[Matched]:
    pupils, goals = Pupils(source.school), Goals(source.school)
    for result in results:
        try:
            yield result, pupils.named(result.pupil), goals.named(result.goals)
        except LeftOut as out:
            left.append(Dirt(result.line, out.reason))


def _not_there(
    source: EvidenceSource, matched: Sequence[Matched], left: list[Dirt]
) -> Iterator[Matched]:
    """What this source did not send before, and not earlier in the same file."""
    keys = [result.external_key for result, _person, _goals in matched]
    there: set[str] = set()
    standing = Evidence.objects.filter(source=source, withdrawn_at__isnull=True)
    standing = standing.exclude(external_key="")  # said as the index says it, or it is not used
    for start in range(0, len(keys), KEYS_AT_ONCE):
        asked = standing.filter(external_key__in=keys[start : start + KEYS_AT_ONCE])
        there |= set(asked.values_list("external_key", flat=True))
    for one, key in zip(matched, keys, strict=True):
        if key in there:
            left.append(Dirt(one[0].line, Reason.THERE))
        else:
            there.add(key)
            yield one


def _first_attempts(
    source: EvidenceSource, matched: Iterator[Matched], left: list[Dirt]
) -> Iterator[Matched]:
    """Of all answers that somebody gave to a task on a day the first: trying again is practice."""
    ordered = sorted(matched, key=lambda one: (one[0].at, one[0].line))
    tried = _tried_before(source, ordered)
    for one in ordered:
        result, person, _goals = one
        sign = (person.pk, result.item, timezone.localdate(result.at))
        if result.attempt > 1 or (result.item and sign in tried):
            left.append(Dirt(result.line, Reason.RETRY))
        else:
            tried.add(sign)
            yield one


def _tried_before(source: EvidenceSource, ordered: Sequence[Matched]) -> set[tuple[int, str, date]]:
    with_item = [(result, person) for result, person, _goals in ordered if result.item]
    if not with_item:
        return set()
    first = timezone.localtime(with_item[0][0].at).replace(hour=0, minute=0, second=0)
    earlier = Evidence.objects.filter(
        source=source, withdrawn_at__isnull=True, at__gte=first,
        person__in={person.pk for _result, person in with_item},
    ).exclude(item="")  # fmt: skip
    rows = earlier.values_list("person", "item", "at")
    return {(person, item, timezone.localdate(at)) for person, item, at in rows}


def _batch(
    source: EvidenceSource, name: str, by: Viewer | None, rows: int, taken: int, left: list[Dirt]
) -> EvidenceImport:
    return EvidenceImport.objects.create(
        school=source.school, source=source, name=name[:200], rows=rows, taken=taken,
        left_out=told(left), by_id=by.pk if by else None,
    )  # fmt: skip


def _evidence(
    source: EvidenceSource, batch: EvidenceImport, by: Viewer | None,
    result: Result, person: Person, goal: Goal,
) -> Evidence:  # fmt: skip
    kind = Evidence.Kind.ANSWER if result.out_of is None else Evidence.Kind.PERCENTAGE
    return Evidence(
        person=person, goal=goal, kind=kind, source=source, value=result.value, item=result.item,
        options=result.options, out_of=result.out_of, at=result.at, batch=batch,
        by_id=by.pk if by else None, external_key=result.external_key,
        received_at=batch.at,
    )  # fmt: skip
