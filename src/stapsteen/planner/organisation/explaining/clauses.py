"""What a rule asks at its points, as a clause with names: one function for each rule of a school week.

Rules that others add (a lesson that stays where it is, somebody who is ill) carry their own name and
are told by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from stapsteen.planner.organisation.calendar import is_morning, moment, starts_that_fit
from stapsteen.planner.organisation.compiling import room_id
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.explaining.answers import Item
from stapsteen.planner.organisation.explaining.hours import ROOM_NAMES
from stapsteen.planner.organisation.explaining.names import (
    FEW,
    Language,
    Names,
    both,
    days_in_words,
    half_day_name,
    listed,
    pick,
    slots_in_words,
)
from stapsteen.planner.timetable.explain.points import At, pair_point
from stapsteen.planner.timetable.instance import Constraint, Instance

Clause = Callable[["Telling", Sequence[At], Language], str]


@dataclass(frozen=True)
class Telling:
    """A draft and its instance, to tell about."""

    draft: Draft
    instance: Instance

    @cached_property
    def names(self) -> Names:
        """The names of everything."""
        return Names(self.draft)

    @cached_property
    def rules(self) -> dict[str, Constraint]:
        """The rules by their id."""
        return {rule.id: rule for rule in self.instance.constraints}

    def items(self, members: Sequence[At]) -> tuple[Item, ...]:
        """The members of a conflict, what is asked alike taken together, in plain clauses."""
        alike: dict[tuple[str, str], list[At]] = defaultdict(list)
        for member in members:
            alike[self._family(member)].append(member)
        return tuple(
            Item(both(partial(CLAUSES.get(family, _other), self, some)), tuple(some))
            for (family, _which), some in alike.items()
        )

    def _family(self, member: At) -> tuple[str, str]:
        """The sort of rule, and what tells it from others of that sort that are told apart."""
        family, _, which = member.rule.partition("/")
        if family == "which" or family == "who":
            return family, which
        if family == "clashes":
            return family, member.point
        if family == "starts":
            return self._starts_family(member)
        if family in {"days", "open", "room", "specialist", "spread", "present", "duty"}:
            return family, which
        return family, "" if family in CLAUSES else member.rule

    def _starts_family(self, member: At) -> tuple[str, str]:
        block = self.draft.block_by_id[member.point]
        fixed = block.starts is not None
        return (
            ("fixed", ",".join(map(str, sorted(block.starts or ())))) if fixed else ("starts", "")
        )

    def moments(self, slots: Sequence[int], to: Language) -> str:
        """Lesson slots in words."""
        return listed((moment(self.draft.week, slot, to) for slot in slots), to)


def _lessons(telling: Telling, members: Sequence[At], to: Language) -> str:
    return telling.names.lessons([member.point for member in members], to)


def _groups(telling: Telling, members: Sequence[At], to: Language) -> str:
    return listed((telling.names.lesson(member.point, to) for member in members), to)


def _placed(telling: Telling, members: Sequence[At], to: Language) -> str:
    lessons, many = _lessons(telling, members, to), len(members) > 1
    return pick(
        to,
        f"{lessons} {'moeten' if many else 'moet'} een plek in de week hebben",
        f"{lessons} must have a place in the week",
    )


def _starts(telling: Telling, members: Sequence[At], to: Language) -> str:
    lessons = _lessons(telling, members, to)
    return pick(
        to,
        f"er is geen pauze in {lessons}, en de dag begint en eindigt in de eigen groep",
        f"there is no break in {lessons}, and the day starts and ends in the own group",
    )


def _fixed(telling: Telling, members: Sequence[At], to: Language) -> str:
    starts = sorted(telling.draft.block_by_id[members[0].point].starts or ())
    lessons, many = _lessons(telling, members, to), len(members) > 1
    if len(starts) <= FEW:
        return pick(
            to,
            f"{lessons} {'beginnen' if many else 'begint'} op {telling.moments(starts, to)}",
            f"{lessons} {'begin' if many else 'begins'} on {telling.moments(starts, to)}",
        )
    days = {telling.draft.week.lesson_slots[slot].weekday for slot in starts}
    when = days_in_words(sorted(days), to)
    mornings = {is_morning(telling.draft.week, slot) for slot in starts}
    if len(mornings) == 1:
        part = ("ochtend", "morning") if mornings.pop() else ("middag", "afternoon")
        when = pick(to, f"{when} in de {part[0]}", f"{when} in the {part[1]}")
    return pick(
        to,
        f"{lessons} {'beginnen' if many else 'begint'} alleen op bepaalde tijden: {when}",
        f"{lessons} {'begin' if many else 'begins'} at certain times only: {when}",
    )


def _spread(telling: Telling, members: Sequence[At], to: Language) -> str:
    key = members[0].point.removeprefix("spread/")
    blocks = [block for block in telling.draft.blocks if block.spread == key]
    most, name = blocks[0].a_day, telling.names.lesson(blocks[0].id, to)
    return pick(
        to,
        f"op één dag {'staat' if most == 1 else 'staan'} hoogstens {most} keer {name}",
        f"on one day there is {name} at most {most} {'time' if most == 1 else 'times'}",
    )


def _order(telling: Telling, members: Sequence[At], to: Language) -> str:
    pairs = {pair_point(pair): pair for rule in telling.rules.values() for pair in rule.pairs}
    names = telling.names
    told = [
        pick(to, "{0} komt voor {1}", "{0} comes before {1}").format(
            names.numbered(pair.first, to), names.numbered(pair.second, to)
        )
        for pair in (pairs[member.point] for member in members)
    ]
    return listed(told, to)


def _duty(telling: Telling, members: Sequence[At], to: Language) -> str:
    groups = _groups(telling, members, to)
    when = listed(
        (
            half_day_name(telling.draft.week, int(one.point.rpartition("/")[2]), to)
            for one in members
        ),
        to,
    )
    many = len({member.point.split("/")[1] for member in members}) > 1
    return pick(
        to,
        f"{groups} {'hebben' if many else 'heeft'} op {when} een leerkracht",
        f"{groups} {'have' if many else 'has'} a teacher on {when}",
    )


def _present(telling: Telling, members: Sequence[At], to: Language) -> str:
    slot = int(members[0].rule.partition("/")[2])
    when = half_day_name(telling.draft.week, slot, to)
    preferred = sorted(telling.rules[members[0].rule].preferred)
    who = telling.names.of_resources(preferred, to)
    if not preferred:
        return pick(
            to,
            f"op {when} werkt niemand die alleen voor een groep mag staan",
            f"on {when} nobody is at work who may be alone with a group",
        )
    return pick(
        to,
        f"op {when} {'werken' if len(preferred) > 1 else 'werkt'} van wie alleen voor een groep mag staan "
        f"alleen {who}",
        f"on {when}, of those who may be alone with a group, only {who} "
        f"{'are' if len(preferred) > 1 else 'is'} at work",
    )


def _days(telling: Telling, members: Sequence[At], to: Language) -> str:
    member = telling.draft.week.staff_by_id[members[0].point.removeprefix("staff/")]
    days = sorted({day.weekday for day in member.days})
    when = days_in_words(days, to) if days else pick(to, "geen enkele dag", "no day at all")
    return pick(to, f"{member.name} werkt op {when}", f"{member.name} works on {when}")


def _open(telling: Telling, members: Sequence[At], to: Language) -> str:
    week = telling.draft.week
    room = next(one for one in week.rooms if room_id(one.id) == members[0].point)
    usable = starts_that_fit(week, 1) - telling.rules[members[0].rule].times
    days: dict[str, list[int]] = defaultdict(list)
    for opening in room.openings:
        days[f"{opening.starts}-{opening.ends}"].append(opening.weekday)
    when = listed((f"{days_in_words(some, to)} {clock}" for clock, some in days.items()), to)
    return pick(
        to,
        f"{room.name} is {slots_in_words(len(usable), to)} per week open: {when}",
        f"{room.name} is open for {slots_in_words(len(usable), to)} a week: {when}",
    )


def _room(telling: Telling, members: Sequence[At], to: Language) -> str:
    kind = telling.draft.block_by_id[members[0].point].room or "other"
    nl, en = ROOM_NAMES[kind]
    lessons, many = _lessons(telling, members, to), len(members) > 1
    return pick(
        to,
        f"{lessons} {'hebben' if many else 'heeft'} {nl} nodig",
        f"{lessons} {'need' if many else 'needs'} {en}",
    )


def _which(telling: Telling, members: Sequence[At], to: Language) -> str:
    allowed = telling.rules[members[0].rule].preferred
    rooms = listed(
        (room.name for room in telling.draft.week.rooms if room_id(room.id) in allowed), to
    )
    lessons = _lessons(telling, members, to)
    return pick(
        to,
        f"{lessons} {'kunnen' if len(members) > 1 else 'kan'} nergens anders dan in {rooms}",
        f"{lessons} can be nowhere but in {rooms}",
    )


def _who(telling: Telling, members: Sequence[At], to: Language) -> str:
    subject = members[0].rule.rpartition("/")[2]
    people = listed((one.name for one in telling.draft.week.staff if subject in one.subjects), to)
    lessons = _lessons(telling, members, to)
    return pick(to, f"alleen {people} geeft {lessons}", f"only {people} gives {lessons}")


def _clashes(telling: Telling, members: Sequence[At], to: Language) -> str:
    point = members[0].point
    name = telling.names.resources.get(point, point)
    if point.startswith("column/"):
        return pick(to, f"{name} heeft één les tegelijk", f"{name} has one lesson at a time")
    if point.startswith("room/"):
        return pick(to, f"in {name} is één les tegelijk", f"{name} holds one lesson at a time")
    return pick(to, f"{name} is op één plek tegelijk", f"{name} is in one place at a time")


def _other(telling: Telling, members: Sequence[At], to: Language) -> str:
    rule = telling.rules[members[0].rule]
    points = listed((_point(telling, member.point, to) for member in members), to)
    return f"{rule.name}: {points}"


def _point(telling: Telling, point: str, to: Language) -> str:
    if point in telling.names.resources:
        return telling.names.resources[point]
    return telling.names.lesson(point, to)


CLAUSES: dict[str, Clause] = {
    "placed": _placed,
    "starts": _starts,
    "fixed": _fixed,
    "spread": _spread,
    "order": _order,
    "duty": _duty,
    "present": _present,
    "days": _days,
    "open": _open,
    "room": _room,
    "which": _which,
    "who": _who,
    "clashes": _clashes,
}
