"""What a file says there is to learn, in one shape: readers of formats make it, the graph checks it.

Plain data without a database. Readers of SLO, CASE and the starter set produce an ``Outline``;
``stapsteen curriculum check`` and the import page look at it with ``curriculum.graph``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Format = Literal["slo", "case", "starter"]
LinkKind = Literal["needs", "part_of"]


@dataclass(frozen=True)
class OutlineGoal:
    """A goal as a file gives it. ``key`` is what links point to; a file may hold it twice.

    ``code`` is what its publisher calls it; ``subject`` the name or key of a subject as the file
    has it; ``year_groups`` 1 to 8, empty when the file does not say; ``step`` only when it does.
    ``objectives`` are edition and code of the core objectives it serves, ``line`` the key of an
    ``OutlineLine``, ``more`` further texts by the name of their field.
    """

    key: str
    title: str
    code: str = ""
    subject: str = ""
    year_groups: tuple[int, ...] = ()
    step: int | None = None
    pupil_title: str = ""
    objectives: tuple[tuple[str, str], ...] = ()
    line: str = ""
    uri: str = ""
    more: tuple[tuple[str, str], ...] = ()


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
class OutlineLine:
    """A learning line: goals of one subject that build on each other."""

    key: str
    name: str
    name_en: str = ""
    subject: str = ""


@dataclass(frozen=True)
class OutlineObjective:
    """A core objective (kerndoel), or a part of one, as a file gives it.

    ``heading`` is the part of the curriculum it is in. ``for_some`` is true where not every school
    has it: Frisian, and Dutch Sign Language.
    """

    edition: str
    code: str
    title: str = ""
    parent: str = ""
    heading: str = ""
    uri: str = ""
    status: str = ""
    for_some: bool = False


@dataclass(frozen=True)
class Outline:
    """All that a file holds. ``notes`` are sentences about what its reader left out or repaired.

    ``key`` is how a next file of the same document is known. ``whole`` says that the file holds all
    goals of it, so that a goal that is not there has gone. ``of_objectives`` says that its goals are
    the core objectives themselves: links between them can be looked at, but nobody is to learn them.
    ``document`` is what a CASE file says of itself, for who writes one again.
    """

    format: Format
    name: str
    goals: tuple[OutlineGoal, ...]
    links: tuple[OutlineLink, ...] = ()
    objectives: tuple[OutlineObjective, ...] = ()
    notes: tuple[str, ...] = ()
    key: str = ""
    uri: str = ""
    publisher: str = ""
    lines: tuple[OutlineLine, ...] = ()
    whole: bool = False
    of_objectives: bool = False
    document: Mapping[str, Any] = field(default_factory=dict)
