"""One day as a planning question: its lessons are the events, each adult and room in them a need.

The lessons that stand by class can change places; what is dealt out over several groups (level groups,
units, workshops, themes) keeps its time, and only its people and rooms can change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from stapsteen.planner.organisation.calendar import day_slots, is_morning, moment
from stapsteen.planner.organisation.changed.day import (
    DayPlan,
    Disturbance,
    day_of,
    is_away,
    is_closed,
)
from stapsteen.planner.organisation.plan import Lesson, PlannedGroup, WeekPlan, covered
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.timetable.instance import Event, Need, Resource, TimeGroup
from stapsteen.planner.timetable.solution import Meet, Solution

Seat = tuple[int, int]  # the number of a lesson and the place of an adult in its staff
BY_CLASS = {"lesson", "gym", "independent"}


@dataclass(frozen=True)
class DayQuestion:
    """A day of a plan, how it stands now, and what is otherwise."""

    week: SchoolWeek
    plan: WeekPlan
    weekday: int
    now: DayPlan
    disturbance: Disturbance
    locked: frozenset[int] = frozenset()  # lessons that people want as they are now

    @cached_property
    def planned(self) -> dict[int, Lesson]:
        """The lessons of the day as they were planned, by number."""
        return {one.number: one.lesson for one in self.original.lessons}

    @cached_property
    def original(self) -> DayPlan:
        """The day as it was planned."""
        return day_of(self.week, self.plan, self.weekday)

    @cached_property
    def present(self) -> dict[int, Lesson]:
        """The lessons as they stand now; one that was given up stands as it was planned."""
        return self.planned | {one.number: one.lesson for one in self.now.lessons}

    @cached_property
    def seats_now(self) -> dict[Seat, str]:
        """Who has each seat now, "" for nobody: also where a lesson was given up."""
        return {
            (one.number, place): staff
            for one in self.now.lessons
            for place, staff in enumerate(one.seats)
        }

    @cached_property
    def slots(self) -> range:
        """The lesson slots of the day."""
        return day_slots(self.week)[self.weekday]

    @cached_property
    def leading(self) -> frozenset[str]:
        """Who may be alone with a group."""
        return frozenset(member.id for member in self.week.staff if member.may_lead_alone)

    def time(self, slot: int) -> int:
        """A lesson slot as a time of the question, which has those of this day only."""
        return slot - self.slots.start

    def slot(self, time: int) -> int:
        """The lesson slot of a time of the question."""
        return time + self.slots.start

    def times(self, slots: Iterable[int]) -> frozenset[int]:
        """Lesson slots as times of the question, those of other days left out."""
        return frozenset(self.time(slot) for slot in slots if slot in self.slots)

    def columns(self, lesson: Lesson) -> list[PlannedGroup]:
        """The columns that a lesson stands in."""
        return [self.plan.group_by_id[group] for group in lesson.groups]

    def is_here(self, staff: str, slot: int) -> bool:
        """Whether somebody works at a slot and is not away."""
        piece = self.week.lesson_slots[slot]
        works = self.week.staff_by_id[staff].works_during(piece)
        return works and not is_away(self.disturbance, staff, piece)

    def is_open(self, room: str, slot: int) -> bool:
        """Whether a room can be used at a slot."""
        return not is_closed(self.disturbance, room, self.week.lesson_slots[slot])

    def can_move(self, lesson: Lesson) -> bool:
        """Whether a lesson may get another time on this day."""
        by_class = len(lesson.groups) == 1 and not lesson.pupils and lesson.kind in BY_CLASS
        return by_class and self.plan.organisation != "personal"

    @cached_property
    def follows(self) -> dict[Seat, Seat]:
        """For each seat of an adult who may lead, the seat that is decided.

        Who leads a small group and watches over the others of the block has one seat, in the first.
        """
        first: dict[tuple[str, int, str], Seat] = {}
        found: dict[Seat, Seat] = {}
        for number, lesson in self.planned.items():
            for place, staff in enumerate(lesson.staff or ("",)):
                if not staff or staff in self.leading:
                    key = (lesson.block or str(number), lesson.slot, staff or str(number))
                    found[number, place] = first.setdefault(key, (number, place))
        return found

    @cached_property
    def seats(self) -> dict[Seat, str]:
        """The seats that are decided, with who was planned in each ("" for nobody)."""
        return {
            seat: (self.planned[seat[0]].staff or ("",))[seat[1]]
            for seat, decided in self.follows.items()
            if seat == decided
        }

    @cached_property
    def shared_rooms(self) -> frozenset[str]:
        """Rooms in which the plan has several lessons at once, such as a learning square."""
        used = Counter(
            (lesson.room, slot)
            for lesson in self.planned.values()
            if lesson.room
            for slot in covered(lesson)
        )
        return frozenset(room for (room, _slot), count in used.items() if room and count > 1)

    def loses_room(self, number: int) -> bool:
        """Whether a lesson's room is closed at its time, now or as it was planned."""
        return any(
            lesson.room and not all(self.is_open(lesson.room, slot) for slot in covered(lesson))
            for lesson in (self.planned[number], self.present[number])
        )

    def needs_of(self, number: int) -> tuple[Need, ...]:
        """The needs of a lesson: its column, its adults, its room."""
        lesson = self.planned[number]
        needs = [Need(resource=f"column/{lesson.groups[0]}")] if self.can_move(lesson) else []
        needs += [
            Need(role=f"adult/{place}", type="staff") for of, place in self.seats if of == number
        ]
        if self.loses_room(number) or self._has_moved_room(number):
            needs.append(Need(role="room", type="room"))
        elif lesson.room and lesson.room not in self.shared_rooms:
            needs.append(Need(resource=f"room/{lesson.room}", type="room"))
        return tuple(needs)

    def _has_moved_room(self, number: int) -> bool:
        return self.planned[number].room != self.present[number].room

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The lessons of the day."""
        return tuple(self._event(number) for number in self.planned)

    def _event(self, number: int) -> Event:
        lesson = self.planned[number]
        time = None if self.can_move(lesson) else self.time(lesson.slot)
        groups = {"movable"} if time is None else set()
        if len(lesson.groups) == 1:
            half = "morning" if is_morning(self.week, lesson.slot) else "afternoon"
            groups.add(f"half/{lesson.groups[0]}/{half}")
        return Event(
            str(number), self._name(lesson), lesson.length, self.needs_of(number), time,
            groups=frozenset(groups),
        )  # fmt: skip

    def _name(self, lesson: Lesson) -> str:
        names = ", ".join(column.name for column in self.columns(lesson))
        return f"{names}, {moment(self.week, lesson.slot, 'nl')}"

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The columns, everybody who may lead, and the rooms."""
        return (
            *(Resource(f"column/{one.id}", one.name, "column") for one in self.plan.groups),
            *(
                Resource(f"staff/{one.id}", one.name, "staff")
                for one in self.week.staff
                if one.may_lead_alone
            ),
            *(Resource(f"room/{one.id}", one.name, "room") for one in self.week.rooms),
        )

    @property
    def days(self) -> tuple[TimeGroup, ...]:
        """The one day, in the terms of the instance."""
        return (TimeGroup(f"day/{self.weekday}", str(self.weekday), tuple(range(len(self.slots)))),)

    @property
    def solution(self) -> Solution:
        """The day as it stands now, in the terms of the instance."""
        return Solution(tuple(self._meet(event) for event in self.events))

    def _meet(self, event: Event) -> Meet:
        number = int(event.id)
        given = tuple(need.resource or self._filled(number, need) for need in event.needs)
        return Meet(event.id, event.duration, self.time(self.present[number].slot), given)

    def _filled(self, number: int, need: Need) -> str | None:
        if need.role == "room":
            room = self.present[number].room
            return f"room/{room}" if room else None
        staff = self.seats_now.get((number, int(need.role.removeprefix("adult/"))), "")
        stays = staff in self.leading and (number in self.locked or self.is_here_for(staff, number))
        return f"staff/{staff}" if stays else None

    def is_here_for(self, staff: str, number: int) -> bool:
        """Whether somebody is there all the time that a lesson lasts, as it stands now."""
        return all(self.is_here(staff, slot) for slot in covered(self.present[number]))

    def busy_elsewhere(self) -> dict[str, set[int]]:
        """When the pupils of a column are dealt out, so that no class lesson can go there."""
        found: dict[str, set[int]] = defaultdict(set)
        for lesson in self.planned.values():
            if not self.can_move(lesson):
                for group in lesson.groups:
                    found[group] |= set(covered(lesson))
        return found
