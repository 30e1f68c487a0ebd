"""How difficult goals and tasks are, and how sure we are of that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from stapsteen.mastery.evidence import Key, Seen
from stapsteen.mastery.settings import SHIPPED, Settings

Gaussian = tuple[float, float]  # mean, variance


TABLE = 16  # attempts that are told apart; later ones teach as much as the last


def usual_practice(settings: Settings) -> tuple[float, ...]:
    """What practice does before a log told better: nothing at the first sight of a goal, then ever less with each attempt."""
    halved = settings.gain_halved_after
    return (0.0, *(settings.gain / (1 + attempts / halved) for attempts in range(TABLE - 1)))


@dataclass(slots=True)
class Bank:
    """Difficulties in logits: of a goal, and of a task as its distance from its goal.

    What is not in the bank starts at the mean of what is around it, so new goals and new tasks work at once.
    """

    goals: dict[Key, Gaussian] = field(default_factory=dict)
    items: dict[Key, Gaussian] = field(default_factory=dict)
    settings: Settings = SHIPPED
    middle: float = 0.0  # the mean of all goals
    practice: tuple[
        float, ...
    ] = ()  # gain before the first answer on a goal, after it, after the second ...

    def __post_init__(self) -> None:
        """Without a table of practice, the usual one."""
        if not self.practice:
            self.practice = usual_practice(self.settings)

    def goal(self, key: Key | None) -> Gaussian:
        """Mean and variance of the difficulty of a goal's typical task."""
        known = self.goals.get(key) if key is not None else None
        return known or (self.middle, self.settings.goal_variance)

    def difficulty(self, seen: Seen) -> Gaussian:
        """Mean difficulty of what was asked (the mean of its goals, and the task), and what is not known of the task.

        What is not known of the goal is no part of it: for one pupil it cannot be told from the pupil's own deviation on
        the goal, which starts with it.
        """
        mean = self.goal(seen.goal)[0]
        if seen.also:
            mean = sum(self.goal(key)[0] for key in seen.goals) / (1 + len(seen.also))
        item = self.items.get(seen.item) if seen.item is not None else None
        distance, variance = item or (0.0, self.settings.item_variance)
        return mean + distance, variance

    def to_dict(self) -> dict[str, Any]:
        """As plain lists, for a database row or a file."""
        return {
            "middle": self.middle,
            "practice": list(self.practice),
            "goals": [[key, *pair] for key, pair in self.goals.items()],
            "items": [[key, *pair] for key, pair in self.items.items()],
        }

    @staticmethod
    def from_dict(kept: dict[str, Any], settings: Settings = SHIPPED) -> Bank:
        """The bank that `to_dict` wrote."""
        goals = {key: (mean, variance) for key, mean, variance in kept["goals"]}
        items = {key: (mean, variance) for key, mean, variance in kept["items"]}
        return Bank(goals, items, settings, kept["middle"], tuple(kept["practice"]))
