"""Which subjects and minutes a school is assumed to have: the planner's usual table.

Special primary education is planned like the middle of the school until the school says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from stapsteen.planner.organisation.school_week import Subject
from stapsteen.planner.organisation.tables import YEAR_GROUPS, usual_subjects

SPECIAL = "S"  # what exports call a group of special primary education
LIKE_SPECIAL = "5"
PLANNED = (*YEAR_GROUPS, SPECIAL)
STEP = 45  # minutes; one lesson less when a week is too short


def minutes_of(subject: Subject, year_group: str) -> int:
    """Minutes a week of a year group; 0 for toddlers and codes that are not planned."""
    return subject.minutes.get(LIKE_SPECIAL if year_group == SPECIAL else year_group, 0)


def minutes_that_fit(year_group: str, available: int) -> dict[str, int]:
    """The usual minutes of a year group by subject, with whole lessons left out until they fit.

    The subject with the most minutes gives way first; what the law asks (gym) stays.
    """
    asked = {subject.id: minutes_of(subject, year_group) for subject in usual_subjects()}
    lawful = {subject.id for subject in usual_subjects() if subject.lessons}
    while sum(asked.values()) > available and (most := _most(asked, lawful)):
        asked[most] -= STEP
    return asked


def _most(asked: Mapping[str, int], lawful: set[str]) -> str | None:
    given = [key for key, minutes in asked.items() if key not in lawful and minutes >= STEP]
    return max(given, key=lambda key: asked[key], default=None)


def is_planned(year_group: str) -> bool:
    """Whether a week is planned for a year group: groups 1 to 8 and special primary education."""
    return year_group in PLANNED
