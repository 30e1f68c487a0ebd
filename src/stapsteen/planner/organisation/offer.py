"""The offer of a personal week: which workshops, by whom, when, where, and who sits in them.

Offer and seats are chosen together, round by round: of everything that could be offered, the session
is taken that serves the most outstanding need of the pupils who are still free; its seats go to those
who have had the least of what is meant for them. Greedy on purpose: it is fast, the same input gives
the same week, and a reader can follow why a session is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from stapsteen.planner.organisation.calendar import slot_minutes
from stapsteen.planner.organisation.levels import need_of
from stapsteen.planner.organisation.offered import ROOMS, ROUND, workshop_id
from stapsteen.planner.organisation.plan import Lesson, covered
from stapsteen.planner.organisation.reading import Placement
from stapsteen.planner.organisation.rounds import rounds_of
from stapsteen.planner.organisation.school_week import Pupil, Room, Staff, Subject

INSTRUCTION_SEATS = 15
ATELIER_SEATS = 24
PUPILS_PER_WATCHER = 45
INSTRUCTION_SHARE = 0.5  # of a core subject's minutes; the rest is practice in one's own time
CORE_URGENCY = 2.0


@dataclass(frozen=True)
class Topic:
    """What a workshop can be about: a subject, at a step (core) or for an age band (others)."""

    subject: str
    step: int | None = None
    band: str = ""


Waiting = dict[Topic, list[tuple[float, str]]]  # (urgency below zero, pupil)


@dataclass
class Offer:
    """Fills the rounds of a placement with workshops."""

    placement: Placement
    fixed: tuple[Lesson, ...]
    left: dict[tuple[str, str], float] = field(default_factory=dict)
    asked: dict[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write down what every pupil is meant to have."""
        for pupil in self.placement.draft.week.pupils:
            for subject in self._offered():
                share = INSTRUCTION_SHARE if subject.core else 1.0
                minutes = subject.minutes.get(pupil.year_group, 0) * share
                self.left[pupil.id, subject.id] = self.asked[pupil.id, subject.id] = minutes

    def lessons(self) -> Iterator[Lesson]:
        """The workshops and the independent work of all rounds."""
        for round_ in rounds_of(self.placement.draft.week):
            yield from self._round(round_)

    def around(self, workshops: Sequence[Lesson]) -> Iterator[Lesson]:
        """Workshops that are given already, and the independent work beside them."""
        for round_ in rounds_of(self.placement.draft.week):
            here = [one for one in workshops if one.slot in round_]
            seated = {pupil for one in here for pupil in one.pupils}
            free = {pupil.id for pupil in self.placement.draft.week.pupils} - self._busy(round_)
            leaders, watchers = self._adults(round_)
            led = {staff for one in here for staff in one.staff}
            adults = [*watchers, *(member.id for member in leaders)]
            yield from here
            yield from self._on_their_own(
                round_, sorted(free - seated), [one for one in adults if one not in led]
            )

    def _offered(self) -> list[Subject]:
        week = self.placement.draft.week
        return [subject for subject in week.subjects if not (subject.lessons and subject.room)]

    def _round(self, round_: range) -> Iterator[Lesson]:
        busy = self._busy(round_)
        free = {pupil.id for pupil in self.placement.draft.week.pupils} - busy
        leaders, watchers = self._adults(round_)
        rooms = self._rooms()
        waiting = self._waiting(free)  # what is urgent to whom changes between rounds, not in one
        number = 0
        while leaders and rooms and free:
            best = _best(waiting, free)
            if best is None:
                break
            topic, pupils = best
            leader = self._leader(leaders, topic)
            leaders.remove(leader)
            room = _room_for(rooms, len(pupils))
            rooms.remove(room)
            free -= set(pupils)
            yield self._workshop(round_, number, topic, leader, room, pupils)
            number += 1
        yield from self._on_their_own(round_, sorted(free), watchers + [m.id for m in leaders])

    @cached_property
    def busy(self) -> dict[int, set[str]]:
        """For each slot the pupils who have something with their group."""
        columns = self.placement.draft.column_by_id
        found: dict[int, set[str]] = defaultdict(set)
        for lesson in self.fixed:
            for slot in covered(lesson):
                found[slot].update(*(columns[column].pupils for column in lesson.groups))
        return dict(found)

    def _busy(self, round_: range) -> set[str]:
        return {pupil for slot in round_ for pupil in self.busy.get(slot, ())}

    def _adults(self, round_: range) -> tuple[list[Staff], list[str]]:
        """Who can lead a workshop in a round, and who watches over independent work."""
        week = self.placement.draft.week
        slots = [week.lesson_slots[index] for index in round_]
        elsewhere = {
            staff
            for lesson in self.fixed
            if set(round_) & set(range(lesson.slot, lesson.slot + lesson.length))
            for staff in lesson.staff
        }
        linked = {link.staff for link in week.guidance}
        here = [
            member
            for member in week.staff
            if member.id in linked
            and member.id not in elsewhere
            and all(member.works_during(slot) for slot in slots)
        ]
        watchers = [member.id for member in here if not member.may_lead_alone]
        leaders = [member for member in here if member.may_lead_alone]
        if leaders:  # who may not be alone watches together with somebody who may
            watchers.insert(0, leaders.pop(round_.start % len(leaders)).id)
        return leaders, watchers

    def _rooms(self) -> list[Room]:
        return sorted(
            self.placement.draft.week.rooms_of_kind(*ROOMS), key=lambda room: (room.kind, room.id)
        )

    def _waiting(self, free: set[str]) -> Waiting:
        """Who waits for which workshop, the most urgent first."""
        waiting: Waiting = defaultdict(list)
        offered = self._offered()
        for pupil_id in free:
            pupil = self.placement.draft.week.pupil_by_id[pupil_id]
            for subject in offered:
                urgency = self._urgency(pupil, subject)
                if urgency > 0:
                    waiting[self._topic(pupil, subject)].append((-urgency, pupil_id))
        return {topic: sorted(row) for topic, row in waiting.items()}

    def _urgency(self, pupil: Pupil, subject: Subject) -> float:
        """How much of what is meant for a pupil is still to come: 0 (nothing) to about 2 (all)."""
        asked = self.asked[pupil.id, subject.id]
        left = self.left[pupil.id, subject.id]
        if asked <= 0 or left <= 0:
            return 0.0
        return (CORE_URGENCY if subject.core else 1.0) * left / asked

    def _topic(self, pupil: Pupil, subject: Subject) -> Topic:
        if subject.core:
            return Topic(subject.id, step=need_of(pupil, subject.id))
        column = self.placement.draft.column_by_id[self._column_of()[pupil.id]]
        return Topic(subject.id, band=column.unit)

    def _column_of(self) -> dict[str, str]:
        found: dict[str, str] = self.__dict__.setdefault("_columns", {})
        if not found:
            for column in self.placement.draft.columns:
                found.update(dict.fromkeys(column.pupils, column.id))
        return found

    def _leader(self, leaders: list[Staff], topic: Topic) -> Staff:
        """A specialist of the subject where there is one, else the first who is free."""
        special = (member for member in leaders if topic.subject in member.subjects)
        return next(special, leaders[0])

    def _workshop(
        self, round_: range, number: int, topic: Topic, leader: Staff, room: Room, pupils: list[str]
    ) -> Lesson:
        minutes = len(round_) * slot_minutes(self.placement.draft.week)
        for pupil in pupils:
            self.left[pupil, topic.subject] -= minutes
        return Lesson(
            slot=round_.start,
            length=len(round_),
            kind="workshop",
            subject=topic.subject,
            groups=self._columns_of(pupils),
            band="green",
            staff=(leader.id,),
            room=room.id,
            pupils=tuple(sorted(pupils)),
            steps=() if topic.step is None else (topic.step,),
            chosen=True,
            block=workshop_id(round_.start, number, topic.subject, topic.step),
        )

    def _columns_of(self, pupils: list[str]) -> tuple[str, ...]:
        members = {self._column_of()[pupil] for pupil in pupils}
        return tuple(column.id for column in self.placement.draft.columns if column.id in members)

    def _on_their_own(
        self, round_: range, pupils: list[str], watchers: list[str]
    ) -> Iterator[Lesson]:
        if not pupils:
            return
        square = next(self.placement.draft.week.rooms_of_kind("learning_square"), None)
        yield Lesson(
            slot=round_.start,
            length=len(round_),
            kind="independent",
            subject="",
            groups=self._columns_of(pupils),
            band="green",
            staff=tuple(watchers),
            room=square.id if square else None,
            pupils=tuple(pupils),
            chosen=True,
            block=f"{ROUND}{round_.start}/own",
        )


def _best(waiting: Waiting, free: set[str]) -> tuple[Topic, list[str]] | None:
    """The workshop that serves the most need of those who are still free, and who is in it."""
    options = []
    for topic, row in waiting.items():
        seats = ATELIER_SEATS if topic.step is None else INSTRUCTION_SEATS
        seated = list(islice((one for one in row if one[1] in free), seats))
        if seated:
            score = -sum(urgency for urgency, _pupil in seated)
            key = (score, topic.subject, topic.step or 0, topic.band)
            options.append((key, topic, [pupil for _urgency, pupil in seated]))
    if not options:
        return None
    _key, topic, pupils = max(options, key=lambda option: option[0])
    return topic, pupils


def _room_for(rooms: list[Room], pupils: int) -> Room:
    """The smallest room in which so many pupils fit, or the largest there is."""
    fitting = [room for room in rooms if room.capacity >= pupils]
    return min(fitting, key=lambda room: (room.capacity, room.id)) if fitting else rooms[-1]
