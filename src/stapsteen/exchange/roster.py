"""A roster: who is at a school in a school year, as any export tells it.

The readers of EDEXML and OneRoster make one; what comes after knows no file format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["year_class", "cluster"]


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: where it is, what it is, what to do. ``line`` 0 is the whole file."""

    file: str
    line: int
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, regel {self.line}" if self.line else self.file
        return f"{place}: {self.sentence} {self.remedy}".strip()


class Unreadable(Exception):
    """A file that cannot be read in. ``problems`` say why, each with its place and remedy."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class RosterGroup:
    """A group. ``year_group`` is the code of the export, empty where it has none."""

    key: str
    name: str
    kind: Kind = "year_class"
    year_group: str = ""


@dataclass(frozen=True)
class RosterPupil:
    """A pupil with at most one class and any number of other groups, by their keys.

    ``left_on`` is the last day of a pupil who is in the file and no longer at the school.
    """

    key: str
    given_name: str = ""
    prefix: str = ""
    family_name: str = ""
    initials: str = ""
    birth_date: date | None = None
    chain_id: str = ""
    year_group: str = ""
    groups: tuple[str, ...] = ()
    left_on: date | None = None


@dataclass(frozen=True)
class RosterStaff:
    """A member of staff. ``role`` is a proposal; it never gives rights to a log-in."""

    key: str
    given_name: str = ""
    prefix: str = ""
    family_name: str = ""
    initials: str = ""
    email: str = ""
    chain_id: str = ""
    role: str = "teacher"
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """Everything an export tells that may be kept.

    ``source`` names the kind of file; keys are unique within it. ``dropped`` counts, by the name of the
    field, what was left out because a school may not or need not keep it here. ``left`` are the keys of
    pupils who have left according to the file. ``problems`` did not stand in the way.
    """

    source: str
    version: str
    file: str
    starts: date
    ends: date
    school_name: str = ""
    school_code: str = ""
    groups: tuple[RosterGroup, ...] = ()
    pupils: tuple[RosterPupil, ...] = ()
    staff: tuple[RosterStaff, ...] = ()
    left: tuple[str, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
    problems: tuple[Problem, ...] = ()

    @property
    def year_name(self) -> str:
        """The school year as it is written: 2026-2027."""
        return f"{self.starts.year}-{self.ends.year}"


def school_year(first: int) -> tuple[date, date]:
    """The first and the last day of the school year that starts in a calendar year."""
    return date(first, 8, 1), date(first + 1, 7, 31)
