"""What explaining gives: counts, and troubles with their parts."""

from __future__ import annotations

from dataclasses import dataclass

from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.explain.points import At
from stapsteen.planner.timetable.solution import Solution


@dataclass(frozen=True)
class Count:
    """Something counted before planning. ``short`` is how much is lacking, in what the sentence counts.

    ``serious``: no plan can do without it. The others are wishes that cannot all be met, and what looks
    like a slip of the pen. ``about`` is the resource that is asked too much, where it is one, and
    ``events`` some blocks that are too many already: where to look first for a smallest set.
    """

    sentence: Sentence
    short: int
    serious: bool = True
    about: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Without:
    """The nearest plan found when rules are given up at their points.

    ``infeasibility`` and ``objective`` are what is left in it; ``moved`` is how many lessons and duties
    are elsewhere, or with others, than in the plan it was made from. ``shown``: that something must be
    left was shown, so it is not for want of searching.
    """

    given_up: tuple[At, ...]
    infeasibility: int
    objective: int
    moved: int
    solution: Solution
    shown: bool = False


@dataclass(frozen=True)
class Item:
    """One thing that is asked, as part of a trouble. ``without`` is known when it was tried."""

    sentence: Sentence
    members: tuple[At, ...]
    without: Without | None = None


@dataclass(frozen=True)
class Trouble:
    """Things asked that do not go together; ``sure``: every one of them is needed for the trouble.

    ``also`` names others for whom the very same does not go together, where there are any.
    """

    sentence: Sentence
    items: tuple[Item, ...]
    sure: bool = True
    also: Sentence | None = None

    @property
    def members(self) -> tuple[At, ...]:
        """The rules at their points."""
        return tuple(member for item in self.items for member in item.members)


@dataclass(frozen=True)
class Explanation:
    """Everything that stands in the way of a week.

    ``near`` is the best plan found; ``fits``: in it everything holds that must. Without troubles and
    without such a plan nothing is known in the time that was given.
    """

    counts: tuple[Count, ...]
    troubles: tuple[Trouble, ...]
    near: Solution | None = None
    fits: bool = False
