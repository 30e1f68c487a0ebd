"""What the rules know: of the school, and of one pupil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

DAYS = 7


@dataclass(frozen=True)
class Found:
    """What a rule found. ``about`` tells two of a kind apart; ``details`` is what the sentence names."""

    kind: str
    about: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Here:
    """The school today.

    ``limits`` are the thresholds of the rules that are on. ``free`` are the holidays: weeks without
    school do not count. ``subjects`` are the core subjects of which somebody saw something this year.
    """

    today: date
    limits: Mapping[str, int]
    free: tuple[tuple[date, date], ...] = ()
    subjects: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    talks: bool = True  # whether the school holds conversations at all
    pupils_choose: bool = True  # whether pupils have goals of their own

    def weeks_since(self, day: date) -> int:
        """Whole weeks of school since a day; holidays do not count."""
        return max(0, ((self.today - day).days - self._free_since(day)) // DAYS)

    def days_since(self, day: date) -> int:
        """Days since a day; below 0 for one to come."""
        return (self.today - day).days

    def _free_since(self, day: date) -> int:
        return sum(
            max(0, (min(ends, self.today) - max(starts, day)) // timedelta(days=1) + 1)
            for starts, ends in self.free
        )


@dataclass(frozen=True)
class HeldGoal:
    """A goal somebody works on, and since when it is in its state."""

    number: int
    goal: int | None
    title: str
    title_en: str
    state: str
    since: date
    check: str = ""  # what a check of five minutes looks like
    check_en: str = ""

    @property
    def named(self) -> dict[str, str]:
        """Its wording, for a sentence."""
        wording = {"title": self.title, "title_en": self.title_en}
        return {**wording, "check": self.check, "check_en": self.check_en}


@dataclass(frozen=True)
class Dated:
    """Something with a number, a day and a text: an agreement, a conversation, a round."""

    number: int
    day: date
    text: str = ""


@dataclass(frozen=True)
class Look:
    """What the learner model says of a goal: its word, and how often each kind of source looked."""

    word: str
    pieces: int
    decided: bool
    higher: str = ""  # of two kinds that differ: the one that saw more, and how often it looked
    higher_pieces: int = 0
    lower: str = ""
    lower_pieces: int = 0


@dataclass
class Facts:
    """What was read of one pupil. ``since`` is from when on it could be seen here."""

    since: date
    taught: frozenset[str] | None = None  # keys of the subjects of its year group; None: not known
    seen: dict[str, date] = field(default_factory=dict)  # by key of the subject
    goals: list[HeldGoal] = field(default_factory=list)
    last_goal_ended: date | None = None
    talked: date | None = None
    talk_asked: date | None = None  # a wish that nobody answered yet
    planned: list[Dated] = field(default_factory=list)
    agreements: list[Dated] = field(default_factory=list)
    freedoms: list[Dated] = field(default_factory=list)
    rounds: list[Dated] = field(default_factory=list)  # open, and nothing chosen
    missed: int = 0
    looks: dict[int, Look] | None = None  # by goal; None where it was not asked for
