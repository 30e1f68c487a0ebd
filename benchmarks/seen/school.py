"""Fills a school with evidence: two years of answers and observations on every pupil's own goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from random import Random

from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.demo.build import build_demo
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.models import Evidence, EvidenceSource
from stapsteen.school.models import Placement, School

SUBJECTS = ("arithmetic", "reading", "language", "spelling")
STEPS_BACK, STEPS_ON = 4, 2  # which goals evidence is about, seen from the pupil's year group
DAYS = 600
BATCH = 10_000


def fill(pupils: int, pieces: int, seed: int = 1) -> School:
    """The demo school of this size with so many pieces of evidence for each pupil, and all states made."""
    build_demo(pupils, seed=seed)
    school = School.objects.get()
    rows = _evidence(school, pieces, Random(seed))  # noqa: S311
    while batch := list(islice(rows, BATCH)):
        Evidence.objects.bulk_create(batch, batch_size=2000)
    pairs = {
        (pupil, subject)
        for pupil in _placed(school)
        for subject in school.subjects.filter(key__in=SUBJECTS).values_list("pk", flat=True)
    }
    make_again(school, pairs)
    return school


def _placed(school: School) -> dict[int, int]:
    rows = Placement.objects.filter(pupil__school=school).values_list("pupil", "year_group")
    return {pupil: int(group) for pupil, group in rows if group.isdigit()}


def goals_of(school: School) -> dict[int, list[Goal]]:
    """The goals that pupils of each year group are seen on."""
    goals = list(Goal.objects.filter(school=school, subject__key__in=SUBJECTS))
    return {
        group: [one for one in goals if -STEPS_BACK <= one.step - 2 * group < STEPS_ON]
        or goals[:20]
        for group in range(1, 9)
    }


def _evidence(school: School, pieces: int, random: Random) -> Iterator[Evidence]:
    """Nine in ten are answers of practice software, the rest what a teacher saw."""
    goals, now = goals_of(school), timezone.now()
    programme = EvidenceSource.objects.get(school=school, kind="software")
    for pupil, group in _placed(school).items():
        for number in range(pieces):
            answer = random.random() < 0.9
            yield Evidence(
                person_id=pupil,
                goal=random.choice(goals[group]),
                kind=Evidence.Kind.ANSWER if answer else Evidence.Kind.OBSERVATION,
                value=float(random.random() < 0.7) if answer else random.randint(1, 4),
                source=programme if answer else None,
                item=f"o{random.randrange(400)}" if answer else "",
                external_key=f"{pupil}-{number}" if answer else "",
                at=now - timedelta(days=DAYS * (1 - number / pieces), minutes=10),
            )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not go beyond."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
