"""What of a file or a message can be taken and what is left out, before anything is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from stapsteen.exchange.results.attempts import first_attempts, sent_by
from stapsteen.exchange.results.matching import Goals, Matched, Pupils
from stapsteen.exchange.results.result import Dirt, LeftOut, Reason, Result
from stapsteen.learning.following.attempts import Task
from stapsteen.learning.models import EvidenceSource

FIRST_LINES = 10  # of a reason that are told; the rest is counted
KEYS_AT_ONCE = 900  # what SQLite takes in one question


@dataclass
class Sorted:
    """What is new, what is left out, and the tasks of which a later attempt is here already."""

    fresh: list[Matched] = field(default_factory=list)
    left: list[Dirt] = field(default_factory=list)
    overtaken: set[Task] = field(default_factory=set)


def sort_out(source: EvidenceSource, results: Sequence[Result], dirt: Sequence[Dirt]) -> Sorted:
    """What of these results can be taken; ``dirt`` could not be read. The source need not be kept yet."""
    found = Sorted(left=list(dirt))
    matched = list(_matched(source, results, found.left))
    new = _not_there(source, matched, found.left)
    found.fresh = list(first_attempts(source, new, found.left, found.overtaken))
    return found


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
            left.append(out.at(result.line))


def _not_there(
    source: EvidenceSource, matched: Sequence[Matched], left: list[Dirt]
) -> Iterator[Matched]:
    """What this source did not send before, and not earlier in the same file.

    What was taken back one by one was sent before: only an import that was taken back as a whole can come again.
    """
    keys = [result.external_key for result, _person, _goals in matched]
    there: set[str] = set()
    sent = sent_by(source).exclude(external_key="")
    standing = sent.filter(
        withdrawn_at__isnull=True
    )  # each said as its index says it, or it is not used
    taken_back = sent.filter(withdrawn_at__isnull=False, batch__withdrawn_at__isnull=True)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        asked = keys[start : start + KEYS_AT_ONCE]
        for rows in (standing, taken_back):
            there |= set(rows.filter(external_key__in=asked).values_list("external_key", flat=True))
    for one, key in zip(matched, keys, strict=True):
        if key in there:
            left.append(Dirt(one[0].line, Reason.THERE))
        else:
            there.add(key)
            yield one
