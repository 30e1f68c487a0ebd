"""Writing results down as evidence: all at once or nothing, once each, first attempts only."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.exchange.results.result import Dirt, Result
from stapsteen.exchange.results.sorting import Sorted, sort_out, told
from stapsteen.kit.refused import Refused
from stapsteen.learning.following.attempts import Task, freed, settle
from stapsteen.learning.following.keeping import make_again, pairs_of, take_in
from stapsteen.learning.following.relearning import ask_to_learn
from stapsteen.learning.following.seen import Pair
from stapsteen.learning.models import Evidence, EvidenceImport, EvidenceSource, NormedResult
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person


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
    source = _held(source)
    found = sort_out(source, results, dirt)
    batch = _batch(source, name, by, len(results) + len(dirt), found)
    evidence = Evidence.objects.bulk_create(
        [_evidence(source, batch, by, result, person, goal)
         for result, person, goals in found.fresh for goal in goals],
        batch_size=2000,
    )  # fmt: skip
    if evidence:
        take_in(source.school, evidence)
        _settle(source, found.overtaken, set())
        ask_to_learn(source.school)
    record(by, source.school, "take_results", f"{source.name}: {len(found.fresh)}")
    return batch


@transaction.atomic
def withdraw_import(batch: EvidenceImport, by: Viewer) -> None:
    """Take everything that came in with an import back; the same file can then be read once more."""
    source = _held(batch.source)
    held = EvidenceImport.objects.select_for_update().get(pk=batch.pk)
    if held.withdrawn_at is not None:
        raise Refused(_("Dit was al teruggedraaid."), _("Er is niets veranderd."))
    held.withdrawn_at = now = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    Evidence.objects.filter(batch=held, retry=True).update(retry=False)
    evidence = Evidence.objects.filter(batch=held, withdrawn_at__isnull=True)
    gone = list(evidence.select_related("goal"))
    evidence.update(withdrawn_at=now)
    tests = NormedResult.objects.filter(batch=held, withdrawn_at__isnull=True)
    pairs = pairs_of(gone) | set(tests.values_list("person", "subject"))
    tests.update(withdrawn_at=now)
    _settle(source, freed(source, gone), pairs)
    record(by, source.school, "withdraw_results", held.pk)


@transaction.atomic
def withdraw_keys(source: EvidenceSource, keys: Collection[str]) -> int:
    """Take back what a source says it should not have sent; how many results that were."""
    source = _held(source)
    kept = Evidence.objects.filter(Q(withdrawn_at__isnull=True) | Q(retry=True), source=source)
    evidence = list(kept.filter(external_key__in=keys).select_related("goal"))
    if evidence:
        gone = Evidence.objects.filter(pk__in=[one.pk for one in evidence])
        gone.update(withdrawn_at=timezone.now(), retry=False)
        _settle(source, freed(source, evidence), pairs_of(evidence))
        record(None, source.school, "withdraw_results", f"{source.name}: {len(evidence)}")
    return len({one.external_key for one in evidence})


def _held(source: EvidenceSource) -> EvidenceSource:
    """The source, which is held until the transaction ends: its results change one message at a time."""
    return (
        EvidenceSource.objects.select_for_update(of=("self",))
        .select_related("school")
        .get(pk=source.pk)
    )


def _settle(source: EvidenceSource, tasks: Collection[Task], pairs: set[Pair]) -> None:
    """Have the first attempts count, and make the states again of these pairs and of whom that touches."""
    if again := pairs | pairs_of(settle(source, tasks)):
        make_again(source.school, again)


def _batch(
    source: EvidenceSource, name: str, by: Viewer | None, rows: int, found: Sorted
) -> EvidenceImport:
    return EvidenceImport.objects.create(
        school=source.school, source=source, name=name[:200], rows=rows, taken=len(found.fresh),
        left_out=told(found.left), by_id=by.pk if by else None,
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
