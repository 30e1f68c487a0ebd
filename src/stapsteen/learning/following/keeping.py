"""Keeping what the evidence says of everybody: a state for each person in each subject.

A state is always what a replay of all evidence would give. What comes in after everything else only
moves it; what comes in late, or is withdrawn, has it made anew. Both happen in the transaction in
which the evidence changes, on rows that are held until its end, so that nothing is taken in twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import connection, transaction

from stapsteen.curriculum.models import Goal
from stapsteen.learning.following.became import Became, became
from stapsteen.learning.following.replaying import (
    VERSION,
    known,
    move,
    replay,
    settled_before,
    write_states,
)
from stapsteen.learning.following.seen import Pair, Row, about, by_pair, row_of
from stapsteen.learning.models import Evidence, MasteryState
from stapsteen.mastery.evidence import Seen, moment
from stapsteen.school.models import School

AT_ONCE = 100  # people whose evidence is in memory at the same time


@transaction.atomic
def take_in(school: School, evidence: Collection[Evidence]) -> None:
    """Move the states by evidence that was written down just now in this transaction.

    The number of queries does not depend on how much there is (but for every ``AT_ONCE`` people for whom
    all must be replayed).
    """
    _hold_goals()
    rows = _rows_now(evidence)
    held = _held({(row.person, row.subject) for row in rows})
    told = became(school)  # not before: who splits a goal in this moment may have been waited for
    fresh = by_pair(rows, told)
    late = {
        pair: moment(min(one.at for one in seen))
        for pair, seen in fresh.items()
        if _is_late(held[pair], seen)
    }
    inside = {pair: seen for pair, seen in fresh.items() if pair not in late}
    if inside:
        bank, trust = known(school, inside)
        for pair, seen in inside.items():
            move(held[pair], seen, bank, trust)
        write_states(held[pair] for pair in inside)
    if late:
        settled = settled_before(late)
        replay(school, held, settled, told, settled)
        _from_the_start(school, held, late.keys() - settled.keys(), told)


@transaction.atomic
def make_again(school: School, pairs: Iterable[Pair]) -> None:
    """Make the states of these people in these subjects from all their evidence."""
    wanted = set(pairs)
    held = _held(wanted)
    _from_the_start(school, held, wanted, became(school))


def _from_the_start(
    school: School, held: Mapping[Pair, MasteryState], pairs: Collection[Pair], told: Became
) -> None:
    people = sorted({person for person, _subject in pairs})
    for start in range(0, len(people), AT_ONCE):
        few = set(people[start : start + AT_ONCE])
        replay(school, held, [pair for pair in sorted(pairs) if pair[0] in few], told, {})


def _rows_now(evidence: Collection[Evidence]) -> list[Row]:
    """What the tracker reads of evidence, each in the subject that its goal has now: a file may have moved it."""
    goals = Goal.objects.filter(pk__in={one.goal_id for one in evidence})
    subjects = dict(goals.values_list("pk", "subject"))
    return [row_of(one)._replace(subject=subjects[one.goal_id]) for one in evidence]


def _hold_goals() -> None:
    """Let nobody split, merge or move the goals of new evidence until this transaction ends, or wait for who does.

    PostgreSQL holds the row that a new one points to once it looks whether that is there, which it would
    do at the very end. SQLite lets one write at a time.
    """
    if connection.features.has_select_for_update:
        connection.check_constraints()


def pairs_of(evidence: Iterable[Evidence]) -> set[Pair]:
    """Whose state in which subject evidence is about."""
    return {(one.person_id, one.goal.subject_id) for one in evidence}


def _held(pairs: Iterable[Pair]) -> dict[Pair, MasteryState]:
    """The rows of these states, held until the transaction ends; made where there are none."""
    wanted = sorted(set(pairs))
    MasteryState.objects.bulk_create(
        [MasteryState(person_id=person, subject_id=subject, state={}, version="")
         for person, subject in wanted],
        ignore_conflicts=True,
    )  # fmt: skip
    rows = MasteryState.objects.select_for_update().filter(about(wanted))
    found = {(row.person_id, row.subject_id): row for row in rows.order_by("person", "subject")}
    return {pair: found[pair] for pair in wanted}


def _is_late(row: MasteryState, seen: Collection[Seen]) -> bool:
    """Whether the state cannot simply be moved on: it is new, of another model, or knows of later evidence."""
    if row.version != VERSION or row.evidence_until is None:
        return True
    return moment(min(one.at for one in seen)) <= row.evidence_until
