"""Usual minutes a week, within what published tables of Dutch primary schools give, in lessons of 45
minutes: six hours of reading in group 3 and under four later, five of arithmetic, two lessons of gym.
A school changes what is different with them.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from stapsteen.planner.organisation.school_week import Slot, SlotKind, Subject

YEAR_GROUPS = ("1", "2", "3", "4", "5", "6", "7", "8")
SUBJECTS: tuple[Subject, ...] = (
    Subject("reading", "Lezen", "Reading", lesson_minutes=45, core=True, across_classes=True),
    Subject(
        "arithmetic", "Rekenen", "Arithmetic", lesson_minutes=45, core=True, across_classes=True
    ),
    Subject("language", "Taal", "Language", lesson_minutes=45, core=True),
    Subject("spelling", "Spelling", "Spelling", lesson_minutes=45, core=True),
    Subject("play", "Spelen en werken", "Play and work", lesson_minutes=90),
    Subject("world", "Wereldoriëntatie", "World studies", lesson_minutes=90, theme=True),
    Subject("arts", "Kunst en muziek", "Arts and music", lesson_minutes=45, theme=True),
    Subject("gym", "Gym", "Gym", lesson_minutes=45, lessons=2, room="gym"),
    Subject("english", "Engels", "English", lesson_minutes=45),
    Subject("social", "Samen leven", "Living together", lesson_minutes=45),
)
MINUTES: dict[str, tuple[int, ...]] = {
    "reading": (90, 135, 360, 270, 225, 225, 225, 225),
    "arithmetic": (90, 135, 270, 315, 315, 315, 315, 315),
    "language": (135, 135, 135, 180, 180, 180, 180, 180),
    "spelling": (0, 0, 90, 90, 90, 90, 90, 90),
    "play": (585, 495, 0, 0, 0, 0, 0, 0),
    "world": (90, 90, 90, 135, 180, 180, 180, 180),
    "arts": (135, 135, 135, 135, 135, 135, 135, 135),
    "gym": (90, 90, 90, 90, 90, 90, 90, 90),
    "english": (45, 45, 45, 45, 45, 45, 45, 45),
    "social": (45, 45, 45, 45, 45, 45, 45, 45),
}
DAY: tuple[tuple[str, SlotKind], ...] = (
    ("08:30", "start"), ("08:45", "lesson"), ("09:30", "lesson"), ("10:15", "break"),
    ("10:30", "lesson"), ("11:15", "lesson"), ("12:00", "lunch"), ("12:30", "lesson"),
    ("13:15", "lesson"), ("14:00", "end"), ("14:15", "end"),
)  # fmt: skip
WATCHERS = {"break": 2, "lunch": 3}


def usual_subjects() -> tuple[Subject, ...]:
    """The subjects with their usual minutes for year groups 1 to 8."""
    return tuple(
        replace(subject, minutes=dict(zip(YEAR_GROUPS, MINUTES[subject.id], strict=True)))
        for subject in SUBJECTS
    )


def usual_slots() -> tuple[Slot, ...]:
    """Five equal days of five hours, with a break and a lunch that staff watch over."""
    return tuple(
        Slot(day, starts, ends, kind, WATCHERS.get(kind, 0))
        for day in range(1, 6)
        for (starts, kind), (ends, _next) in itertools.pairwise(DAY)
    )
