"""Learning from all that a school saw: how hard its goals and tasks are, and how far each source can be trusted.

Everything starts from usual values and from the step of a goal (``scale``). Once a week, when evidence came in,
two passes over all of it (``mastery.learning`` says why no more) move the difficulties; how each source's judgements
differ from what the rest of the evidence says gives its noise, never below a floor. Then all states are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.jobs.actions import enqueue, resume
from stapsteen.learning.following.became import became
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.following.replaying import VERSION
from stapsteen.learning.following.scale import difficulty_of, level_of, years_of
from stapsteen.learning.following.seen import Pair, by_pair, rows_of
from stapsteen.learning.models import Evidence, EvidenceSource, ItemDifficulty, MasteryState
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.batch import Difficulties, follow
from stapsteen.mastery.evidence import Kind, Seen, in_order
from stapsteen.mastery.log import NOBODY, Floats, Log, answers, judgements, together
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.sources import Expected, learn_sources, usual_noise
from stapsteen.school.models import School, Subject

PASSES = 2
FEW = 20  # people whose states are made again in one transaction
MOST_GOALS = 6  # of a task that are told apart
LEAST_JUDGEMENTS = 10  # of a source before its noise is kept
Numbers = dict[str, int]


def ask_to_learn(school: School) -> None:
    """Have the worker learn from this school's evidence, once a week."""
    year, week, _day = timezone.localdate().isocalendar()
    enqueue("learn_from_evidence", {"school": school.pk}, key=f"learn-{school.pk}-{year}-{week}")


def ask_when_due(school: School) -> None:
    """The same when anything was seen this last week: imports ask for it themselves, observations do not."""
    week_ago = timezone.now() - timedelta(days=7)
    seen = Evidence.objects.filter(person__school=school, received_at__gte=week_ago)
    if seen.exists():
        ask_to_learn(school)


def ask_where_outdated() -> int:
    """Ask for every school with states that another version of the model made, which no page reads; how many.

    For after an upgrade. What failed before is asked for again.
    """
    old = MasteryState.objects.exclude(version=VERSION)
    schools = set(old.values_list("person__school", flat=True))
    for school in sorted(schools):
        key = f"learn-{school}-version-{VERSION}"
        enqueue("learn_from_evidence", {"school": school}, key=key)
        resume(key)
    return len(schools)


def work(
    payload: dict[str, Any], report: Callable[[dict[str, Any]], None], cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """What the worker does: one subject after another."""
    school = School.objects.get(pk=payload["school"])
    subjects = list(Subject.objects.filter(school=school))
    learnt = {}
    for number, subject in enumerate(subjects):
        if cancelled():
            break
        report({"subject": number, "of": len(subjects)})
        learnt[subject.key] = learn(school, subject)
    return learnt


def learn(school: School, subject: Subject) -> int:
    """Learn from all evidence of a subject and make its states again; the number of pieces it rests on.

    This takes long, and who saves something meanwhile must not wait for it: it is reckoned outside a transaction and
    written down a few people at a time. What is broken off is made whole by doing it again.
    """
    evidence = Evidence.objects.filter(
        person__school=school, goal__subject=subject, withdrawn_at__isnull=True
    )
    seen = by_pair(rows_of(evidence), became(school))
    if seen:
        told = _learnt(school, subject, seen)
    else:
        told = 0
        ItemDifficulty.objects.filter(goal__subject=subject).delete()
    pairs = sorted(set(seen) | _states_of(subject))
    for start in range(0, len(pairs), FEW):
        make_again(school, pairs[start : start + FEW])
    return told


def _learnt(school: School, subject: Subject, seen: dict[Pair, list[Seen]]) -> int:
    school_log = _Columns(seen)
    known = school_log.fresh(subject)
    level = school_log.levels()
    for _pass in range(PASSES):
        follow(school_log.log, known, SHIPPED, learning=True, level=level)
    with transaction.atomic():
        ItemDifficulty.objects.filter(
            goal__subject=subject
        ).delete()  # withdrawn, it teaches nothing
        _keep_difficulties(school, school_log, known)
    _keep_trust(school_log, known, level)
    return len(school_log.log)


def _states_of(subject: Subject) -> set[Pair]:
    return set(MasteryState.objects.filter(subject=subject).values_list("person", "subject"))


class _Columns:
    """All answers and judgements of a subject as columns, and which key each number in them stands for."""

    def __init__(self, seen: dict[Pair, list[Seen]]) -> None:
        self.people = [person for person, _subject in sorted(seen)]
        self.goals: Numbers = {}
        self.items: Numbers = {}
        self.asked: list[tuple[int, Seen]] = []
        self.judged: list[tuple[int, Seen]] = []
        for number, pair in enumerate(sorted(seen)):
            for one in in_order(seen[pair]):
                if one.kind is Kind.ANSWER:
                    self.asked.append((number, one))
                elif one.kind in (Kind.JUDGEMENT, Kind.DECISION):
                    self.judged.append((number, one))
        self.log = together([self._answers(), self._judgements()])

    def _number(self, keys: Numbers, key: object) -> int:
        return keys.setdefault(str(key), len(keys))

    def _goals_of(self, asked: Sequence[tuple[int, Seen]]) -> Any:
        table = np.full((MOST_GOALS, len(asked)), NOBODY)
        for column, (_pupil, one) in enumerate(asked):
            for row, goal in enumerate(one.goals[:MOST_GOALS]):
                table[row, column] = self._number(self.goals, goal)
        return table

    def _answers(self) -> Log:
        some = self.asked
        return answers(
            np.array([pupil for pupil, _one in some], dtype=np.int64),
            self._goals_of(some),
            np.array([self._number(self.items, one.item) if one.item else NOBODY for _p, one in some],
                     dtype=np.int64),
            np.array([one.value >= 0.5 for _pupil, one in some], dtype=bool),
            at=np.array([one.at for _pupil, one in some], dtype=float),
            guess=np.array([1 / one.options if one.options else SHIPPED.open_guess for _p, one in some]),
        )  # fmt: skip

    def _judgements(self) -> Log:
        some = self.judged
        told = judgements(
            np.array([pupil for pupil, _one in some], dtype=np.int64),
            np.zeros(len(some), dtype=np.int64),
            np.array([_point(one) for _pupil, one in some], dtype=np.int64),
            np.array([one.at for _pupil, one in some], dtype=float),
            noise=np.full(len(some), usual_noise(Kind.JUDGEMENT, SHIPPED)),
            bias=np.zeros(len(some)),
            weight=np.ones(len(some)),
        )
        told.goals = self._goals_of(some)
        return told

    def fresh(self, subject: Subject) -> Difficulties:
        """Nothing learnt yet: each goal as hard as its step says."""
        steps = dict(Goal.objects.filter(subject=subject).values_list("pk", "step"))
        known = Difficulties.fresh(len(self.goals), len(self.items), SHIPPED)
        for key, number in self.goals.items():
            known.goal[number] = difficulty_of(steps[int(key)])
        return known

    def levels(self) -> Floats:
        """Where each pupil begins."""
        years = years_of(self.people)
        return np.array([level_of(years.get(person, [])) for person in self.people])


def _point(one: Seen) -> int:
    """The point of the scale; a decision is one of its ends."""
    return int(one.value) if one.kind is Kind.JUDGEMENT else 3 * int(one.value >= 0.5)


def _keep_difficulties(school: School, told: _Columns, known: Difficulties) -> None:
    goal_of_item = {str(one.item): int(one.goals[0]) for _pupil, one in told.asked if one.item}
    counts = np.bincount(np.maximum(told.log.goals[0], 0), minlength=len(told.goals))
    items = np.bincount(told.log.item[told.log.item != NOBODY], minlength=len(told.items))
    rows = [
        ItemDifficulty(school=school, goal_id=int(key), item="", mean=known.goal[n],
                       variance=known.goal_variance[n], seen=counts[n])
        for key, n in told.goals.items()
    ]  # fmt: skip
    rows += [
        ItemDifficulty(school=school, goal_id=goal_of_item[key], item=key, mean=known.item[n],
                       variance=known.item_variance[n], seen=items[n])
        for key, n in told.items.items()
    ]  # fmt: skip
    ItemDifficulty.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["goal", "item"],
        update_fields=["mean", "variance", "seen"],
    )  # fmt: skip


def _keep_trust(told: _Columns, known: Difficulties, level: Floats) -> None:
    """What the evidence before each judgement expected of it, by source."""
    done = follow(told.log, known, SHIPPED, level=level)
    keys = {number: int(key) for key, number in told.goals.items()}
    judged = {(pupil, one.at, int(one.goals[0])): one for pupil, one in told.judged}
    expected = []
    for row in np.flatnonzero(~told.log.answer):
        number = int(told.log.goals[0, row])
        one = judged[int(told.log.pupil[row]), float(told.log.at[row]), keys[number]]
        mean = float(done.mean[row] + known.goal[number])
        if one.kind is Kind.JUDGEMENT:
            expected.append(Expected(one, mean, float(done.variance[row])))
    bank = Bank({keys[n]: (float(known.goal[n]), float(known.goal_variance[n])) for n in keys})
    for source, trust in learn_sources(expected, bank).known.items():
        if trust.judgements >= LEAST_JUDGEMENTS:
            EvidenceSource.objects.filter(pk=source).update(
                noise=trust.noise, bias=trust.bias, noise_seen=trust.judgements
            )
