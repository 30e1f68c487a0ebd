"""What is believed of one pupil. Small enough for a database row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from stapsteen.mastery.evidence import Key, Kind
from stapsteen.mastery.settings import Settings

VERSION = 1


@dataclass(slots=True)
class Heard:
    """What one kind of evidence says of a goal by itself: pieces, precision (1 / variance) and precision times mean."""

    pieces: int = 0
    precision: float = 0.0
    weighted: float = 0.0
    last: float = 0.0  # days since 1970


@dataclass(slots=True)
class Decision:
    """What a teacher decided: mastered or not yet, when, and who."""

    mastered: bool
    at: float
    source: Key | None


@dataclass(slots=True)
class GoalState:
    """How a pupil's ability on a goal differs from the pupil's level in the subject.

    Given the level, the deviation is normal with mean ``offset + slope * level`` and variance ``spread``. The slope (between -1 and 0)
    remembers that what was seen here may be the level or the goal: without it, twenty answers on one goal would
    make us too sure of all others.
    """

    offset: float = 0.0
    slope: float = 0.0
    spread: float = 0.0
    at: float = 0.0  # days since 1970 of what was seen last
    loose: float = 0.0  # the subject's `loose` at that time
    attempts: int = 0  # answers
    first_proof: float | None = None  # days since 1970
    last_proof: float | None = None
    decision: Decision | None = None
    heard: dict[Kind, Heard] = field(default_factory=dict)


@dataclass(slots=True)
class SubjectState:
    """A pupil's level in a subject, and the goals on which something was seen."""

    level: float = 0.0
    variance: float = 0.0
    at: float | None = None  # days since 1970 of what was seen last
    loose: float = (
        0.0  # sum of the logs by which the level's drift loosened it from what was seen before
    )
    goals: dict[Key, GoalState] = field(default_factory=dict)


@dataclass(slots=True)
class PupilState:
    """All subjects of a pupil."""

    subjects: dict[Key, SubjectState] = field(default_factory=dict)

    def subject(self, key: Key, settings: Settings) -> SubjectState:
        """The state of a subject, made at its first use."""
        found = self.subjects.get(key)
        if found is None:
            found = self.subjects[key] = SubjectState(variance=settings.level_variance)
        return found

    def to_dict(self) -> dict[str, Any]:
        """As plain lists and numbers, for JSON."""
        return {
            "version": VERSION,
            "subjects": [[key, _subject_row(one)] for key, one in self.subjects.items()],
        }

    @staticmethod
    def from_dict(kept: dict[str, Any]) -> PupilState:
        """The state that `to_dict` wrote. Refuses (ValueError) another version: replay the evidence then."""
        if kept.get("version") != VERSION:
            raise ValueError(f"version {kept.get('version')}, not {VERSION}")
        return PupilState({key: _subject_of(row) for key, row in kept["subjects"]})


def _subject_row(one: SubjectState) -> list[Any]:
    goals = [[key, *_goal_row(goal)] for key, goal in one.goals.items()]
    return [one.level, one.variance, one.at, one.loose, goals]


def _subject_of(row: list[Any]) -> SubjectState:
    level, variance, at, loose, goals = row
    return SubjectState(level, variance, at, loose, {key: _goal_of(rest) for key, *rest in goals})


def _goal_row(one: GoalState) -> list[Any]:
    numbers = [one.offset, one.slope, one.spread, one.at, one.loose, one.attempts]
    decided = one.decision
    decision = decided and [decided.mastered, decided.at, decided.source]
    heard = [
        [str(kind), said.pieces, said.precision, said.weighted, said.last]
        for kind, said in one.heard.items()
    ]
    return [*numbers, one.first_proof, one.last_proof, decision, heard]


def _goal_of(row: list[Any]) -> GoalState:
    offset, slope, spread, at, loose, attempts, first, last, decision, heard = row
    decided = Decision(*decision) if decision else None
    said = {Kind(kind): Heard(*rest) for kind, *rest in heard}
    numbers = (offset, slope, spread, at, loose, attempts, first, last)
    return GoalState(*numbers, decided, said)
