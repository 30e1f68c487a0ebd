"""The step that each pupil needs in a subject: what a week is planned around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from stapsteen.learning.queries import next_steps
from stapsteen.learning.queries.readiness import first_not_mastered
from stapsteen.planner.organisation.school_week import Subject
from stapsteen.school.models import SchoolYear
from stapsteen.week.instruction.queries import taught_on

Needs = dict[int, dict[str, int]]  # by pupil and subject key


def needs_of(
    year: SchoolYear, day: date, subjects: Collection[Subject], pupils: Collection[int]
) -> Needs:
    """The needs on a day, in subjects that have time in the week.

    The goal of the instruction group in which a pupil sits then comes first, then the first goal that
    it does not master yet (in core subjects), then what it chose. Who has none of these is where its
    year group usually is. The number of queries does not grow with the pupils.
    """
    core = [subject.id for subject in subjects if subject.core]
    in_groups: Needs = defaultdict(dict)
    for pupil, goal in taught_on(year, day):
        in_groups[pupil][goal.subject.key] = goal.step
    planned, found = {subject.id for subject in subjects}, defaultdict[int, dict[str, int]](dict)
    mastery = first_not_mastered(year.school, pupils, core)
    for source in (next_steps(year.school), mastery, in_groups):  # the last one holds
        for pupil, steps in source.items():
            found[pupil].update({key: step for key, step in steps.items() if key in planned})
    return {pupil: steps for pupil, steps in found.items() if steps}
