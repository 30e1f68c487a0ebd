"""Counting people: who is there, against the groups that need somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from stapsteen.planner.organisation.calendar import DAY_NAMES, half_days
from stapsteen.planner.organisation.check import clock
from stapsteen.planner.organisation.compiling import absent_times, closed_times, present_leaders
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import Count
from stapsteen.planner.organisation.explaining.hours import starts_of
from stapsteen.planner.organisation.explaining.names import (
    FEW,
    Language,
    both,
    days_in_words,
    half_day_name,
    listed,
    pick,
    slots_in_words,
)
from stapsteen.planner.organisation.school_week import SchoolWeek, Staff
from stapsteen.planner.organisation.supervision import supervise, too_few


def people_counts(draft: Draft) -> Iterator[Count]:
    """Half-days with too few teachers, specialists and contracts asked too much, slips, breaks."""
    for half_day in half_days(draft.week):
        yield from _half_day(draft, half_day)
    for member in draft.week.staff:
        for subject in member.subjects:
            yield from _specialist(draft, subject)
    yield from _agreed_days(draft.week)
    for member in draft.week.staff:
        yield from _contract(draft.week, member)
    for sentence in too_few(draft.week, supervise(draft.week)):
        yield Count(sentence, 1, serious=False)


def _half_day(draft: Draft, half_day: range) -> Iterator[Count]:
    here = [member.name for member in present_leaders(draft.week, half_day)]
    groups = [column.name for column in draft.columns]
    if len(groups) > len(here):
        yield Count(
            both(partial(nobody_left, draft, half_day.start, groups, here)),
            len(groups) - len(here),
        )


def nobody_left(draft: Draft, slot: int, groups: list[str], here: list[str], to: Language) -> str:
    """Too few who may be alone with a group at a half-day, with their names."""
    when = half_day_name(draft.week, slot, to)
    many = len(groups) > 1
    which = listed(groups, to)
    if len(groups) > FEW:
        which = pick(to, f"{len(groups)} groepen", f"{len(groups)} groups")
    need = pick(
        to,
        f"Op {when} {'hebben' if many else 'heeft'} {which} een leerkracht nodig",
        f"On {when} {which} {'need' if many else 'needs'} a teacher",
    )
    if not here:
        return pick(
            to,
            f"{need}, en er werkt niemand die alleen voor een groep mag staan.",
            f"{need}, and nobody is at work who may be alone with a group.",
        )
    some, who, short = len(here) > 1, listed(here, to), len(groups) - len(here)
    return pick(
        to,
        f"{need}. Alleen voor een groep {'mogen' if some else 'mag'} dan staan: {who}. "
        f"Dat is {short} te weinig.",
        f"{need}. Who may be alone with a group then: {who}. That is {short} too few.",
    )


def _specialist(draft: Draft, subject: str) -> Iterator[Count]:
    """The lessons of a specialist's subject against the times at which one and a room are there."""
    asked = [block for block in draft.blocks if block.specialist == subject]
    members = [member for member in draft.week.staff if subject in member.subjects]
    usable = {
        slot
        for block in asked
        for start in starts_of(draft, block)
        for slot in range(start, start + block.length)
    }
    rooms = [room for room in draft.week.rooms if asked and room.kind == asked[0].room]
    given = 0
    for slot in usable:
        there = sum(slot not in absent_times(draft.week, member) for member in members)
        opened = sum(slot not in closed_times(draft.week, room) for room in rooms)
        given += min(there, opened) if rooms else there
    needed = sum(block.length for block in asked)
    if needed > given:
        yield Count(
            both(partial(_rest, draft, members, needed, given, subject)),
            needed - given,
            serious=False,
        )


def _rest(
    draft: Draft, members: list[Staff], needed: int, given: int, subject: str, to: Language
) -> str:
    who = listed((member.name for member in members), to)
    name = draft.week.subject_by_id[subject].in_language(to)
    return pick(
        to,
        f"{who} kan {slots_in_words(given, to)} {name} geven, en er zijn er {needed}: "
        f"{needed - given} geeft de eigen leerkracht.",
        f"{who} can give {slots_in_words(given, to)} of {name}, and there are {needed}: "
        f"the group's own teacher gives {needed - given}.",
    )


def _agreed_days(week: SchoolWeek) -> Iterator[Count]:
    """Who has a group on a day without work, and days of a group with nobody agreed."""
    for link in week.guidance:
        member, group = week.staff_by_id[link.staff], week.group_by_id[link.group]
        working = {day.weekday for day in member.days}
        free = [day for day in link.weekdays if day in week.weekdays and day not in working]
        if free and not link.assists:
            yield Count(
                both(partial(_not_there, member.name, group.name, free)),
                len(free),
                serious=False,
            )
    for group in week.groups:
        missing = [day for day in week.weekdays if not week.teachers_on(group.id, day)]
        if missing:
            yield Count(
                both(partial(_no_teacher, group.name, missing)),
                len(missing),
                serious=False,
            )
    yield from _two_groups(week)


def _not_there(member: str, group: str, days: list[int], to: Language) -> str:
    when = days_in_words(days, to)
    return pick(
        to,
        f"{member} heeft {group} op {when}, maar werkt dan niet.",
        f"{member} has {group} on {when}, but does not work then.",
    )


def _no_teacher(group: str, days: list[int], to: Language) -> str:
    when = days_in_words(days, to)
    return pick(
        to,
        f"{group} heeft op {when} geen eigen leerkracht.",
        f"{group} has no teacher of its own on {when}.",
    )


def _two_groups(week: SchoolWeek) -> Iterator[Count]:
    """Who is the only teacher of two groups on one day."""
    alone: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for day in week.weekdays:
        of: dict[str, list[str]] = defaultdict(list)
        for group in week.groups:
            teachers = week.teachers_on(group.id, day)
            if len(teachers) == 1:
                of[teachers[0]].append(group.name)
        for staff, groups in of.items():
            if len(groups) > 1:
                alone[staff, tuple(groups)].append(day)
    for (staff, names), days in alone.items():
        name = week.staff_by_id[staff].name
        yield Count(
            both(partial(_double, name, names, days)),
            len(names) - 1,
            serious=False,
        )


def _double(name: str, groups: tuple[str, ...], days: list[int], to: Language) -> str:
    when = listed((DAY_NAMES[to][day] for day in days), to)
    return pick(
        to,
        f"{name} is op {when} de enige leerkracht van {listed(groups, to)}.",
        f"{name} is the only teacher of {listed(groups, to)} on {when}.",
    )


def _contract(week: SchoolWeek, member: Staff) -> Iterator[Count]:
    """The minutes before groups as agreed, against the minutes of the contract."""
    days = {
        day
        for link in week.guidance
        if link.staff == member.id and not link.assists
        for day in link.weekdays
    }
    asked = sum(slot.minutes for slot in week.lesson_slots if slot.weekday in days)
    if 0 < member.minutes < asked:
        yield Count(
            both(partial(_more_than_contract, member, asked)),
            asked - member.minutes,
            serious=False,
        )


def _more_than_contract(member: Staff, asked: int, to: Language) -> str:
    return pick(
        to,
        f"{member.name} heeft een contract van {clock(member.minutes)} uur en staat volgens afspraak "
        f"{clock(asked)} uur voor de groep.",
        f"{member.name} has a contract of {clock(member.minutes)} hours and is agreed to be with a "
        f"group for {clock(asked)} hours.",
    )
