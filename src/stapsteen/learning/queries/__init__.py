"""Reads about what people are learning."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Min

from stapsteen.learning.models import PersonalGoal
from stapsteen.school.models import Person, School

WORKING_ON = (PersonalGoal.State.CHOSEN, PersonalGoal.State.BUSY)


def next_steps(school: School, pupil: Person | None = None) -> dict[int, dict[str, int]]:
    """For each pupil (or one), by subject key, the first step that is under way. One query.

    What it chose; what it is ready for by what was seen of it is in ``readiness``.
    """
    found: dict[int, dict[str, int]] = defaultdict(dict)
    under_way = PersonalGoal.objects.filter(
        person__school=school, ends__isnull=True, state__in=WORKING_ON
    )
    if pupil is not None:
        under_way = under_way.filter(person=pupil)
    rows = under_way.values_list("person", "goal__subject__key").annotate(Min("goal__step"))
    for person, subject, step in rows:
        found[person][subject] = step
    return dict(found)
