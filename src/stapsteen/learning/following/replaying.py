"""Making states from evidence: from the start, or from where a state was settled.

Evidence of more than ``SETTLED`` days ago seldom gets company. The state of that moment is kept, so
that what comes in a few days late costs a replay of the last weeks and not of years.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from stapsteen.learning.following.became import Became
from stapsteen.learning.following.scale import Years, bank_of, level_of, trust_of, years_of
from stapsteen.learning.following.seen import DECISION, Pair, about, by_pair, rows_of, tests_of
from stapsteen.learning.models import Evidence, MasteryState, NormedResult, SettledState
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Seen, days, in_order, moment
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.sources import Sources
from stapsteen.mastery.state import VERSION as STATE
from stapsteen.mastery.state import PupilState, SubjectState
from stapsteen.mastery.tracker import update
from stapsteen.school.models import School

VERSION = f"{STATE}.1"  # the second number is that of the scale
SETTLED = timedelta(days=30)
ROWS = 500  # that are written at once
Settled = Mapping[Pair, SettledState]


def start_of(years: Years) -> SubjectState:
    """What is believed of somebody in a subject before anything was seen."""
    return SubjectState(level=level_of(years), variance=SHIPPED.level_variance)


def settled_before(late: Mapping[Pair, datetime]) -> dict[Pair, SettledState]:
    """The settled states that are older than what came in late. One query."""
    rows = SettledState.objects.filter(about(late), version=VERSION)
    found = {(row.person_id, row.subject_id): row for row in rows}
    return {pair: row for pair, row in found.items() if pair in late and row.until < late[pair]}


def replay(
    school: School,
    held: Mapping[Pair, MasteryState],
    pairs: Collection[Pair],
    told: Became,
    settled: Settled,
) -> None:
    """Make the held states of these pairs anew: from where they were settled, or else from the start.

    Either all pairs have a settled state or none has.
    """
    if not pairs:
        return
    years = years_of({person for person, _subject in pairs})
    seen = _seen_after(pairs, settled, told, years)
    bank, trust = known(school, seen)
    for pair in pairs:
        row, (person, subject) = held[pair], pair
        start = PupilState({subject: start_of(years.get(person, []))})
        row.state = settled[pair].state if settled else start.to_dict()
        row.version = VERSION
        row.evidence_until = None
    border = days(timezone.now() - SETTLED)
    made = [_settled(held[pair], seen[pair], border, bank, trust) for pair in pairs]
    write_states(held[pair] for pair in pairs)
    if not settled:
        _forget(pairs)
    SettledState.objects.bulk_create(
        [one for one in made if one], batch_size=ROWS, update_conflicts=True, unique_fields=["person", "subject"],
        update_fields=["state", "version", "until"],
    )  # fmt: skip


def _seen_after(
    pairs: Collection[Pair], settled: Settled, told: Became, years: Mapping[int, Years]
) -> dict[Pair, list[Seen]]:
    """All that was seen of these pairs, or what was seen since they were settled."""
    standing, since = Q(withdrawn_at__isnull=True), Q()
    evidence = Evidence.objects.filter(about(pairs, "goal__subject"), standing)
    rows = rows_of(evidence)
    if settled:
        first = min(row.until for row in settled.values())
        since = Q(taken_on__gte=first.date())
        rows = rows_of(evidence.filter(at__gt=first))
        if told.ends:  # what a decision on an old goal means hangs on all of them
            old = evidence.filter(at__lte=first, kind=DECISION, goal__in=told.ends)
            rows = chain(rows_of(old), rows)
    seen = by_pair(rows, told)
    tests = tests_of(NormedResult.objects.filter(about(pairs), standing, since), years)
    whole = {pair: [*seen.get(pair, ()), *tests.get(pair, ())] for pair in pairs}
    if not settled:
        return whole
    until = {pair: days(row.until) for pair, row in settled.items()}
    return {pair: [one for one in some if one.at > until[pair]] for pair, some in whole.items()}


def _forget(pairs: Collection[Pair]) -> None:
    """What was settled of these pairs no longer holds."""
    rows = SettledState.objects.filter(about(pairs))
    wanted = set(pairs)
    gone = [
        key for key, *pair in rows.values_list("pk", "person", "subject") if tuple(pair) in wanted
    ]
    SettledState.objects.filter(pk__in=gone).delete()


def _settled(
    row: MasteryState, seen: Collection[Seen], border: float, bank: Bank, trust: Sources
) -> SettledState | None:
    """Move the row by all that was seen; the state after what was seen until the border, if anything was.

    It is settled until the last of that, since something that is seen after it may still come in.
    """
    move(row, [one for one in seen if one.at <= border], bank, trust)
    state, until = row.state, row.evidence_until
    move(row, [one for one in seen if one.at > border], bank, trust)
    if until is None:
        return None
    return SettledState(
        person_id=row.person_id,
        subject_id=row.subject_id,
        state=state,
        until=until,
        version=VERSION,
    )


def known(school: School, seen: Mapping[Pair, Collection[Seen]]) -> tuple[Bank, Sources]:
    """How hard what was asked is, and how far who saw it can be trusted."""
    pieces = [one for some in seen.values() for one in some]
    goals = {int(goal) for one in pieces for goal in one.goals}
    items = {str(one.item) for one in pieces if one.item is not None}
    sources = {int(one.source) for one in pieces if one.source is not None}
    return bank_of(school, goals, items), trust_of(sources)


def move(row: MasteryState, seen: Collection[Seen], bank: Bank, trust: Sources) -> None:
    """Move the state of a row by evidence that is later than what it knows."""
    if not seen:
        return
    state = PupilState.from_dict(row.state)
    ordered = in_order(seen)
    for one in ordered:
        update(state, one, bank, SHIPPED, trust)
    row.state = state.to_dict()
    row.evidence_until = moment(ordered[-1].at)


def write_states(rows: Iterable[MasteryState]) -> None:
    """Write the states of these rows."""
    listed = list(rows)
    for row in listed:
        row.pk = None  # it is found by person and subject; SQLite stumbles over two keys at once
    MasteryState.objects.bulk_create(
        listed, batch_size=ROWS, update_conflicts=True, unique_fields=["person", "subject"],
        update_fields=["state", "version", "evidence_until", "updated_at"],
    )  # fmt: skip
