"""What may be said of what people have mastered. Reads states, never the evidence itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.learning.following.replaying import VERSION, start_of
from stapsteen.learning.following.scale import bank_of, years_of
from stapsteen.learning.models import MasteryState
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.estimate import estimate, mastery
from stapsteen.mastery.evidence import days
from stapsteen.mastery.showing import Shown, show
from stapsteen.mastery.state import PupilState
from stapsteen.school.models import Person, School

Wanted = dict[int, list[int]]  # subject -> goals


def shown_for(
    person: Person, goals: Collection[Goal] | None = None, now: datetime | None = None
) -> dict[int, Shown]:
    """What to say of these goals (all of which anything was seen, without them), by goal. Four queries."""
    return shown_for_many(person.school, [person.pk], goals, now)[person.pk]


def shown_for_many(
    school: School,
    people: Collection[int],
    goals: Collection[Goal] | None = None,
    now: datetime | None = None,
) -> dict[int, dict[int, Shown]]:
    """The same for several people at once, by person and goal; four queries, however many there are.

    For a whole group pass the goals you ask about: reading all goals of all is what takes time.
    """
    wanted = _by_subject(goals) if goals is not None else None
    states = states_of(people, wanted)
    asked = {
        person: _seen_in(state) if wanted is None else wanted for person, state in states.items()
    }
    every = {goal for some in asked.values() for few in some.values() for goal in few}
    bank, at = bank_of(school, every), days(now or timezone.now())
    return {
        person: {
            goal: show(states[person], subject, goal, at, bank)
            for subject, some in subjects.items()
            for goal in some
        }
        for person, subjects in asked.items()
    }


def chances_for(
    person: Person, goals: Collection[Goal], now: datetime | None = None
) -> dict[int, float]:
    """The chance that a person has mastered each of these goals: to reckon with, never to show."""
    subjects = _by_subject(goals)
    state = states_of([person.pk], subjects)[person.pk]
    bank = bank_of(person.school, {goal.pk for goal in goals})
    return _chances(state, subjects, bank, days(now or timezone.now()))


def chances_for_many(
    school: School, people: Collection[int], goals: Collection[Goal], now: datetime | None = None
) -> dict[int, dict[int, float]]:
    """The same for several people, by person and goal; four queries."""
    subjects = _by_subject(goals)
    bank, at = bank_of(school, {goal.pk for goal in goals}), days(now or timezone.now())
    states = states_of(people, subjects)
    return {person: _chances(state, subjects, bank, at) for person, state in states.items()}


def states_of(
    people: Collection[int], subjects: Collection[int] | None = None
) -> dict[int, PupilState]:
    """What is believed of each of these people. Two queries.

    In each of ``subjects`` also of those of whom nothing was seen; without them only what was seen.
    """
    years = years_of(people)
    found = {
        person: PupilState({one: start_of(years.get(person, [])) for one in subjects or ()})
        for person in people
    }
    rows = MasteryState.objects.filter(person__in=people, version=VERSION)
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    for person, kept in rows.values_list("person", "state"):
        found[person].subjects.update(PupilState.from_dict(kept).subjects)
    return found


def _by_subject(goals: Collection[Goal]) -> Wanted:
    found: Wanted = defaultdict(list)
    for goal in goals:
        found[goal.subject_id].append(goal.pk)
    return found


def _seen_in(state: PupilState) -> Wanted:
    """The goals on which something was seen, by subject."""
    return {int(key): [int(goal) for goal in one.goals] for key, one in state.subjects.items()}


def _chances(state: PupilState, subjects: Wanted, bank: Bank, at: float) -> dict[int, float]:
    return {
        goal: mastery(estimate(state, subject, goal, at, bank))
        for subject, goals in subjects.items()
        for goal in goals
    }
