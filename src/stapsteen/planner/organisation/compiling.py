"""From a draft to one planning instance, the same way for all five organisations.

Resources are the columns, the staff and the rooms. Events are the blocks of the draft, and a *duty*
for every column and half-day: somebody who has the group. Duties have a fixed time; who has them is
decided together with the rest, so that a specialist or a part-time pair is never in two places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stapsteen.planner.organisation.asked_rooms import by_rooms
from stapsteen.planner.organisation.calendar import (
    day_slots,
    half_days,
    is_morning,
    moment,
    starts_that_fit,
)
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.school_week import Room, SchoolWeek, Staff, minutes_of
from stapsteen.planner.timetable.instance import (
    Bounds,
    Constraint,
    Event,
    Instance,
    Kind,
    Need,
    Pair,
    Resource,
    TimeGroup,
)

OWN_TEACHER_WEIGHT = 10
LINKED_WEIGHT = 5
SPECIALIST_WEIGHT = 5
EARLY_WEIGHT = 1
GRAVE_WEIGHT = (
    10  # rather a lesson without a place than two at once, rather nobody than the wrong one
)
MAY_STAY_OPEN = {Kind.ASSIGN_TIME, Kind.ASSIGN_RESOURCE}


def column_id(column: str) -> str:
    """The resource of a column."""
    return f"column/{column}"


def staff_id(staff: str) -> str:
    """The resource of a member of staff."""
    return f"staff/{staff}"


def room_id(room: str) -> str:
    """The resource of a room."""
    return f"room/{room}"


def duty_id(column: str, half_day: range) -> str:
    """The event of having a column for a half-day."""
    return f"duty/{column}/{half_day.start}"


def compile_draft(draft: Draft) -> Instance:
    """The planning instance of a draft."""
    week = draft.week
    return Instance(
        id=draft.organisation,
        name=week.name,
        times=tuple(moment(week, index, "nl") for index in range(len(week.lesson_slots))),
        days=tuple(
            TimeGroup(f"day/{day}", str(day), tuple(slots))
            for day, slots in day_slots(week).items()
        ),
        resources=tuple(_resources(draft)),
        events=(*_block_events(draft), *_duties(draft)),
        constraints=tuple(map(with_gravity, _constraints(draft))),
    )


def with_gravity(rule: Constraint) -> Constraint:
    """What is left open costs less than what would be wrong."""
    if not rule.required or rule.kind in MAY_STAY_OPEN:
        return rule
    return replace(rule, weight=GRAVE_WEIGHT)


def leading(week: SchoolWeek) -> list[Staff]:
    """The staff who may be alone with a group."""
    return [member for member in week.staff if member.may_lead_alone]


def _resources(draft: Draft) -> Iterator[Resource]:
    for column in draft.columns:
        yield Resource(column_id(column.id), column.name, "column")
    for member in draft.week.staff:
        yield Resource(staff_id(member.id), member.name, "staff", _kinds_of(member))
    for room in draft.week.rooms:
        yield Resource(room_id(room.id), room.name, "room", frozenset({f"kind/{room.kind}"}))


def _kinds_of(member: Staff) -> frozenset[str]:
    return frozenset(f"teaches/{subject}" for subject in member.subjects)


def _block_events(draft: Draft) -> Iterator[Event]:
    for block in draft.blocks:
        needs = [Need(resource=column_id(column)) for column in block.columns]
        if block.specialist:
            needs.append(Need(role=f"specialist/{block.specialist}", type="staff"))
        if block.room:
            needs.append(Need(role=f"room/{block.room}", type="room"))
        groups = {"blocks", f"length/{block.length}"}
        if block.spread:
            groups.add(f"spread/{block.spread}")
        if block.early:
            groups.add("early")
        yield Event(block.id, block.name, block.length, tuple(needs), groups=frozenset(groups))


def _duties(draft: Draft) -> Iterator[Event]:
    duty = (Need(role="duty", type="staff"),)
    for column in draft.columns:
        for half_day in half_days(draft.week):
            name = f"{column.name}, {moment(draft.week, half_day.start, 'nl')}"
            groups = frozenset({"duties", f"duties/{half_day.start}"})
            yield Event(
                duty_id(column.id, half_day),
                name,
                len(half_day),
                duty,
                half_day.start,
                groups=groups,
            )


def _constraints(draft: Draft) -> Iterator[Constraint]:
    yield from _time_rules(draft)
    yield from _staff_rules(draft)
    yield from _room_rules(draft)
    everybody = tuple(resource.id for resource in _resources(draft))
    yield Constraint("clashes", "niemand op twee plekken", Kind.AVOID_CLASHES, resources=everybody)


def _time_rules(draft: Draft) -> Iterator[Constraint]:
    yield Constraint("placed", "alles een plek", Kind.ASSIGN_TIME, event_groups=("blocks",))
    yield Constraint(
        "whole", "lessen aan één stuk", Kind.SPLIT_EVENTS, event_groups=("blocks", "duties"),
        minimum=1, maximum=1,
    )  # fmt: skip
    for starts, blocks in _by_starts(draft).items():
        ids = tuple(block.id for block in blocks)
        name = "tussen twee pauzes"
        yield Constraint(f"starts/{ids[0]}", name, Kind.PREFER_TIMES, events=ids, times=starts)
    mornings = frozenset(
        index for index in range(len(draft.week.lesson_slots)) if is_morning(draft.week, index)
    )
    if any(block.early for block in draft.blocks):
        yield Constraint(
            "early",
            "basisvakken in de ochtend",
            Kind.PREFER_TIMES,
            required=False,
            weight=EARLY_WEIGHT,
            event_groups=("early",),
            times=mornings,
        )
    yield from _spread(draft)
    pairs = tuple(Pair(block.after, block.id) for block in draft.blocks if block.after)
    if pairs:
        yield Constraint("order", "lessen op volgorde", Kind.ORDER_EVENTS, pairs=pairs)


def _by_starts(draft: Draft) -> dict[frozenset[int], list[Block]]:
    found: dict[frozenset[int], list[Block]] = defaultdict(list)
    for block in draft.blocks:
        fits = starts_that_fit(draft.week, block.length)
        if block.starts is not None:
            # Starting and ending the day together happens in slots that lessons cannot have.
            fits = block.starts if block.kind in {"start", "end"} else fits & block.starts
        found[fits].append(block)
    return found


def _spread(draft: Draft) -> Iterator[Constraint]:
    a_day: dict[str, int] = {}
    for block in draft.blocks:
        if block.spread:
            a_day[block.spread] = block.a_day
    days = day_slots(draft.week)
    for spread, most in a_day.items():
        bounds = tuple(Bounds(tuple(slots), 0, most, str(day)) for day, slots in days.items())
        yield Constraint(
            f"spread/{spread}",
            "verdeeld over de week",
            Kind.SPREAD_EVENTS,
            event_groups=(f"spread/{spread}",),
            bounds=bounds,
        )


def _staff_rules(draft: Draft) -> Iterator[Constraint]:
    week = draft.week
    yield Constraint(
        "duty", "elke groep een leerkracht", Kind.ASSIGN_RESOURCE, role="duty",
        event_groups=("duties",),
    )  # fmt: skip
    for half_day in half_days(week):
        present = frozenset(staff_id(member.id) for member in present_leaders(week, half_day))
        yield Constraint(
            f"present/{half_day.start}", "op school", Kind.PREFER_RESOURCES, role="duty",
            event_groups=(f"duties/{half_day.start}",), preferred=present,
        )  # fmt: skip
    yield from _own_teachers(draft)
    for member in week.staff:
        absent = absent_times(week, member)
        if absent:
            yield Constraint(
                f"days/{member.id}", f"werkdagen van {member.name}",
                Kind.AVOID_UNAVAILABLE_TIMES, resources=(staff_id(member.id),), times=absent,
            )  # fmt: skip
    yield from _specialists(draft)


def present_leaders(week: SchoolWeek, half_day: Iterable[int]) -> list[Staff]:
    """The staff who may be alone with a group and work during all of a half-day."""
    return [member for member in leading(week) if _works_all(week, member, half_day)]


def _works_all(week: SchoolWeek, member: Staff, half_day: Iterable[int]) -> bool:
    return all(member.works_during(week.lesson_slots[index]) for index in half_day)


def absent_times(week: SchoolWeek, member: Staff) -> frozenset[int]:
    """The lesson slots that the contract days of somebody do not cover."""
    return frozenset(
        index for index, slot in enumerate(week.lesson_slots) if not member.works_during(slot)
    )


def _own_teachers(draft: Draft) -> Iterator[Constraint]:
    """A duty is preferably of who has the group that day, then of who has it on another day."""
    linked = frozenset(staff_id(link.staff) for link in draft.week.guidance if not link.assists)
    if linked:
        yield Constraint(
            "linked", "leerkrachten voor de groep", Kind.PREFER_RESOURCES, required=False,
            weight=LINKED_WEIGHT, role="duty", event_groups=("duties",), preferred=linked,
        )  # fmt: skip
    for column in draft.columns:
        for half_day in half_days(draft.week):
            weekday = draft.week.lesson_slots[half_day.start].weekday
            own = draft.week.teachers_on(draft.sources[column.id], weekday)
            preferred = frozenset(map(staff_id, own or draft.own_staff(column.id)))
            if preferred:
                yield Constraint(
                    f"own/{column.id}/{half_day.start}", "de eigen leerkracht",
                    Kind.PREFER_RESOURCES, required=False, weight=OWN_TEACHER_WEIGHT, role="duty",
                    events=(duty_id(column.id, half_day),), preferred=preferred,
                )  # fmt: skip


def _specialists(draft: Draft) -> Iterator[Constraint]:
    for subject in sorted({block.specialist for block in draft.blocks if block.specialist}):
        role = f"specialist/{subject}"
        ids = tuple(block.id for block in draft.blocks if block.specialist == subject)
        yield Constraint(
            role, "door de vakleerkracht", Kind.ASSIGN_RESOURCE, required=False,
            weight=SPECIALIST_WEIGHT, role=role, events=ids,
        )  # fmt: skip
        yield Constraint(
            f"who/{role}", "wie het vak geeft", Kind.PREFER_RESOURCES, role=role, events=ids,
            preferred_groups=frozenset({f"teaches/{subject}"}),
        )  # fmt: skip


def _room_rules(draft: Draft) -> Iterator[Constraint]:
    for kind in sorted({block.room for block in draft.blocks if block.room}):
        ids = tuple(block.id for block in draft.blocks if block.room == kind)
        role = f"room/{kind}"
        yield Constraint(role, "een ruimte", Kind.ASSIGN_RESOURCE, role=role, events=ids)
    for number, ((kind, rooms), blocks) in enumerate(by_rooms(draft).items()):
        yield Constraint(
            f"which/room/{kind}/{number}", "de goede ruimte", Kind.PREFER_RESOURCES,
            role=f"room/{kind}", events=tuple(block.id for block in blocks),
            preferred=frozenset(room_id(room.id) for room in rooms),
        )  # fmt: skip
    for room in draft.week.rooms:
        closed = closed_times(draft.week, room)
        if closed:
            yield Constraint(
                f"open/{room.id}", f"{room.name} is open", Kind.AVOID_UNAVAILABLE_TIMES,
                resources=(room_id(room.id),), times=closed,
            )  # fmt: skip


def closed_times(week: SchoolWeek, room: Room) -> frozenset[int]:
    """The lesson slots at which a room cannot be used."""
    if not room.openings:
        return frozenset()
    return frozenset(
        index
        for index, slot in enumerate(week.lesson_slots)
        if not any(
            opening.weekday == slot.weekday
            and minutes_of(opening.starts) <= minutes_of(slot.starts)
            and minutes_of(slot.ends) <= minutes_of(opening.ends)
            for opening in room.openings
        )
    )
