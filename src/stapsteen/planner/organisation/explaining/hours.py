"""Counting hours: what groups and rooms are asked, and what the week gives them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from stapsteen.planner.organisation.asked_rooms import by_rooms
from stapsteen.planner.organisation.calendar import (
    is_morning,
    longest,
    slot_minutes,
    slots_for,
    starts_that_fit,
)
from stapsteen.planner.organisation.compiling import closed_times, column_id, room_id
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.explaining.answers import Count
from stapsteen.planner.organisation.explaining.names import (
    Language,
    Names,
    both,
    listed,
    pick,
    slots_in_words,
)
from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import Room, Subject

ROOM_NAMES = {
    "classroom": ("een lokaal", "a classroom"),
    "gym": ("een gymzaal", "a gym hall"),
    "learning_square": ("een leerplein", "a learning square"),
    "quiet_room": ("een stilteruimte", "a quiet room"),
    "atelier": ("een atelier", "an atelier"),
    "outside": ("een plek buiten", "a place outside"),
    "other": ("een andere ruimte", "another room"),
}


def hour_counts(draft: Draft) -> Iterator[Count]:
    """Blocks that fit nowhere, groups and rooms that are asked too much, and too few mornings."""
    yield from _nowhere(draft)
    for column in draft.columns:
        mine = [block for block in draft.blocks if column.id in block.columns]
        yield from _group(draft, column, mine)
    wanted = by_rooms(draft)
    for kind, rooms in wanted:
        within = [some for some in wanted if some[0] == kind and set(some[1]) <= set(rooms)]
        yield from _rooms(draft, list(rooms), [block for some in within for block in wanted[some]])
    yield from _no_room(draft)
    yield from _cut_short(draft)


def starts_of(draft: Draft, block: Block) -> frozenset[int]:
    """Where a block may begin."""
    fits = starts_that_fit(draft.week, block.length)
    if block.starts is None:
        return fits
    return block.starts if block.kind in {"start", "end"} else fits & block.starts


def _nowhere(draft: Draft) -> Iterator[Count]:
    names, most = Names(draft), longest(draft.week)
    for block in draft.blocks:
        if not starts_of(draft, block):
            yield Count(both(partial(_too_long, names, block, most)), block.length)


def _too_long(names: Names, block: Block, most: int, to: Language) -> str:
    name, long = names.lesson(block.id, to), slots_in_words(block.length, to)
    if block.length > most:
        return pick(
            to,
            f"{name} duurt {long}; tussen twee pauzes passen er hoogstens {most}.",
            f"{name} takes {long}; between two breaks there is room for {most} at most.",
        )
    return pick(
        to,
        f"{name} duurt {long} en past op geen van de tijden waarop het mag beginnen.",
        f"{name} takes {long} and fits at none of the times at which it may begin.",
    )


def _group(draft: Draft, column: PlannedGroup, blocks: Sequence[Block]) -> Iterator[Count]:
    """The lessons of a group against its week: all together, then those too long for small gaps."""
    name, about = column.name, column_id(column.id)
    fixed = {
        slot for block in blocks if block.kind in {"start", "end"} for slot in block.starts or ()
    }
    free = [len(gap) for gap in gaps(draft, frozenset(fixed))]
    lessons = [block for block in blocks if block.kind not in {"start", "end"}]
    asked, given = sum(block.length for block in lessons), sum(free)
    if asked > given:
        some = (*too_many(lessons, given), *_in_the_way(draft, blocks))
        yield Count(
            both(partial(_too_much, name, asked, given)), asked - given, about=about, events=some
        )
    else:
        for length in sorted({block.length for block in lessons} - {1}, reverse=True):
            long = sum(block.length >= length for block in lessons)
            places = sum(gap // length for gap in free)
            if long > places:
                yield Count(
                    both(partial(_too_long_ones, name, length, long, places)),
                    long - places,
                    about=about,
                )
    yield from _mornings(draft, name, blocks, fixed)


def _in_the_way(draft: Draft, blocks: Sequence[Block]) -> Iterator[str]:
    """The starts and ends of the day that stand where a lesson could; most have slots of their own."""
    for block in blocks:
        if block.kind in {"start", "end"} and (block.starts or set()) & starts_that_fit(
            draft.week, 1
        ):
            yield block.id


def too_many(lessons: Sequence[Block], given: int) -> tuple[str, ...]:
    """The first lessons that together take more than so many lesson slots."""
    taken = itertools.accumulate(block.length for block in lessons)
    return tuple(
        block.id for block, sum_ in zip(lessons, taken, strict=True) if sum_ - block.length <= given
    )


def gaps(draft: Draft, taken: frozenset[int]) -> list[list[int]]:
    """The lesson slots that follow each other without a pause and are not taken."""
    starts = starts_that_fit(draft.week, 1) - taken
    joined = starts_that_fit(draft.week, 2)
    found: list[list[int]] = []
    for slot in sorted(starts):
        if found and found[-1][-1] == slot - 1 and slot - 1 in joined:
            found[-1].append(slot)
        else:
            found.append([slot])
    return found


def _too_much(name: str, asked: int, given: int, to: Language) -> str:
    return pick(
        to,
        f"{name} vraagt {slots_in_words(asked, to)} les en de week heeft er {given}: "
        f"{asked - given} te veel. Verlaag de minuten van een vak.",
        f"{name} asks {slots_in_words(asked, to)} of lessons and the week has {given}: "
        f"{asked - given} too many. Lower the minutes of a subject.",
    )


def _too_long_ones(name: str, length: int, amount: int, places: int, to: Language) -> str:
    return pick(
        to,
        f"{name} heeft {amount} lessen van {slots_in_words(length, to)} of langer, en tussen de pauzes "
        f"is er plaats voor {places}. Maak lessen korter.",
        f"{name} has {amount} lessons of {slots_in_words(length, to)} or longer, and between the breaks "
        f"there is room for {places}. Make lessons shorter.",
    )


def _mornings(draft: Draft, name: str, blocks: Sequence[Block], fixed: set[int]) -> Iterator[Count]:
    asked = sum(block.length for block in blocks if block.early)
    slots = starts_that_fit(draft.week, 1) - fixed
    given = sum(is_morning(draft.week, slot) for slot in slots)
    if asked > given:
        yield Count(both(partial(_late, name, asked, given)), asked - given, serious=False)


def _late(name: str, asked: int, given: int, to: Language) -> str:
    return pick(
        to,
        f"{name} heeft {slots_in_words(asked, to)} basisvakken en {given} in de ochtend: "
        f"{asked - given} staan in de middag.",
        f"{name} has {slots_in_words(asked, to)} of core subjects and {given} in the morning: "
        f"{asked - given} stand in the afternoon.",
    )


def _rooms(draft: Draft, rooms: list[Room], asked: list[Block]) -> Iterator[Count]:
    """All lessons that want a kind of room against what those rooms are open."""
    names = Names(draft)
    usable = {
        slot
        for block in asked
        for start in starts_of(draft, block)
        for slot in range(start, start + block.length)
    }
    given = sum(len(usable - closed_times(draft.week, room)) for room in rooms)
    needed = sum(block.length for block in asked)
    if needed > given:
        yield Count(
            both(partial(_scarce, names, rooms, asked, given)),
            needed - given,
            about=room_id(rooms[0].id) if len(rooms) == 1 else "",
            events=too_many(asked, given),
        )


def _scarce(names: Names, rooms: list[Room], asked: list[Block], given: int, to: Language) -> str:
    needed = sum(block.length for block in asked)
    where = listed((room.name for room in rooms), to)
    lessons = names.lessons([block.id for block in asked], to)
    verb = pick(to, "is" if len(rooms) == 1 else "zijn samen", "is" if len(rooms) == 1 else "are")
    return pick(
        to,
        f"{where} {verb} {slots_in_words(given, to)} open, en {lessons} vragen er {needed}: "
        f"{needed - given} te veel. Zoek meer uren of deel de ruimte.",
        f"{where} {verb} open for {slots_in_words(given, to)}, and {lessons} ask {needed}: "
        f"{needed - given} too many. Find more hours or share the room.",
    )


def _no_room(draft: Draft) -> Iterator[Count]:
    """Subjects that ask a kind of room that the school has not: they are planned without."""
    has = {room.kind for room in draft.week.rooms}
    without: dict[str, list[str]] = defaultdict(list)
    for subject in draft.week.subjects:
        if subject.room and subject.room not in has and any(subject.minutes.values()):
            without[subject.room].append(subject.id)
    for kind, subjects in without.items():
        yield Count(both(partial(_lost, draft, kind, subjects)), 1, serious=False)


def _lost(draft: Draft, kind: str, subjects: list[str], to: Language) -> str:
    which = listed((draft.week.subject_by_id[one].in_language(to) for one in subjects), to)
    nl, en = ROOM_NAMES[kind]
    return pick(
        to,
        f"{which} vraagt {nl}, en die is er niet: {which} staat zonder ruimte in het rooster. "
        f"Voeg de ruimte toe.",
        f"{which} asks for {en}, and there is none: {which} is planned without a room. Add the room.",
    )


def _cut_short(draft: Draft) -> Iterator[Count]:
    """Subjects with lessons longer than fits between two pauses: they get more and shorter ones."""
    most = longest(draft.week)
    for subject in draft.week.subjects:
        asked = slots_for(draft.week, subject.lesson_minutes)
        if asked > most and any(subject.minutes.values()):
            told = both(partial(_shorter, subject, most * slot_minutes(draft.week)))
            yield Count(told, asked - most, serious=False)


def _shorter(subject: Subject, most: int, to: Language) -> str:
    name, asked = subject.in_language(to), subject.lesson_minutes
    return pick(
        to,
        f"Een les {name} duurt {asked} minuten, en tussen twee pauzes passen er hoogstens {most}: "
        f"de lessen zijn korter en vaker.",
        f"A lesson of {name} takes {asked} minutes, and between two breaks there is room for {most} at "
        f"most: there are more and shorter lessons.",
    )
