"""Subjects and their minutes a week, from tables that schools publish.

Groups 3 to 8: the mean of three schools' published tables of hours per subject for groups 3, 5 and
8 (Scholen op de kaart 08RC and 15ZX, and GBS De Fontein), rounded to a quarter of an hour; the
groups between them lie between them. Groups 1 and 2: 165 and 180 minutes a day of language, reading
and arithmetic in play (a school board's published guideline), and a walk outside every day.
Gym: two lessons of three quarters of an hour; two lesson hours a week are law since 2023.
"""

from __future__ import annotations

from dataclasses import dataclass

YEAR_GROUPS = ("1", "2", "3", "4", "5", "6", "7", "8")
SPECIAL = "S"  # what exports call a group of special primary education
LIKE_SPECIAL = "5"  # planned like the middle of the school until the school says otherwise
PLANNED = (*YEAR_GROUPS, SPECIAL)


@dataclass(frozen=True)
class SubjectDefault:
    """A subject as most schools have it. ``minutes`` a week for groups 1 to 8.

    ``core``: pupils have a need in it. ``across_classes``: level groups may form. ``theme``: a theme
    takes it up. ``room`` is the kind of room it asks; ``lessons`` how often the law asks it a week.
    """

    key: str
    name: str
    name_en: str
    minutes: tuple[int, int, int, int, int, int, int, int]
    lesson_minutes: int = 60
    lessons: int = 0
    core: bool = False
    across_classes: bool = False
    theme: bool = False
    room: str = ""

    def minutes_of(self, year_group: str) -> int:
        """Minutes a week of a year group; 0 for toddlers and codes that are not planned."""
        known = LIKE_SPECIAL if year_group == SPECIAL else year_group
        return self.minutes[YEAR_GROUPS.index(known)] if known in YEAR_GROUPS else 0


SUBJECTS: tuple[SubjectDefault, ...] = (
    SubjectDefault(
        "reading",
        "Lezen",
        "Reading",
        (225, 255, 360, 285, 225, 225, 210, 210),
        core=True,
        across_classes=True,
    ),
    SubjectDefault(
        "arithmetic",
        "Rekenen",
        "Arithmetic",
        (270, 300, 315, 315, 330, 330, 330, 315),
        core=True,
        across_classes=True,
    ),
    SubjectDefault(
        "language",
        "Taal en spelling",
        "Language and spelling",
        (330, 345, 270, 315, 330, 330, 330, 330),
        core=True,
    ),
    SubjectDefault(
        "world",
        "Wereldoriëntatie",
        "World studies",
        (120, 90, 90, 120, 150, 150, 165, 180),
        lesson_minutes=75,
        theme=True,
    ),
    SubjectDefault(
        "arts",
        "Kunst en muziek",
        "Arts and music",
        (120, 90, 120, 120, 120, 120, 120, 120),
        theme=True,
    ),
    SubjectDefault(
        "society",
        "Samen leven en verkeer",
        "Living together and traffic",
        (60, 45, 75, 75, 75, 75, 60, 60),
        lesson_minutes=30,
    ),
    SubjectDefault(
        "english", "Engels", "English", (0, 0, 30, 30, 30, 30, 45, 45), lesson_minutes=30
    ),
    SubjectDefault(
        "gym",
        "Gym",
        "Gym",
        (0, 0, 90, 90, 90, 90, 90, 90),
        lesson_minutes=45,
        lessons=2,
        room="gym",
    ),
    SubjectDefault(
        "play",
        "Spelen en bewegen",
        "Play and movement",
        (225, 225, 0, 0, 0, 0, 0, 0),
        lesson_minutes=45,
    ),
)


def is_planned(year_group: str) -> bool:
    """Whether a week is planned for a year group: groups 1 to 8 and special primary education."""
    return year_group in PLANNED
