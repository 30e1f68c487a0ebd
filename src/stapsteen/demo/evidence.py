"""What was seen of the pupils of the demo school: by teachers, practice software, tests and themselves.

Every pupil has an ability of its own on every goal, and what was seen of it follows from that, so
that a demo shows what a school shows: mostly agreement, here and there two sources that differ, and
goals of which hardly anything is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from math import exp
from random import Random

from django.utils import timezone

from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.levels import Level, OwnView
from stapsteen.learning.models import Evidence, EvidenceSource, NormedResult, PersonalGoal
from stapsteen.school.models import Guidance, Membership, Person, School, SchoolYear, Subject

MASTERED, BUSY = 3.6, 0.6  # usual ability above a goal that was agreed, and one that is worked on
APART = 0.9  # how pupils differ on such a goal
NORMS = ("V", "IV", "III", "II", "I")
TASKS = 8  # an average row of tasks in practice software
SEEN_BY_ALL = ("arithmetic", "reading", "language")  # subjects with practice software
DIFFERS = 0.04  # share of goals on which software says more than the teacher
KIND = Evidence.Kind


def make_evidence(year: SchoolYear, held: Iterable[PersonalGoal], random: Random) -> None:
    """Evidence of the last months for these goals, and the mastery that follows from it."""
    observers, programme, selves = _observers(year), _programme(year.school), _selves(year.school)
    evidence: list[Evidence] = []
    pairs: set[tuple[int, int]] = set()
    for one in held:
        if one.goal is None:
            continue
        ability = random.gauss(BUSY if one.ends is None else MASTERED, APART)
        first, last, most = (1, 40, 3) if one.ends is None else (45, 120, 5)
        watch = observers.get(one.person_id)
        evidence += _watched(one, watch, ability, _days(random, first, last, most), random)
        if one.goal.subject.key in SEEN_BY_ALL and random.random() < 0.6:
            better = ability + (3.5 if random.random() < DIFFERS else 0.0)
            evidence += _practised(
                one, programme, better, _days(random, first, last, most - 1), random
            )
        if one.ends is None and random.random() < 0.4:
            evidence.append(_said_itself(one, selves[one.person_id], ability, random))
        pairs.add((one.person_id, one.goal.subject_id))
    Evidence.objects.bulk_create(evidence, batch_size=1000)
    _make_tests(year, random)
    make_again(year.school, pairs)


def _observers(year: SchoolYear) -> dict[int, EvidenceSource]:
    """For each pupil the teacher who writes down what it does."""
    given = Guidance.objects.filter(group__year=year).exclude(kind=Guidance.Kind.ASSISTS)
    teacher = {one.group_id: one.staff_id for one in given.order_by("-pk")}
    sources = EvidenceSource.objects.bulk_create(
        EvidenceSource(school=year.school, kind=EvidenceSource.Kind.OBSERVER, observer_id=staff)
        for staff in dict.fromkeys(teacher.values())
    )
    by_staff = {source.observer_id: source for source in sources}
    members = Membership.objects.filter(group__in=teacher).values_list("person", "group")
    return {person: by_staff[teacher[group]] for person, group in members}


def _programme(school: School) -> EvidenceSource:
    kind = EvidenceSource.Kind.SOFTWARE
    return EvidenceSource.objects.create(school=school, kind=kind, name="Oefenprogramma")


def _selves(school: School) -> dict[int, EvidenceSource]:
    pupils = Person.objects.filter(school=school, placements__isnull=False).distinct()
    kind = EvidenceSource.Kind.PUPIL
    made = EvidenceSource.objects.bulk_create(
        EvidenceSource(school=school, kind=kind, observer=one) for one in pupils
    )
    return {one.observer_id: one for one in made if one.observer_id is not None}


def _days(random: Random, first: int, last: int, most: int) -> list[datetime]:
    """Some school mornings, from ``last`` to ``first`` days ago, the oldest first."""
    today = timezone.localdate()
    ago = sorted(random.sample(range(first, last), random.randint(most // 3, most)), reverse=True)
    days = [today - timedelta(days=number) for number in ago]
    return [
        timezone.make_aware(datetime.combine(day, time(9 + random.randrange(5), 15)))
        for day in days
        if day.isoweekday() <= 5
    ]


def _watched(
    held: PersonalGoal,
    by: EvidenceSource | None,
    ability: float,
    days: list[datetime],
    random: Random,
) -> Iterator[Evidence]:
    for at in days:
        felt = ability + random.gauss(0, 0.7)
        level = sum(felt > border for border in (-0.5, 0.8, 2.2))
        yield _evidence(held, KIND.OBSERVATION, by, at, list(Level)[level])


def _practised(
    held: PersonalGoal, by: EvidenceSource, ability: float, days: list[datetime], random: Random
) -> Iterator[Evidence]:
    for at in days:
        right = sum(random.random() < 1 / (1 + exp(-ability)) for _task in range(TASKS))
        yield _evidence(held, KIND.PERCENTAGE, by, at, right / TASKS, out_of=TASKS)


def _said_itself(
    held: PersonalGoal, by: EvidenceSource, ability: float, random: Random
) -> Evidence:
    felt = ability + random.gauss(0.4, 1.0)
    view = list(OwnView)[sum(felt > border for border in (0.0, 1.5))]
    at = timezone.now() - timedelta(days=random.randrange(1, 20))
    return _evidence(held, KIND.SELF, by, at, view)


def _evidence(
    held: PersonalGoal,
    kind: str,
    source: EvidenceSource | None,
    at: datetime,
    value: float,
    **more: int,
) -> Evidence:
    return Evidence(
        person=held.person,
        goal=held.goal,
        kind=kind,
        source=source,
        at=at,
        value=float(value),
        **more,
    )


def _make_tests(year: SchoolYear, random: Random) -> None:
    """From year group 3 a test of arithmetic in the middle of last school year."""
    subject = Subject.objects.get(school=year.school, key="arithmetic")
    day = year.starts.replace(month=1, day=20)
    placed = year.placements.filter(year_group__in=("4", "5", "6", "7", "8"))
    NormedResult.objects.bulk_create(
        _test(placement.pupil_id, subject, int(placement.year_group) - 1, day, random)
        for placement in placed.order_by("pupil")
    )


def _test(pupil: int, subject: Subject, group: int, day: date, random: Random) -> NormedResult:
    mean = 120.0 + 25 * (group - 3)
    place = random.gauss(0, 1)
    norm = NORMS[sum(place > border for border in (-0.84, -0.25, 0.25, 0.84))]
    return NormedResult(
        person_id=pupil, subject=subject, test=f"Rekenen M{group}", taken_on=day, mean=mean,
        score=round(mean + 15 * place, 1), spread=15.0, standard_error=5.0, norm=norm,
    )  # fmt: skip
