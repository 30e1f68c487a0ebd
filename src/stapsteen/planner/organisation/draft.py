"""What a compiler makes of a school week: columns, and blocks that want a place in them.

The five compilers each write a ``Draft``; ``compiling`` turns any draft into one planning instance
and ``reading`` turns its solution back into lessons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from stapsteen.planner.organisation.plan import Band, LessonKind, Organisation, PlannedGroup
from stapsteen.planner.organisation.school_week import RoomKind, SchoolWeek


@dataclass(frozen=True)
class Block:
    """A piece of ``length`` lesson slots that stands in one or more columns at the same time.

    ``starts`` are the lesson slots at which it may begin (None: wherever it fits between two
    pauses). ``spread`` names the blocks of which so few may be on one day (``a_day``). ``after`` is
    the block that comes before it in the week. ``specialist`` asks for somebody who teaches that
    subject; ``room`` for a kind of room; ``early`` prefers the morning.
    """

    id: str
    name: str
    kind: LessonKind
    subject: str
    columns: tuple[str, ...]
    length: int
    band: Band = "red"
    starts: frozenset[int] | None = None
    spread: str = ""
    a_day: int = 1
    after: str | None = None
    specialist: str | None = None
    room: RoomKind | None = None
    early: bool = False
    chosen: bool = False
    title: str = ""


@dataclass(frozen=True)
class LevelGroup:
    """Pupils who are at the same point in a subject, taught together at one step."""

    pupils: tuple[str, ...]
    step: int


@dataclass(frozen=True)
class Draft:
    """The whole draft of one organisation.

    ``sources`` tells for each column the groups of the school whose staff and room it takes over.
    ``levels`` holds the level groups of the blocks with that spread key.
    """

    week: SchoolWeek
    organisation: Organisation
    columns: tuple[PlannedGroup, ...]
    blocks: tuple[Block, ...]
    sources: dict[str, str]
    levels: dict[str, tuple[LevelGroup, ...]] = field(default_factory=dict)

    @cached_property
    def column_by_id(self) -> dict[str, PlannedGroup]:
        """The columns by their id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def block_by_id(self) -> dict[str, Block]:
        """The blocks by their id."""
        return {block.id: block for block in self.blocks}

    def own_staff(self, column: str) -> set[str]:
        """Everybody who has this column's group on some day, assistants left out."""
        return {
            link.staff
            for link in self.week.guidance
            if link.group == self.sources[column] and not link.assists
        }

    def assistants(self, column: str) -> set[str]:
        """Who supports this column's group."""
        return {
            link.staff
            for link in self.week.guidance
            if link.group == self.sources[column] and link.assists
        }
