"""Keeping what the evidence says of everybody: a state for each person in each subject.

A state is always what a replay of all evidence would give. What comes in after everything else only
moves it; what comes in late, or is withdrawn, has it made anew. Both happen in the transaction in
which the evidence changes, on rows that are held until its end, so that nothing is taken in twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from stapsteen.learning.following.scale import Years, bank_of, level_of, trust_of, years_of
from stapsteen.learning.following.seen import (
    Became,
    Pair,
    became,
    by_pair,
    row_of,
    rows_of,
    tests_of,
)
from stapsteen.learning.models import Evidence, MasteryState, NormedResult
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Seen, in_order, moment
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.sources import Sources
from stapsteen.mastery.state import VERSION as STATE
from stapsteen.mastery.state import PupilState, SubjectState
from stapsteen.mastery.tracker import update
from stapsteen.school.models import School

VERSION = f"{STATE}.1"  # the second number is that of the scale
AT_ONCE = 100  # people whose evidence is in memory at the same time


@transaction.atomic
def take_in(school: School, evidence: Collection[Evidence]) -> None:
    """Move the states by evidence that was written down just now in this transaction.

    The number of queries does not depend on how much there is.
    """
    told = became(school)
    fresh = by_pair(map(row_of, evidence), told)
    held = _held(fresh)
    late = [pair for pair, seen in fresh.items() if _is_late(held[pair], seen)]
    inside = {pair: seen for pair, seen in fresh.items() if pair not in set(late)}
    if inside:
        bank, trust = _known(school, inside)
        _write([_moved(held[pair], seen, bank, trust) for pair, seen in inside.items()])
    if late:
        _remake(school, held, late, told)


@transaction.atomic
def make_again(school: School, pairs: Iterable[Pair]) -> None:
    """Make the states of these people in these subjects from all their evidence."""
    wanted = sorted(set(pairs))
    people = sorted({person for person, _subject in wanted})
    told = became(school)
    for start in range(0, len(people), AT_ONCE):
        few = set(people[start : start + AT_ONCE])
        now = [pair for pair in wanted if pair[0] in few]
        _remake(school, _held(now), now, told)


def pairs_of(evidence: Iterable[Evidence]) -> set[Pair]:
    """Whose state in which subject evidence is about."""
    return {(one.person_id, one.goal.subject_id) for one in evidence}


def start_of(years: Years) -> SubjectState:
    """What is believed of somebody in a subject before anything was seen."""
    return SubjectState(level=level_of(years), variance=SHIPPED.level_variance)


def _held(pairs: Iterable[Pair]) -> dict[Pair, MasteryState]:
    """The rows of these states, held until the transaction ends; made where there are none."""
    wanted = sorted(set(pairs))
    MasteryState.objects.bulk_create(
        [MasteryState(person_id=person, subject_id=subject, state={}, version="")
         for person, subject in wanted],
        ignore_conflicts=True,
    )  # fmt: skip
    rows = MasteryState.objects.select_for_update().filter(
        person__in={person for person, _ in wanted}, subject__in={subject for _, subject in wanted}
    )
    found = {(row.person_id, row.subject_id): row for row in rows.order_by("person", "subject")}
    return {pair: found[pair] for pair in wanted}


def _is_late(row: MasteryState, seen: Collection[Seen]) -> bool:
    """Whether the state cannot simply be moved on: it is new, of another model, or knows of later evidence."""
    if row.version != VERSION or row.evidence_until is None:
        return True
    return moment(min(one.at for one in seen)) <= row.evidence_until


def _remake(
    school: School, held: Mapping[Pair, MasteryState], pairs: Collection[Pair], told: Became
) -> None:
    people = {person for person, _subject in pairs}
    subjects = {subject for _person, subject in pairs}
    these = Q(person__in=people, withdrawn_at__isnull=True)
    years = years_of(people)
    seen = by_pair(rows_of(Evidence.objects.filter(these, goal__subject__in=subjects)), told)
    tests = tests_of(NormedResult.objects.filter(these, subject__in=subjects), years)
    whole = {pair: [*seen.get(pair, ()), *tests.get(pair, ())] for pair in pairs}
    bank, trust = _known(school, whole)
    rows = []
    for pair, pieces in whole.items():
        row, (person, subject) = held[pair], pair
        empty = PupilState({subject: start_of(years.get(person, []))})
        row.state, row.evidence_until, row.version = empty.to_dict(), None, VERSION
        rows.append(_moved(row, pieces, bank, trust))
    _write(rows)


def _known(school: School, seen: Mapping[Pair, Collection[Seen]]) -> tuple[Bank, Sources]:
    """How hard what was asked is, and how far who saw it can be trusted."""
    pieces = [one for some in seen.values() for one in some]
    goals = {int(goal) for one in pieces for goal in one.goals}
    items = {str(one.item) for one in pieces if one.item is not None}
    sources = {int(one.source) for one in pieces if one.source is not None}
    return bank_of(school, goals, items), trust_of(sources)


def _moved(row: MasteryState, seen: Collection[Seen], bank: Bank, trust: Sources) -> MasteryState:
    """The row with its state moved by evidence that is later than what it knows."""
    state = PupilState.from_dict(row.state)
    ordered = in_order(seen)
    for one in ordered:
        update(state, one, bank, SHIPPED, trust)
    row.state = state.to_dict()
    if ordered:
        row.evidence_until = moment(ordered[-1].at)
    return row


def _write(rows: Collection[MasteryState]) -> None:
    for row in rows:
        row.pk = None  # it is found by person and subject; SQLite stumbles over two keys at once
    MasteryState.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["person", "subject"],
        update_fields=["state", "version", "evidence_until", "updated_at"],
    )
