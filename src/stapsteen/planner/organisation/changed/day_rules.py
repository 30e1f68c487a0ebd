"""The rules and wishes of one day as a planning question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stapsteen.planner.organisation.calendar import starts_that_fit
from stapsteen.planner.organisation.changed.day_question import DayQuestion, Seat
from stapsteen.planner.organisation.changed.weights import ADULT, TIME, stay, youth
from stapsteen.planner.organisation.plan import Lesson, covered
from stapsteen.planner.timetable.instance import Constraint, Instance, Kind
from stapsteen.planner.timetable.repair.staying import Stay

ALONE = 3  # a group without any adult is worse than a team with one adult less
TEAM = 1
NEVER = 10  # what no school can do: be in two places, count on who is not there, drop a lesson
SAME_FACE = 4
FAMILIAR = 2
BACK_TO_PLAN = 2  # times what a change weighs: who is back takes the own lessons again
SHARED_KINDS = {"unit", "theme", "workshop"}


def instance_of(question: DayQuestion) -> Instance:
    """The planning instance of one day."""
    return Instance(
        id=f"day/{question.weekday}",
        name=question.week.name,
        times=tuple(question.week.lesson_slots[slot].starts for slot in question.slots),
        days=question.days,
        resources=question.resources,
        events=question.events,
        constraints=tuple(_constraints(question)),
    )


def _constraints(question: DayQuestion) -> Iterator[Constraint]:
    yield from _time_rules(question)
    yield from _adult_rules(question)
    yield from _room_rules(question)
    yield from _absence(question)
    everybody = tuple(
        one.id
        for one in question.resources
        if one.id.removeprefix("room/") not in question.shared_rooms
    )
    yield Constraint(
        "clashes", "niemand op twee plekken", Kind.AVOID_CLASHES, weight=NEVER, resources=everybody
    )
    yield from _same_face(question)
    yield from _back_to_plan(question)


def _time_rules(question: DayQuestion) -> Iterator[Constraint]:
    yield Constraint(
        "placed", "alles een plek", Kind.ASSIGN_TIME, weight=NEVER, event_groups=("movable",)
    )
    yield Constraint(  # also what stands: only what is whole for sure can be proven to be planned best
        "whole", "lessen aan één stuk", Kind.SPLIT_EVENTS, weight=NEVER,
        events=tuple(event.id for event in question.events), minimum=1, maximum=1,
    )  # fmt: skip
    lengths: dict[int, list[str]] = defaultdict(list)
    for event in question.events:
        if event.time is None:
            lengths[event.duration].append(event.id)
    for length, events in lengths.items():
        starts = question.times(starts_that_fit(question.week, length))
        yield Constraint(
            f"starts/{length}", "tussen twee pauzes", Kind.PREFER_TIMES, weight=NEVER,
            events=tuple(events), times=starts,
        )  # fmt: skip


def _adult_rules(question: DayQuestion) -> Iterator[Constraint]:
    """In every seat somebody; best one whom the children know."""
    roles: dict[tuple[str, int], list[str]] = defaultdict(list)
    for number, place in question.seats:
        roles[f"adult/{place}", weight_of(question, number)].append(str(number))
    for (role, weight), events in roles.items():
        yield Constraint(
            f"{role}/{weight}", "elke groep een leerkracht", Kind.ASSIGN_RESOURCE, weight=weight,
            role=role, events=tuple(events),
        )  # fmt: skip
    for (number, place), staff in question.seats.items():
        lesson = question.planned[number]
        known = frozenset(f"staff/{one}" for one in familiar(question, lesson) | {staff} if one)
        yield Constraint(
            f"known/{number}/{place}", "een bekend gezicht", Kind.PREFER_RESOURCES, required=False,
            weight=FAMILIAR * youth(question.columns(lesson)), role=f"adult/{place}",
            events=(str(number),), preferred=known,
        )  # fmt: skip


def weight_of(question: DayQuestion, number: int) -> int:
    """How bad an empty seat is: worst where the children have nobody else."""
    lesson = question.planned[number]
    leading = [one for one in lesson.staff if one in question.leading]
    if lesson.kind in SHARED_KINDS or len(leading) > 1:
        return TEAM
    return ALONE


def familiar(question: DayQuestion, lesson: Lesson) -> set[str]:
    """Whom the children of a lesson know: who has one of their groups on some day."""
    week = question.week
    coaches = {one for column in question.columns(lesson) for one in column.coaches}
    assists = {link.staff for link in week.guidance if link.group in lesson.groups}
    return coaches | assists


def _room_rules(question: DayQuestion) -> Iterator[Constraint]:
    for event in question.events:
        if any(need.role == "room" for need in event.needs):
            yield from _room_of(question, int(event.id))


def _room_of(question: DayQuestion, number: int) -> Iterator[Constraint]:
    same, others = rooms_for(question, question.planned[number])
    shared = {"role": "room", "events": (str(number),)}
    yield Constraint(f"room/{number}", "een ruimte", Kind.ASSIGN_RESOURCE, **shared)  # type: ignore[arg-type]
    yield Constraint(
        f"which/{number}", "de goede ruimte", Kind.PREFER_RESOURCES, weight=NEVER,
        preferred=frozenset(f"room/{room}" for room in same | others), **shared,  # type: ignore[arg-type]
    )  # fmt: skip
    yield Constraint(
        f"alike/{number}", "eenzelfde ruimte", Kind.PREFER_RESOURCES, required=False,
        preferred=frozenset(f"room/{room}" for room in same), **shared,  # type: ignore[arg-type]
    )  # fmt: skip


def rooms_for(question: DayQuestion, lesson: Lesson) -> tuple[set[str], set[str]]:
    """The rooms of the same kind as a lesson's own, and others that would do.

    Gym needs a hall or the field; a class fits wherever there are chairs enough.
    """
    kinds = {room.id: room.kind for room in question.week.rooms}
    kind = kinds.get(lesson.room or "", "classroom")
    same = {room.id for room in question.week.rooms_of_kind(kind)} - question.shared_rooms
    if kind == "gym":
        return same, {room.id for room in question.week.rooms_of_kind("outside")}
    pupils = len(question.plan.pupils_in(lesson))
    large = {
        room.id
        for room in question.week.rooms
        if room.kind not in {"gym", "outside"} and room.capacity >= pupils
    }
    return same & large | {lesson.room or ""}, large - same - question.shared_rooms


def _absence(question: DayQuestion) -> Iterator[Constraint]:
    for member in question.week.staff:
        gone = {slot for slot in question.slots if not question.is_here(member.id, slot)}
        if gone and member.id in question.leading:
            yield _away(f"staff/{member.id}", member.name, question.times(gone))
    for room in question.week.rooms:
        closed = {slot for slot in question.slots if not question.is_open(room.id, slot)}
        if closed:
            yield _away(f"room/{room.id}", room.name, question.times(closed))
    for column, slots in question.busy_elsewhere().items():
        name = question.plan.group_by_id[column].name
        yield _away(f"column/{column}", name, question.times(slots))


def _away(resource: str, name: str, times: frozenset[int]) -> Constraint:
    return Constraint(
        f"away/{resource}", name, Kind.AVOID_UNAVAILABLE_TIMES, weight=NEVER,
        resources=(resource,), times=times,
    )  # fmt: skip


def _same_face(question: DayQuestion) -> Iterator[Constraint]:
    """One and the same adult for a group in a half-day."""
    halves = {group for event in question.events for group in event.groups if group[:5] == "half/"}
    for half in sorted(halves):
        column = question.plan.group_by_id[half.split("/")[1]]
        yield Constraint(
            f"face/{half}", "steeds dezelfde", Kind.AVOID_SPLIT_ASSIGNMENTS, required=False,
            weight=SAME_FACE * youth([column]), role="adult/0", event_groups=(half,),
        )  # fmt: skip


def stays_of(question: DayQuestion) -> dict[str, Stay]:
    """What changing each lesson weighs: nothing, where it would go back to how it was planned."""
    back = {number for number, _place in returning(question)}
    elsewhere = moved(question)
    found = {}
    for number, lesson in question.planned.items():
        usual = stay(question.columns(lesson))
        staff = 0 if number in back else usual.resources["staff"]
        time, room = (0, 0) if number in elsewhere else (usual.time, usual.resources["room"])
        found[str(number)] = Stay(time, {"staff": staff, "room": room})
    return found


def returning(question: DayQuestion) -> list[Seat]:
    """The seats in which somebody else is, while who was planned is here again."""
    return [
        (number, place)
        for (number, place), staff in question.seats.items()
        if staff
        and question.seats_now.get((number, place), "") != staff
        and all(question.is_here(staff, slot) for slot in covered(question.planned[number]))
    ]


def moved(question: DayQuestion) -> set[int]:
    """The lessons that stand at another time or in another room than was planned."""
    return {
        number
        for number, lesson in question.planned.items()
        if (lesson.slot, lesson.room)
        != (question.present[number].slot, question.present[number].room)
    }


def _back_to_plan(question: DayQuestion) -> Iterator[Constraint]:
    for number, place in returning(question):
        lesson = question.planned[number]
        yield Constraint(
            f"back/{number}/{place}", "weer de eigen leerkracht", Kind.PREFER_RESOURCES,
            required=False, weight=BACK_TO_PLAN * ADULT * youth(question.columns(lesson)),
            role=f"adult/{place}", events=(str(number),),
            preferred=frozenset({f"staff/{question.seats[number, place]}"}),
        )  # fmt: skip
    for number in moved(question):
        lesson = question.planned[number]
        if question.can_move(lesson):
            yield Constraint(
                f"back/{number}", "weer op de eigen tijd", Kind.PREFER_TIMES, required=False,
                weight=BACK_TO_PLAN * TIME * youth(question.columns(lesson)),
                events=(str(number),), times=question.times([lesson.slot]),
            )  # fmt: skip
        if lesson.room:
            yield Constraint(
                f"back/room/{number}", "weer in de eigen ruimte", Kind.PREFER_RESOURCES,
                required=False, weight=BACK_TO_PLAN * youth(question.columns(lesson)), role="room",
                events=(str(number),), preferred=frozenset({f"room/{lesson.room}"}),
            )  # fmt: skip
