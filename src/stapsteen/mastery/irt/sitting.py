"""One pupil's test so far, small enough to be kept between two pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from stapsteen.mastery.irt.scoring import UNKNOWN, Before


class NotThisTest(ValueError):
    """A sitting, or an answer, that does not belong to the test at hand."""


@dataclass(frozen=True)
class Answer:
    """An answer to one item; ``seconds`` from showing it to the answer."""

    item: str
    right: bool
    seconds: float = 0.0


@dataclass(frozen=True)
class Sitting:
    """What was answered, and what the next choice hangs on.

    ``bank`` is the mark of the bank, ``seed`` decides which items are left out this time, ``known`` are items
    that this pupil had in an earlier test.
    """

    bank: str
    seed: int
    answers: tuple[Answer, ...] = ()
    before: Before = UNKNOWN
    known: frozenset[str] = field(default_factory=frozenset)

    @property
    def seconds(self) -> float:
        """The time that was asked of the pupil so far."""
        return sum(answer.seconds for answer in self.answers)

    def with_answer(self, answer: Answer) -> Sitting:
        """The sitting after one more answer."""
        return replace(self, answers=(*self.answers, answer))

    def to_dict(self) -> dict[str, Any]:
        """The sitting in what JSON can hold."""
        return {
            "bank": self.bank,
            "seed": self.seed,
            "before": asdict(self.before),
            "known": sorted(self.known),
            "answers": [[one.item, one.right, one.seconds] for one in self.answers],
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Sitting:
        """A sitting that was kept by ``to_dict``."""
        answers = tuple(
            Answer(str(item), bool(right), float(seconds))
            for item, right, seconds in kept["answers"]
        )
        before, known = Before(**kept["before"]), frozenset(kept["known"])
        return cls(str(kept["bank"]), int(kept["seed"]), answers, before, known)
