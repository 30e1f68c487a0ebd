"""What the pupils of the demo school are learning: goals, what they work on, what was seen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.demo.people import People
from stapsteen.learning.models import Evidence, PersonalGoal
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.tables import usual_subjects
from stapsteen.school.models import Person, School, SchoolYear, Subject, SubjectMinutes
from stapsteen.school.rows import subject_rows

GOALS = Path(__file__).with_name("goals.toml")
Goals = dict[tuple[str, int], Goal]


def make_subjects(year: SchoolYear) -> dict[str, Subject]:
    """The subjects with their usual minutes a week."""
    subjects = Subject.objects.bulk_create(subject_rows(year.school))
    found = {subject.key: subject for subject in subjects}
    SubjectMinutes.objects.bulk_create(
        SubjectMinutes(year=year, subject=found[subject.id], year_group=year_group, minutes=minutes)
        for subject in usual_subjects()
        for year_group, minutes in subject.minutes.items()
    )
    return found


def make_goals(school: School, subjects: dict[str, Subject]) -> Goals:
    """A goal for each half school year of the core subjects."""
    written = tomllib.loads(GOALS.read_text(encoding="utf-8"))
    goals = Goal.objects.bulk_create(
        Goal(
            school=school,
            subject=subjects[subject],
            step=step,
            title=title,
            pupil_title=pupil_title,
            pictogram=subject,
        )
        for subject, lines in written.items()
        for step, (title, pupil_title) in enumerate(lines, start=1)
    )
    keys = [
        (subject, step) for subject, lines in written.items() for step in range(1, len(lines) + 1)
    ]
    return dict(zip(keys, goals, strict=True))


def make_learning(
    year: SchoolYear, week: SchoolWeek, people: People, goals: Goals, random: Random
) -> None:
    """Every pupil has the step before behind it and works on the step it is ready for."""
    held, seen = [], []
    for pupil in week.pupils:
        person = people.pupils[pupil.id]
        for subject, step in pupil.needs.items():
            held += list(_held(year, person, subject, step, goals))
            seen += list(_seen(person, goals[subject, step], random))
    PersonalGoal.objects.bulk_create(held, batch_size=500)
    Evidence.objects.bulk_create(seen, batch_size=500)


def _held(
    year: SchoolYear, person: Person, subject: str, step: int, goals: Goals
) -> Iterator[PersonalGoal]:
    begun = year.starts + timedelta(weeks=5)
    if step > 1:
        yield PersonalGoal(
            person=person,
            goal=goals[subject, step - 1],
            state=PersonalGoal.State.AGREED,
            starts=year.starts,
            ends=begun,
        )
    yield PersonalGoal(
        person=person, goal=goals[subject, step], state=PersonalGoal.State.BUSY, starts=begun
    )


def _seen(person: Person, goal: Goal, random: Random) -> Iterator[Evidence]:
    """Now and then somebody wrote down what it saw."""
    for _time in range(random.choice((0, 0, 1, 2))):
        day = timezone.localdate() - timedelta(days=random.randrange(1, 30))
        yield Evidence(
            person=person,
            goal=goal,
            kind=Evidence.Kind.OBSERVATION,
            value=random.choice((1, 2, 2, 3, 3)),
            at=timezone.make_aware(datetime.combine(day, time(9 + random.randrange(5), 15))),
        )
