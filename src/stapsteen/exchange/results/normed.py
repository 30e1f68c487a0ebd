"""Results of normed tests (a pupil monitoring system), as its publisher gives them. No norms of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from stapsteen.exchange.results.csv_file import rows_in
from stapsteen.exchange.results.matching import Pupils, Subjects
from stapsteen.exchange.results.result import YES, Dirt, LeftOut, Reason, decimal, moment_of
from stapsteen.exchange.results.sorting import told
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.models import EvidenceImport, EvidenceSource, NormedResult
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import School

FARTHEST = 8  # spreads from the middle of the norm group; beyond that a column or a comma is wrong
SHORT = 12  # characters of a norm or a level of functioning


@dataclass(frozen=True, slots=True)
class Test:
    """A pupil's result of a normed test as it stood in the file."""

    line: int
    pupil: str
    subject: str
    name: str
    day: date
    score: float | None
    error: float | None
    mean: float | None
    spread: float | None
    norm: str
    functioning: str
    off_level: bool


def read(content: bytes) -> tuple[list[Test], list[Dirt]]:
    """The tests of a CSV file, and the rows that cannot be one."""
    rows, dirt = rows_in(content, ("pupil", "subject", "test", "at"))
    tests: list[Test] = []
    for line, row in rows:
        try:
            tests.append(_test(line, row))
        except LeftOut as left:
            dirt.append(left.at(line))
    return tests, dirt


@transaction.atomic
def take_tests(
    source: EvidenceSource, tests: list[Test], dirt: list[Dirt], *, by: Viewer, name: str = ""
) -> EvidenceImport:
    """Keep these results. One that is there already (pupil, subject, test and day) is left out and told.

    The school is held meanwhile: the same test may come in at once under two names.
    """
    source = EvidenceSource.objects.select_related("school").get(pk=source.pk)
    School.objects.select_for_update(no_key=True).get(pk=source.school_id)
    batch = EvidenceImport.objects.create(
        school=source.school,
        source=source,
        name=name[:200],
        rows=len(tests) + len(dirt),
        by_id=by.pk,
    )
    fresh, left = look_at(source, tests, dirt)
    for one in fresh:
        one.batch = batch
    kept = NormedResult.objects.bulk_create(fresh)
    batch.taken, batch.left_out = len(kept), told(left)
    batch.save(update_fields=["taken", "left_out"])
    make_again(source.school, {(one.person_id, one.subject_id) for one in kept})
    record(by, source.school, "take_tests", f"{source.name}: {len(kept)}")
    return batch


def look_at(
    source: EvidenceSource, tests: list[Test], dirt: list[Dirt]
) -> tuple[list[NormedResult], list[Dirt]]:
    """What of these tests is new, not written down yet, and what is left out. The source need not be kept yet."""
    left = list(dirt)
    return list(_fresh(source, tests, left)), left


def _test(line: int, row: dict[str, str]) -> Test:
    if not row["pupil"]:
        raise LeftOut(Reason.NO_PUPIL)
    texts = (row.get("norm", ""), row.get("functioning", ""))
    if not row["test"] or (not row.get("score") and not any(texts)):
        raise LeftOut(Reason.NO_VALUE)
    if max(map(len, texts)) > SHORT or len(row["test"]) > 120:
        raise LeftOut(Reason.TOO_LONG)
    score, error, mean, spread = (
        _number(row.get(one, "")) for one in ("score", "error", "mean", "spread")
    )
    if _is_out_of_reach(score, error, mean, spread):
        raise LeftOut(Reason.BAD_VALUE, row.get("score", ""))
    return Test(
        line, row["pupil"], row["subject"], row["test"],
        timezone.localdate(moment_of(row["at"])), score, error, mean, spread, *texts,
        row.get("off_level", "").lower() in YES,
    )  # fmt: skip


def _number(text: str) -> float | None:
    found = decimal(text) if text else None
    if text and found is None:
        raise LeftOut(Reason.BAD_VALUE, text)
    return found


def _is_out_of_reach(
    score: float | None, error: float | None, mean: float | None, spread: float | None
) -> bool:
    """Whether these numbers cannot be of one scale: a spread of nothing, or a score that no child has."""
    if (spread is not None and spread <= 0) or (error is not None and error < 0):
        return True
    if score is None or mean is None or spread is None:
        return False
    return abs(score - mean) > FARTHEST * spread


def _fresh(source: EvidenceSource, tests: list[Test], left: list[Dirt]) -> Iterator[NormedResult]:
    pupils, subjects = Pupils(source.school), Subjects(source.school)
    standing = NormedResult.objects.filter(person__school=source.school, withdrawn_at__isnull=True)
    there = set(standing.values_list("person", "subject", "test", "taken_on"))
    for one in tests:
        try:
            person, subject = pupils.named(one.pupil), subjects.named(one.subject)
        except LeftOut as out:
            left.append(out.at(one.line))
            continue
        if (sign := (person.pk, subject.pk, one.name, one.day)) in there:
            left.append(Dirt(one.line, Reason.THERE))
            continue
        there.add(sign)
        yield NormedResult(
            person=person, subject=subject, test=one.name, taken_on=one.day,
            score=one.score, standard_error=one.error, mean=one.mean, spread=one.spread,
            norm=one.norm, functioning=one.functioning, off_level=one.off_level,
        )  # fmt: skip
