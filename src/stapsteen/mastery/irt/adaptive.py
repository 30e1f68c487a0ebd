"""The adaptive test: every next item fits the answers before it, and it stops when enough is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from stapsteen.mastery.irt.bank import Bank
from stapsteen.mastery.irt.choosing import Places, choose, lottery
from stapsteen.mastery.irt.response import Array
from stapsteen.mastery.irt.scoring import UNKNOWN, Before, Level, level_of, posterior
from stapsteen.mastery.irt.sitting import Answer, NotThisTest, Sitting


class Standing(StrEnum):
    """What a result may be called. There is one: nobody judged this test against the norms of the country."""

    OWN_TEST = "own test, no national norm"


class Stop(StrEnum):
    """Why a test is over."""

    SURE = "the error is small enough"
    LENGTH = "the most items were asked"
    TIME = "the time is over"
    EMPTY = "no item is left"


@dataclass(frozen=True)
class Rules:
    """When a test stops: the error that is small enough (not before ``least`` items), most items, most seconds."""

    error: float = 0.4
    least: int = 5
    most: int = 20
    seconds: float = 1200.0

    def __post_init__(self) -> None:
        if not (self.error > 0 and 0 < self.least <= self.most and self.seconds > 0):
            raise ValueError(
                "A test has an error and a time above 0, and 1 <= least <= most items."
            )


@dataclass(frozen=True)
class Result:
    """What a test says about a pupil, and never without what it is: ``standing`` cannot be set."""

    level: Level
    answered: int
    seconds: float
    stop: Stop | None
    standing: Standing = field(default=Standing.OWN_TEST, init=False)


USUAL = Rules()


@dataclass(frozen=True)
class AdaptiveTest:
    """A test on a bank. It keeps nothing: a sitting says all, so that a test goes on after any pause."""

    bank: Bank
    rules: Rules = USUAL

    def begin(self, seed: int, before: Before = UNKNOWN, known: Iterable[str] = ()) -> Sitting:
        """A sitting for a pupil. ``known``: items from earlier tests, which are not asked again."""
        return Sitting(self.bank.mark, seed, (), before, frozenset(known))

    def next_item(self, sitting: Sitting) -> str | None:
        """The name of the item to show; None when the test is over. The same sitting gives the same item."""
        asked, likely = self._so_far(sitting)
        return (
            None if self._over(sitting, level_of(likely)) else self._choice(sitting, asked, likely)
        )

    def answered(self, sitting: Sitting, answer: Answer) -> Sitting:
        """The sitting after an answer to the item that was shown; any other is refused."""
        if answer.item != self.next_item(sitting):
            raise NotThisTest(f"{answer.item} is not the item that was asked.")
        if not 0 <= answer.seconds < float("inf"):
            raise NotThisTest("An answer takes 0 seconds or more.")
        return sitting.with_answer(answer)

    def result(self, sitting: Sitting) -> Result:
        """What the answers say so far; ``stop`` is None as long as the test goes on."""
        asked, likely = self._so_far(sitting)
        level = level_of(likely)
        stop = self._over(sitting, level)
        if stop is None and self._choice(sitting, asked, likely) is None:
            stop = Stop.EMPTY
        return Result(level, len(asked), sitting.seconds, stop)

    def _so_far(self, sitting: Sitting) -> tuple[Places, Array]:
        """Where the asked items stand, and how likely each level is."""
        if sitting.bank != self.bank.mark:
            raise NotThisTest("The bank was changed after this test began; begin a new one.")
        asked = np.array([self.bank.place[one.item] for one in sitting.answers], dtype=np.int64)
        right = np.array([one.right for one in sitting.answers], dtype=np.int64)
        said = self.bank.said[right, asked].sum(axis=0)
        return asked, posterior(said + sitting.before.curve())

    def _over(self, sitting: Sitting, level: Level) -> Stop | None:
        """Why the test is over, as far as that does not hang on the items."""
        answered = len(sitting.answers)
        if answered >= self.rules.least and level.error <= self.rules.error:
            return Stop.SURE
        if answered >= self.rules.most:
            return Stop.LENGTH
        return Stop.TIME if sitting.seconds >= self.rules.seconds else None

    def _choice(self, sitting: Sitting, asked: Places, likely: Array) -> str | None:
        """The next item."""
        left = np.ones(len(self.bank.names), dtype=bool)
        left[asked] = False
        left[[self.bank.place[one] for one in sitting.known if one in self.bank.place]] = False
        drawn = lottery(self.bank, sitting.seed)
        place = choose(self.bank, likely, left, drawn, asked)
        return None if place is None else self.bank.names[place]
