"""What a file says there is to learn, in one shape: readers of formats make it, the graph checks it.

Plain data without a database. Readers of SLO, CASE and the starter set produce an ``Outline``;
``stapsteen curriculum check`` and the import page look at it with ``curriculum.graph``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["slo", "case", "starter"]
LinkKind = Literal["needs", "part_of"]


@dataclass(frozen=True)
class OutlineGoal:
    """A goal as a file gives it. ``key`` is what links point to; a file may hold it twice.

    ``code`` is what its publisher calls it; ``subject`` the name or key of a subject as the file
    has it; ``year_groups`` 1 to 8, empty when the file does not say; ``step`` only when it does.
    """

    key: str
    title: str
    code: str = ""
    subject: str = ""
    year_groups: tuple[int, ...] = ()
    step: int | None = None
    pupil_title: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutlineLink:
    """That ``goal`` needs ``needed`` to come before it, or (``part_of``) is a part of it.

    Either end may name a key that the file does not hold. ``elsewhere`` is true where the file
    says that the other end is in another document: such a link is no mistake.
    """

    goal: str
    needed: str
    kind: LinkKind = "needs"
    elsewhere: bool = False


@dataclass(frozen=True)
class OutlineObjective:
    """A core objective (kerndoel), or a part of one, as a file gives it."""

    edition: str
    code: str
    title: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Outline:
    """All that a file holds. ``notes`` are sentences about what its reader left out or repaired."""

    format: Format
    name: str
    goals: tuple[OutlineGoal, ...]
    links: tuple[OutlineLink, ...] = ()
    objectives: tuple[OutlineObjective, ...] = ()
    notes: tuple[str, ...] = ()
