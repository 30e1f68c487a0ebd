"""One piece of evidence: what was seen of a pupil, when, on which goal, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

Key = str | int
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS_A_DAY = 86_400


class Kind(StrEnum):
    """What sort of evidence. Each has its own noise; one rule reads them all."""

    ANSWER = "answer"
    PERCENTAGE = "percentage"
    JUDGEMENT = "judgement"
    SELF = "self"
    TEST = "test"
    DECISION = "decision"

    __hash__ = str.__hash__  # an Enum's own is slower, and each update looks a kind up twice


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one pupil.

    ``value`` depends on the kind:

    - ANSWER: 1 right, 0 wrong, of the first attempt; ``options`` says how many there were to choose from (None: open).
    - PERCENTAGE: the share right (0 to 1) over ``out_of`` tasks.
    - JUDGEMENT, SELF: the point on the scale, 0 to ``out_of`` - 1 (None: four points); the highest means mastered.
    - TEST: the ability in logits on the subject's scale (0 is the average pupil), with ``standard_error``.
    - DECISION: 1 mastered, 0 not yet: overrules what is shown, and counts as an observation.
    """

    at: float  # days since 1970, see `days`
    subject: Key
    goal: Key | None
    kind: Kind
    value: float
    item: Key | None = None
    options: int | None = None
    out_of: int | None = None
    source: Key | None = None
    standard_error: float | None = None
    also: tuple[Key, ...] = ()  # further goals of a task that asks for several

    @property
    def goals(self) -> tuple[Key, ...]:
        """All goals this says something about; none for a test of the whole subject."""
        return () if self.goal is None else (self.goal, *self.also)


def days(moment: datetime) -> float:
    """A moment as days since 1970, the time that the model reckons with. Refuses a moment without a time zone."""
    return (moment - EPOCH).total_seconds() / SECONDS_A_DAY


def moment(at: float) -> datetime:
    """The moment that these days since 1970 are, to the microsecond."""
    return EPOCH + timedelta(days=at)


def in_order(evidence: Iterable[Seen]) -> list[Seen]:
    """Evidence in the order of time. What has the same time gets an order of its own, so that arrival never matters."""
    return sorted(evidence, key=_place)


def _place(seen: Seen) -> tuple[float, str]:
    return seen.at, repr(seen)
