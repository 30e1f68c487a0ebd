"""Where the stones lie: a river that winds from one side to the other, drawn for any number of them.

The list of stones is the page; the river is drawn behind it. Rows of the list are equally high, so
that a picture of a hundred units a row fits whatever stands on the stones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stapsteen.curriculum.models import Goal
from stapsteen.learning.access_goals import Say, Verb
from stapsteen.learning.models import PersonalGoal
from stapsteen.learning.queries.route import REACHED, Stone, may_now

ROW = 100
PLACES = (33, 50, 67, 50)  # of a hundred: left, middle, right and back
SHAPES = 3  # stones are not all alike
SCENES = ("reeds", "duck", "flowers", "fish")  # on the bank beside every other stone


@dataclass(frozen=True)
class Placed:
    """A stone where it lies, and what can be done with it. ``is_here``: the first one under way."""

    stone: Stone
    place: int
    shape: int
    may: frozenset[Verb]
    is_here: bool = False
    scene: str = ""

    @property
    def anchor(self) -> str:
        """Where it lies on the page: the end of its address."""
        return anchor_of(self.stone.held, self.stone.goal)

    @property
    def is_behind(self) -> bool:
        """Whether nobody works on it any more."""
        held = self.stone.held
        return held is None or held.state in REACHED

    @property
    def picture(self) -> str:
        """The pictogram on the stone."""
        held = self.stone.held
        return (self.stone.goal.pictogram if self.stone.goal else "") or (
            held.pictogram if held else ""
        )

    @property
    def column(self) -> str:
        """The name of the place for the style sheet."""
        return {33: "left", 50: "middle", 67: "right"}[self.place]


def anchor_of(held: PersonalGoal | None, goal: Goal | None) -> str:
    """The place of a goal on the page of a route, wherever its stone lies: by the goal, else by who holds it."""
    if goal is not None:
        return f"doel-{goal.pk}"
    return f"eigen-{held.pk}" if held else ""


@dataclass(frozen=True)
class River:
    """The stones behind and under way, and the line of the water under them."""

    stones: list[Placed]
    height: int
    line: str


def river_of(say: Say, behind: Sequence[Stone], here: Sequence[Stone]) -> River:
    """Lay the stones in the water: what lies behind first, then what is under way."""
    stones = [*behind, *here]
    placed = [
        Placed(
            one,
            PLACES[number % len(PLACES)],
            number % SHAPES,
            frozenset(may_now(say, one)),
            is_here=number == len(behind),
            scene="" if number % 2 else SCENES[number // 2 % len(SCENES)],
        )
        for number, one in enumerate(stones)
    ]
    return River(placed, ROW * len(placed), _line([one.place for one in placed]))


def choices_of(say: Say, stones: Sequence[Stone]) -> list[Placed]:
    """Stones side by side, to choose from."""
    return [
        Placed(one, 50, number % SHAPES, frozenset(may_now(say, one)))
        for number, one in enumerate(stones)
    ]


def _line(places: Sequence[int]) -> str:
    """The path of the water through the middle of each row; upright at each stone."""
    if not places:
        return ""
    path = [f"M{places[0]} -30V50"]
    for number, (one, following) in enumerate(pairwise(places)):
        top = ROW * number + ROW // 2
        path.append(f"C{one} {top + 50} {following} {top + 50} {following} {top + ROW}")
    path.append(f"V{ROW * len(places) + 30}")
    return "".join(path)
