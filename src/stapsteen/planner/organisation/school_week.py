"""A school week: everything the planner knows of a school, in the school's own words.

Plain frozen dataclasses without a database or a solver behind them. Ids are strings, minutes and
clock times are minutes (``"08:30"`` on paper, see ``minutes_of``), weekdays run from 1 (Monday) to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Weekday = int
SlotKind = Literal["start", "lesson", "end", "break", "lunch"]
RoomKind = Literal[
    "classroom", "gym", "learning_square", "quiet_room", "atelier", "outside", "other"
]
DayPart = Literal["all", "morning", "afternoon"]
NOON = 12 * 60


def minutes_of(clock: str) -> int:
    """Minutes after midnight of a clock time such as ``08:30``."""
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)


@dataclass(frozen=True)
class Slot:
    """A piece of a school day. ``supervisors`` is how many staff watch over a break.

    ``start`` and ``end`` are the moments at which every group is together with its own teacher.
    """

    weekday: Weekday
    starts: str
    ends: str
    kind: SlotKind = "lesson"
    supervisors: int = 0

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return minutes_of(self.ends) - minutes_of(self.starts)


@dataclass(frozen=True)
class Opening:
    """When a scarce room can be used."""

    weekday: Weekday
    starts: str
    ends: str


@dataclass(frozen=True)
class Room:
    """A place. Without ``openings`` it can always be used."""

    id: str
    name: str
    kind: RoomKind = "classroom"
    capacity: int = 30
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True)
class Subject:
    """Something taught or done, with its minutes a week per year group.

    ``core``: pupils have a need in it (a step they are ready for). ``across_classes``: level groups
    may form for it. ``theme``: a theme block takes it up. ``room``: the kind of room it asks.
    ``lesson_minutes``: the usual length of one lesson; ``lessons``: the least number of lessons a
    week that the law asks (two for gym).
    """

    id: str
    name: str
    name_en: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict)
    lesson_minutes: int = 60
    lessons: int = 0
    core: bool = False
    across_classes: bool = False
    theme: bool = False
    room: RoomKind | None = None

    def in_language(self, language: str) -> str:
        """The name in Dutch, or in English where there is one."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True)
class Group:
    """A class or base group as the school has it. ``parent`` names its unit or cluster, if any."""

    id: str
    name: str
    year_groups: tuple[str, ...]
    room: str | None = None
    parent: str | None = None
    base: bool = False


@dataclass(frozen=True)
class Pupil:
    """A pupil. ``needs`` gives per core subject the step the pupil is ready for and has not mastered.

    Two steps make a school year: step 9 and 10 belong to year group 5.
    """

    id: str
    year_group: str
    group: str
    name: str = ""
    coach: str | None = None
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkingDay:
    """A weekday, or half of one, on which somebody works."""

    weekday: Weekday
    part: DayPart = "all"

    def covers(self, slot: Slot) -> bool:
        """Whether a slot lies within it; a morning ends at the first slot from noon."""
        if slot.weekday != self.weekday:
            return False
        morning = minutes_of(slot.starts) < NOON
        return self.part == "all" or (self.part == "morning") == morning


@dataclass(frozen=True)
class Staff:
    """Somebody who works at the school. ``subjects`` are taught as a specialist (gym, music)."""

    id: str
    name: str
    days: tuple[WorkingDay, ...]
    minutes: int = 0
    may_lead_alone: bool = True
    subjects: tuple[str, ...] = ()

    def works_during(self, slot: Slot) -> bool:
        """Whether the contract days cover a slot."""
        return any(day.covers(slot) for day in self.days)


@dataclass(frozen=True)
class Guidance:
    """Who has a group on which weekdays. Two teachers on different days are a duo."""

    staff: str
    group: str
    weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5)
    assists: bool = False


@dataclass(frozen=True)
class Method:
    """The lessons of a method for one week, in the order in which they build on each other."""

    subject: str
    year_group: str
    name: str
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """The values of the school's policy that matter to a week (see the profile)."""

    content: Literal["method", "lines", "own"] = "method"
    pace: Literal["convergent", "divergent", "own_line"] = "convergent"
    week: Literal["teacher", "together", "pupil"] = "teacher"


@dataclass(frozen=True)
class SchoolWeek:
    """The whole question. ``step`` is the half of the year: 1 until the end of January, then 2.

    ``assumed`` lists the topics that rest on default values; measures built on them say so.
    """

    name: str
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    subjects: tuple[Subject, ...]
    groups: tuple[Group, ...]
    pupils: tuple[Pupil, ...]
    staff: tuple[Staff, ...]
    guidance: tuple[Guidance, ...] = ()
    methods: tuple[Method, ...] = ()
    policy: Policy = Policy()
    step: Literal[1, 2] = 1
    assumed: tuple[str, ...] = ()

    @cached_property
    def lesson_slots(self) -> tuple[Slot, ...]:
        """All slots with pupils in class, in time order. Their index is a time of the planner."""
        lessons = (slot for slot in self.slots if slot.kind in {"start", "lesson", "end"})
        return tuple(sorted(lessons, key=lambda slot: (slot.weekday, minutes_of(slot.starts))))

    @cached_property
    def pauses(self) -> tuple[Slot, ...]:
        """Breaks and lunches, in time order."""
        pauses = (slot for slot in self.slots if slot.kind in {"break", "lunch"})
        return tuple(sorted(pauses, key=lambda slot: (slot.weekday, minutes_of(slot.starts))))

    @cached_property
    def weekdays(self) -> tuple[Weekday, ...]:
        """The days on which there is school."""
        return tuple(sorted({slot.weekday for slot in self.lesson_slots}))

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by their id."""
        return {group.id: group for group in self.groups}

    @cached_property
    def staff_by_id(self) -> dict[str, Staff]:
        """The staff by their id."""
        return {member.id: member for member in self.staff}

    @cached_property
    def subject_by_id(self) -> dict[str, Subject]:
        """The subjects by their id."""
        return {subject.id: subject for subject in self.subjects}

    @cached_property
    def pupil_by_id(self) -> dict[str, Pupil]:
        """The pupils by their id."""
        return {pupil.id: pupil for pupil in self.pupils}

    @cached_property
    def pupils_of(self) -> dict[str, tuple[Pupil, ...]]:
        """The pupils of each group."""
        found: dict[str, list[Pupil]] = {group.id: [] for group in self.groups}
        for pupil in self.pupils:
            found[pupil.group].append(pupil)
        return {group: tuple(pupils) for group, pupils in found.items()}

    @property
    def needs_known(self) -> bool:
        """Whether anything is known of what pupils are ready for."""
        return "needs" not in self.assumed and any(pupil.needs for pupil in self.pupils)

    def rooms_of_kind(self, *kinds: str) -> Iterator[Room]:
        """The rooms of some kinds."""
        return (room for room in self.rooms if room.kind in kinds)

    def teachers_on(self, group: str, weekday: Weekday) -> tuple[str, ...]:
        """Who has a group on a weekday, as agreed; assistants left out."""
        return tuple(
            link.staff
            for link in self.guidance
            if link.group == group and weekday in link.weekdays and not link.assists
        )
