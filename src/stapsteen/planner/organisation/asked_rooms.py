"""Which rooms a lesson asks for: of its kind, large enough, and not the home of another group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import Room, RoomKind, SchoolWeek, Subject


def asked_kind(week: SchoolWeek, column: PlannedGroup, subject: Subject) -> RoomKind | None:
    """The kind of room a lesson of a class has to be given.

    None where the subject asks for none, where the class's own room is of that kind, and where the
    school has none of them: then the lesson is planned without, which counting tells.
    """
    rooms = {room.id: room for room in week.rooms_of_kind(subject.room or "")}
    return None if not rooms or column.room in rooms else subject.room


def pupils_in(draft: Draft, block: Block) -> int:
    """How many pupils a block is for."""
    return sum(len(draft.column_by_id[column].pupils) for column in block.columns)


def fitting_rooms(draft: Draft, block: Block) -> tuple[Room, ...]:
    """The rooms a block may be in; where none is free of others or large enough, that is waived."""
    rooms = list(draft.week.rooms_of_kind(block.room or ""))
    homes = {column.room for column in draft.columns}
    free = [room for room in rooms if room.id not in homes] or rooms
    large = [room for room in free if room.capacity >= pupils_in(draft, block)]
    return tuple(large or free)


def by_rooms(draft: Draft) -> Mapping[tuple[RoomKind, tuple[Room, ...]], list[Block]]:
    """The blocks that ask a room, those that may be in the same rooms together."""
    found: dict[tuple[RoomKind, tuple[Room, ...]], list[Block]] = defaultdict(list)
    for block in draft.blocks:
        if block.room:
            found[block.room, fitting_rooms(draft, block)].append(block)
    return dict(sorted(found.items(), key=lambda one: (one[0][0], [room.id for room in one[0][1]])))
