"""What the pupils of the demo school are learning: goals, what they work on, what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from stapsteen.curriculum.actions.starter import bring_in_starter
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.demo.evidence import make_evidence
from stapsteen.demo.people import People
from stapsteen.learning.models import PersonalGoal
from stapsteen.planner.organisation.levels import usual_step
from stapsteen.planner.organisation.school_week import Pupil, SchoolWeek
from stapsteen.planner.organisation.tables import usual_subjects
from stapsteen.school.models import Person, School, SchoolYear, Subject, SubjectMinutes
from stapsteen.school.rows import subject_rows

BACK = 2  # how many steps before its own a pupil of the demo has been followed: a school year
FEWEST, MOST = 2, 5  # goals that a pupil works on at once
MOST_OF_ONE = 2  # of them in one subject
PERSONAL = "personal"
Goals = dict[tuple[str, int], list[Goal]]
"""The goals of a subject (by key) at a step, one or more."""


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


def make_goals(school: School) -> Goals:
    """The starter set, by subject and step."""
    bring_in_starter(None, school)
    found: Goals = defaultdict(list)
    for goal in goals_in_use(school):
        found[goal.subject.key, goal.step].append(goal)
    return dict(found)


def make_learning(
    year: SchoolYear, week: SchoolWeek, people: People, goals: Goals, random: Random
) -> None:
    """Every pupil has the steps before behind it and works on the step it is ready for."""
    held: list[PersonalGoal] = []
    for pupil in week.pupils:
        before: list[Goal] = []
        now: list[Goal] = []
        for subject, step in _stands(pupil).items():
            there = goals.get((subject, step), [])
            now += random.sample(there, min(len(there), MOST_OF_ONE))
            for back in range(1, BACK + 1):
                before += goals.get((subject, step - back), [])
        random.shuffle(now)
        count = random.randint(FEWEST, MOST)
        person = people.pupils[pupil.id]
        held += _held(year, person, before, now[:count])
    PersonalGoal.objects.bulk_create(held, batch_size=500)
    make_evidence(year, held, random)


def _stands(pupil: Pupil) -> dict[str, int]:
    """The step a pupil is at by subject; in personal formation that of its age."""
    return {**pupil.needs, PERSONAL: usual_step(pupil.year_group, 1)}


def _held(
    year: SchoolYear, person: Person, before: Sequence[Goal], busy: Sequence[Goal]
) -> Iterator[PersonalGoal]:
    begun = year.starts + timedelta(weeks=5)
    for goal in before:
        yield PersonalGoal(
            person=person,
            goal=goal,
            state=PersonalGoal.State.AGREED,
            starts=year.starts,
            ends=begun,
        )
    for goal in busy:
        yield PersonalGoal(person=person, goal=goal, state=PersonalGoal.State.BUSY, starts=begun)
