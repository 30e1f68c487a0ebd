"""The lesson slots of a week, and where blocks of some length fit between two pauses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from statistics import median_low

from stapsteen.planner.organisation.school_week import NOON, SchoolWeek, Slot, minutes_of

DAY_NAMES = {
    "nl": ("", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"),
    "en": ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}


def slot_minutes(week: SchoolWeek) -> int:
    """The usual length of a lesson slot."""
    return median_low(slot.minutes for slot in week.lesson_slots if slot.kind == "lesson")


def slots_for(week: SchoolWeek, minutes: int) -> int:
    """How many lesson slots so many minutes take, rounded to the nearest."""
    return round(minutes / slot_minutes(week))


def segments(week: SchoolWeek) -> list[range]:
    """Lesson slots that follow each other without a pause, as ranges of their indices."""
    found: list[range] = []
    own = own_group_slots(week)
    for index, slot in enumerate(week.lesson_slots):
        if index in own:
            continue
        if found and found[-1].stop == index and _follows(week.lesson_slots[index - 1], slot):
            found[-1] = range(found[-1].start, index + 1)
        else:
            found.append(range(index, index + 1))
    return found


def _follows(before: Slot, after: Slot) -> bool:
    return before.weekday == after.weekday and before.ends == after.starts


def own_group_slots(week: SchoolWeek) -> frozenset[int]:
    """The slots that are kept for starting and ending the day in the own group."""
    return frozenset(
        index for index, slot in enumerate(week.lesson_slots) if slot.kind in {"start", "end"}
    )


@lru_cache(maxsize=256)
def _fits(parts: tuple[range, ...], length: int) -> frozenset[int]:
    return frozenset(start for part in parts for start in range(part.start, part.stop - length + 1))


def starts_that_fit(week: SchoolWeek, length: int) -> frozenset[int]:
    """Where a block of this length can begin without a pause in it."""
    return _fits(tuple(segments(week)), length)


def longest(week: SchoolWeek) -> int:
    """The longest block that fits between two pauses."""
    return max(len(part) for part in segments(week))


def day_slots(week: SchoolWeek) -> dict[int, range]:
    """The lesson slots of each weekday."""
    found = {}
    for day in week.weekdays:
        indices = [i for i, slot in enumerate(week.lesson_slots) if slot.weekday == day]
        found[day] = range(indices[0], indices[-1] + 1)
    return found


def half_days(week: SchoolWeek) -> Iterator[range]:
    """The lesson slots of each morning and each afternoon."""
    for day in day_slots(week).values():
        morning = [i for i in day if minutes_of(week.lesson_slots[i].starts) < NOON]
        middle = morning[-1] + 1 if morning else day.start
        yield from (part for part in (range(day.start, middle), range(middle, day.stop)) if part)


def is_morning(week: SchoolWeek, index: int) -> bool:
    """Whether a lesson slot begins before noon."""
    return minutes_of(week.lesson_slots[index].starts) < NOON


def moment(week: SchoolWeek, index: int, language: str) -> str:
    """A lesson slot in words: ``dinsdag 10:45``."""
    slot = week.lesson_slots[index]
    return f"{DAY_NAMES[language][slot.weekday]} {slot.starts}"
