"""What became of goals that were split or merged, and what was decided of them before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stapsteen.curriculum.models import GoalSuccession
from stapsteen.school.models import School

Links = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Became:
    """``ends``: for each old goal those that stand in its stead now; ``parts``: the goals that one was made from."""

    ends: Links = field(default_factory=dict)
    parts: Links = field(default_factory=dict)

    def now(self, goal: int) -> tuple[int, ...]:
        """The goals for which what was seen of this one counts."""
        return self.ends.get(goal, (goal,))

    def decided(self, goal: int, said: Mapping[int, bool]) -> bool | None:
        """What decisions on old goals come to for a goal: None unless all that it was made from were decided.

        A whole is mastered when each part is; a part of a goal that was mastered is mastered.
        """
        if goal in said:
            return said[goal]
        found = [self.decided(one, said) for one in self.parts.get(goal, ())]
        return None if None in found or not found else all(found)


def became(school: School) -> Became:
    """What became of the goals of a school. One query."""
    direct, parts = defaultdict(list), defaultdict(list)
    links = GoalSuccession.objects.filter(old__school=school).order_by("pk")
    for old, new in links.values_list("old", "new"):
        direct[old].append(new)
        parts[new].append(old)
    ends = {old: tuple(dict.fromkeys(_last(old, direct, frozenset()))) for old in direct}
    return Became(ends, {new: tuple(olds) for new, olds in parts.items()})


def _last(goal: int, direct: Mapping[int, list[int]], passed: frozenset[int]) -> Iterator[int]:
    """The ends of the way from a goal; who was passed before is not walked again."""
    nexts = [one for one in direct.get(goal, ()) if one not in passed]
    if not nexts:
        yield goal
    for one in nexts:
        yield from _last(one, direct, passed | {goal})
