"""What looks wrong about rooms before anything is planned: two groups in one, one that is too small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from stapsteen.planner.organisation.asked_rooms import by_rooms, pupils_in
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.explaining.answers import Count
from stapsteen.planner.organisation.explaining.names import Language, Names, both, listed, pick
from stapsteen.planner.organisation.school_week import Room


def room_slips(draft: Draft) -> Iterator[Count]:
    """Rooms that are the home of several groups, and rooms too small for who has to be in them.

    A timetable is made all the same: home rooms are not planned, and a lesson that fits in no room of
    its kind is put in one of them.
    """
    yield from _shared_homes(draft)
    yield from _too_small(draft)


def _shared_homes(draft: Draft) -> Iterator[Count]:
    names = {room.id: room.name for room in draft.week.rooms}
    homes: dict[str, list[str]] = defaultdict(list)
    for column in draft.columns:
        if column.room:
            homes[column.room].append(column.name)
    for room, groups in homes.items():
        if len(groups) > 1:
            told = both(partial(_shared, names[room], groups))
            yield Count(told, len(groups) - 1, serious=False)


def _shared(room: str, groups: Sequence[str], to: Language) -> str:
    who = listed(groups, to)
    return pick(
        to,
        f"{who} hebben hetzelfde lokaal, {room}: ze kunnen daar niet tegelijk zijn. "
        f"Geef elke groep een eigen lokaal.",
        f"{who} have the same room, {room}: they cannot be there at one time. "
        f"Give each group a room of its own.",
    )


def _too_small(draft: Draft) -> Iterator[Count]:
    told: dict[tuple[str, str], Count] = {}
    for (_kind, rooms), blocks in by_rooms(draft).items():
        largest = max(rooms, key=lambda room: room.capacity)
        for block in blocks:
            short = pupils_in(draft, block) - largest.capacity
            if short > 0:
                sentence = both(partial(_crowded, draft, block, largest))
                told.setdefault((block.name, largest.id), Count(sentence, short, serious=False))
    yield from told.values()


def _crowded(draft: Draft, block: Block, room: Room, to: Language) -> str:
    lesson, pupils = Names(draft).lesson(block.id, to), pupils_in(draft, block)
    return pick(
        to,
        f"{lesson} is voor {pupils} leerlingen, en in {room.name} is plaats voor {room.capacity}. "
        f"Deel de groep of kies een andere ruimte.",
        f"{lesson} is for {pupils} pupils, and {room.name} has room for {room.capacity}. "
        f"Divide the group or choose another room.",
    )
