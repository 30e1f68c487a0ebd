"""Personal timetables: the day starts and ends in the base group, between lie rounds of workshops.

The timetable instance places what has a fixed group (start, end, gym); ``offer`` fills the rounds.
"""

from __future__ import annotations

from dataclasses import replace

from stapsteen.planner.organisation.columns import base_groups
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.lessons import gym_lessons
from stapsteen.planner.organisation.rounds import rounds_of
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.together import starts_and_ends


def personal(week: SchoolWeek) -> Draft:
    """Starts, ends and gym per base group; gym begins when a round begins."""
    columns = base_groups(week)
    blocks = list(starts_and_ends(week, columns.groups, always=True))
    begins = frozenset(part.start for part in rounds_of(week))
    for column in columns.groups:
        for subject in week.subjects:
            if subject.lessons and subject.room:
                gym = gym_lessons(week, column, subject)
                blocks += [replace(block, starts=begins) for block in gym]
    return Draft(week, "personal", columns.groups, tuple(blocks), columns.sources)
