"""The offer of a personal week as people change it: each workshop a lesson that can be moved.

As long as nobody works on the timetable, ``offer`` fills the rounds anew for every plan. Whoever moves
something wants the rest to stay, so a working version freezes the workshops: they become events beside
those of the draft. The solution says what they are: the id of the event is the round and the number it
was offered under, the subject and the step, and its resources are who leads it, where, and its pupils.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stapsteen.planner.organisation.calendar import starts_that_fit
from stapsteen.planner.organisation.compiling import (
    absent_times,
    leading,
    room_id,
    with_gravity,
)
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.plan import Lesson
from stapsteen.planner.organisation.reading import Placement, lessons_of, placement_of
from stapsteen.planner.organisation.rounds import rounds_of
from stapsteen.planner.timetable.evaluate import Evaluation, evaluate
from stapsteen.planner.timetable.instance import Constraint, Event, Instance, Kind, Need, Resource
from stapsteen.planner.timetable.solution import Meet, Solution

ROUND = "round-"
COLUMN, LEADER, PUPIL = "column/", "leader/", "pupil/"
WORKSHOPS = "workshops"
SEATS = "seats/"  # the rules about pupils who have a seat in a workshop
ROOMS = ("classroom", "atelier", "other")
LEADER_NEED = Need(role=WORKSHOPS, type="leader")
ROOM_NEED = Need(role="room/workshops", type="room")


def workshop_id(start: int, number: int, subject: str, step: int | None) -> str:
    """What a workshop is called from the moment that it is offered."""
    return f"{ROUND}{start}/{number}/{subject}/{'' if step is None else step}"


def topic_of(event: str) -> tuple[str, int | None]:
    """The subject and the step of a workshop, out of its id."""
    _round, _number, subject, step = event.split("/")
    return subject, int(step) if step else None


def is_workshop(event: str) -> bool:
    """Whether an event is a workshop that was offered."""
    return event.startswith(ROUND) and event.count("/") == 3


def parted(solution: Solution) -> tuple[Solution, tuple[Meet, ...]]:
    """The meets of the draft, and those of the workshops."""
    workshops = tuple(meet for meet in solution.meets if is_workshop(meet.event))
    rest = tuple(meet for meet in solution.meets if not is_workshop(meet.event))
    return Solution(rest), workshops


def frozen(solution: Solution, lessons: Iterable[Lesson]) -> Solution:
    """The solution with the workshops of a plan in it."""
    rest, known = parted(solution)
    if known:
        return solution
    return Solution((*rest.meets, *(_meet(one) for one in lessons if is_workshop(one.block))))


def _meet(lesson: Lesson) -> Meet:
    leader = LEADER + lesson.staff[0] if lesson.staff else None
    room = room_id(lesson.room) if lesson.room else None
    pupils = (PUPIL + pupil for pupil in lesson.pupils)
    return Meet(lesson.block, lesson.length, lesson.slot, (leader, room, *pupils))


def with_workshops(
    draft: Draft, instance: Instance, solution: Solution
) -> tuple[Draft, Instance, Solution]:
    """A draft and its instance with the workshops of a solution; who left the school is left out."""
    rest, meets = parted(solution)
    if not meets:
        return draft, instance, solution
    kept = _Workshops(draft, rest, tuple(_still_there(draft, meets)))
    return (
        replace(draft, blocks=(*draft.blocks, *kept.blocks())),
        replace(
            instance,
            resources=(*instance.resources, *kept.resources()),
            events=(*instance.events, *kept.events()),
            constraints=(*instance.constraints, *map(with_gravity, kept.rules())),
        ),
        Solution((*rest.meets, *kept.meets)),
    )


def evaluated(draft: Draft, instance: Instance, solution: Solution) -> Evaluation:
    """What a solution with workshops costs; ``draft`` and ``instance`` are those without."""
    _draft, whole, found = with_workshops(draft, instance, solution)
    return evaluate(whole, found)


def _still_there(draft: Draft, meets: Iterable[Meet]) -> Iterator[Meet]:
    """The workshops without subjects, pupils, leaders and rooms that the school no longer has."""
    subjects = draft.week.subject_by_id
    pupils = {PUPIL + pupil.id for pupil in draft.week.pupils}
    leaders = {LEADER + member.id for member in leading(draft.week)}
    rooms = {room_id(one.id) for one in draft.week.rooms}
    for meet in meets:
        if topic_of(meet.event)[0] in subjects:
            leader, room, *seats = meet.resources
            who = leader if leader in leaders else None
            where = room if room in rooms else None
            yield replace(meet, resources=(who, where, *(one for one in seats if one in pupils)))


def seats_of(meet: Meet) -> tuple[str, ...]:
    """The pupils who have a seat in a workshop."""
    return tuple(one.removeprefix(PUPIL) for one in meet.resources[2:] if one)


def taken_up(meet: Meet) -> set[str]:
    """The columns that a lesson takes up; a workshop takes up who leads it."""
    kind = LEADER if is_workshop(meet.event) else COLUMN
    return {one for one in meet.resources if one and one.startswith(kind)}


def traded(meet: Meet, other: Meet) -> tuple[Meet, Meet]:
    """Two workshops, each in the room of the other: those who lead change moments and rooms."""
    (one, here, *seats), (two, there, *others) = meet.resources, other.resources
    return replace(meet, resources=(one, there, *seats)), replace(
        other, resources=(two, here, *others)
    )


class _Workshops:
    """What the workshops of a solution add to the question that the draft asks."""

    def __init__(self, draft: Draft, rest: Solution, meets: tuple[Meet, ...]) -> None:
        self.draft = draft
        self.meets = meets
        placement = placement_of(draft, rest)
        self.fixed = [one for one in lessons_of(placement, {}) if one.kind != "independent"]
        self.pupils = {one for meet in meets for one in meet.resources[2:] if one}
        self.columns = {
            PUPIL + pupil: column.id for column in draft.columns for pupil in column.pupils
        }

    def blocks(self) -> Iterator[Block]:
        """The workshops as blocks, in the columns that their pupils come from."""
        for meet in self.meets:
            subject, step = topic_of(meet.event)
            name = self.draft.week.subject_by_id[subject].name
            mine = {self.columns[one] for one in meet.resources[2:] if one in self.columns}
            yield Block(
                meet.event,
                f"Workshop {name}" + ("" if step is None else f" {step}"),
                "workshop",
                subject,
                tuple(column.id for column in self.draft.columns if column.id in mine),
                meet.duration,
                band="green",
                starts=self._starts(meet.duration),
                chosen=True,
            )

    def _starts(self, length: int) -> frozenset[int]:
        begins = {round_.start for round_ in rounds_of(self.draft.week) if len(round_) >= length}
        return starts_that_fit(self.draft.week, length) & begins

    def resources(self) -> Iterator[Resource]:
        """Who may lead a workshop, and who sits in one."""
        for member in leading(self.draft.week):
            yield Resource(LEADER + member.id, member.name, "leader")
        for pupil in sorted(self.pupils):
            yield Resource(pupil, pupil, "pupil")

    def events(self) -> Iterator[Event]:
        """Each workshop asks somebody who leads it and a room; its pupils are given."""
        for meet in self.meets:
            seats = tuple(Need(resource=pupil) for pupil in meet.resources[2:])
            groups = frozenset({"blocks", WORKSHOPS, _size(meet)})
            yield Event(
                meet.event,
                meet.event,
                meet.duration,
                (LEADER_NEED, ROOM_NEED, *seats),
                groups=groups,
            )

    def rules(self) -> Iterator[Constraint]:
        """What must hold of workshops, and what is a pity: pupils who miss one."""
        for length in sorted({meet.duration for meet in self.meets}):
            ids = tuple(meet.event for meet in self.meets if meet.duration == length)
            yield Constraint(
                f"starts/workshops/{length}", "een workshop begint met een ronde", Kind.PREFER_TIMES,
                events=ids, times=self._starts(length),
            )  # fmt: skip
        yield from self._who_and_where()
        leaders = tuple(LEADER + member.id for member in leading(self.draft.week))
        yield Constraint(
            "clashes/workshops", "niemand op twee plekken", Kind.AVOID_CLASHES, resources=leaders
        )
        yield Constraint(
            f"{SEATS}twice", "een workshop tegelijk", Kind.AVOID_CLASHES, required=False, weight=1,
            resources=tuple(sorted(self.pupils)),
        )  # fmt: skip
        yield from self._busy()

    def _who_and_where(self) -> Iterator[Constraint]:
        yield Constraint(
            "leader", "iemand die de workshop geeft", Kind.ASSIGN_RESOURCE, role=LEADER_NEED.role,
            event_groups=(WORKSHOPS,),
        )  # fmt: skip
        yield Constraint(
            "room/workshops", "een ruimte", Kind.ASSIGN_RESOURCE, role=ROOM_NEED.role,
            event_groups=(WORKSHOPS,),
        )  # fmt: skip
        rooms = self.draft.week.rooms_of_kind(*ROOMS)
        yield Constraint(
            "which/workshops", "de goede ruimte", Kind.PREFER_RESOURCES, role=ROOM_NEED.role,
            event_groups=(WORKSHOPS,), preferred=frozenset(room_id(room.id) for room in rooms),
        )  # fmt: skip
        for size in sorted({len(meet.resources) - 2 for meet in self.meets}):
            fit = frozenset(room_id(room.id) for room in rooms if room.capacity >= size)
            if fit:
                yield Constraint(
                    f"fits/{size}", "een ruimte met genoeg plek", Kind.PREFER_RESOURCES,
                    required=False, weight=1, role=ROOM_NEED.role, event_groups=(f"size/{size}",),
                    preferred=fit,
                )  # fmt: skip

    def _busy(self) -> Iterator[Constraint]:
        """When somebody does not work, or gives or has a lesson that is no workshop."""
        giving: dict[str, set[int]] = defaultdict(set)
        having: dict[str, set[int]] = defaultdict(set)
        for lesson in self.fixed:
            for keys, times in ((lesson.staff, giving), (lesson.groups, having)):
                for key in keys:
                    times[key].update(range(lesson.slot, lesson.slot + lesson.length))
        for member in leading(self.draft.week):
            for rule, times_ in (("days", absent_times(self.draft.week, member)),
                                 ("gives", frozenset(giving[member.id]))):  # fmt: skip
                if times_:
                    yield Constraint(
                        f"{rule}/leader/{member.id}", member.name, Kind.AVOID_UNAVAILABLE_TIMES,
                        resources=(LEADER + member.id,), times=times_,
                    )  # fmt: skip
        for column in self.draft.columns:
            mine = tuple(sorted(one for one in self.pupils if self.columns.get(one) == column.id))
            if mine and having[column.id]:
                yield Constraint(
                    f"{SEATS}{column.id}", "geen les en workshop tegelijk",
                    Kind.AVOID_UNAVAILABLE_TIMES, required=False, weight=1, resources=mine,
                    times=frozenset(having[column.id]),
                )  # fmt: skip


def _size(meet: Meet) -> str:
    return f"size/{len(meet.resources) - 2}"


def workshop(placement: Placement, block: Block, start: int) -> Iterator[Lesson]:
    """A workshop where it was put, with everybody who has a seat in it."""
    subject, step = topic_of(block.id)
    leader = placement.filled(block, LEADER)
    seats = seats_of(Meet(block.id, block.length, start, placement.given[block.id]))
    yield Lesson(
        slot=start,
        length=block.length,
        kind="workshop",
        subject=subject,
        groups=block.columns,
        band="green",
        staff=(leader,) if leader else (),
        room=placement.filled(block, "room/"),
        pupils=seats,
        steps=() if step is None else (step,),
        chosen=True,
        block=block.id,
    )


def attended(workshops: Iterable[Lesson], busy: Iterable[tuple[str, int]]) -> list[Lesson]:
    """The workshops with the pupils who can be there.

    ``busy`` are pupils and the slots at which they have another lesson. Of two workshops at once a
    pupil goes to the one that stands where it was offered: the other was moved there.
    """
    taken = set(busy)
    found: dict[str, Lesson] = {}
    for lesson in sorted(workshops, key=lambda one: (not _is_unmoved(one), one.block)):
        slots = range(lesson.slot, lesson.slot + lesson.length)
        there = [one for one in lesson.pupils if not any((one, slot) in taken for slot in slots)]
        taken |= {(pupil, slot) for pupil in there for slot in slots}
        found[lesson.block] = replace(lesson, pupils=tuple(there))
    return [found[lesson.block] for lesson in workshops if found[lesson.block].pupils]


def _is_unmoved(lesson: Lesson) -> bool:
    return lesson.block.startswith(f"{ROUND}{lesson.slot}/")
