"""What could not be done on a day, in sentences: which group has nobody, and what can be done then."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.planner.organisation.changed.day import DayPlan
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.changed.weights import YOUNG
from stapsteen.planner.organisation.plan import Lesson, PlannedGroup, Sentence, Supervision, covered
from stapsteen.planner.organisation.supervision import too_few

MOST_GROUPS = 4  # over how many groups children are dealt out at most
USUAL_ROOM = 30  # places, where a group has no room of its own
MOST_TOGETHER = 8  # children that one other group takes in without losing its own lesson


def not_possible(question: DayQuestion, day: DayPlan) -> tuple[Sentence, ...]:
    """Everything that this day lacks."""
    return (
        *_locked_to_who_is_away(question, day),
        *_nobody(question, day),
        *_nobody_with(question, day),
        *_one_less(question, day),
        *_no_room(question, day),
        *too_few(question.week, tuple(_watched_by_fewer(question, day))),
    )


def _watched_by_fewer(question: DayQuestion, day: DayPlan) -> Iterator[Supervision]:
    """The breaks with fewer people than were planned."""
    planned = {duty.pause: len(duty.staff) for duty in question.original.supervision}
    return (duty for duty in day.supervision if len(duty.staff) < planned[duty.pause])


def _locked_to_who_is_away(question: DayQuestion, day: DayPlan) -> Iterator[Sentence]:
    for one in day.lessons:
        lesson = one.lesson
        for staff in lesson.staff:
            if not all(question.is_here(staff, slot) for slot in covered(lesson)):
                who = question.week.staff_by_id[staff].name
                nl, en = names(question, lesson)
                yield Sentence(
                    f"{nl}: de les van {clock(question, lesson, 'tot')} staat vast bij {who}, die er "
                    f"dan niet is. Maak de les los.",
                    f"{en}: the lesson of {clock(question, lesson, 'to')} is locked to {who}, who is "
                    f"not there then. Unlock the lesson.",
                )


def _nobody(question: DayQuestion, day: DayPlan) -> Iterator[Sentence]:
    """Each group without an adult who may be alone with it, once for each advice."""
    for column in question.plan.groups:
        advised: dict[tuple[str, str], list[range]] = {}
        for stretch in _stretches(question, without_adult(question, day, column.id)):
            advised.setdefault(options(question, day, column, stretch), []).append(stretch)
        for (nl, en), times in advised.items():
            yield Sentence(
                f"{column.name} heeft van {_times(question, times, 'tot', 'en')} niemand. Wat kan: {nl}.",
                f"{column.name} has nobody from {_times(question, times, 'to', 'and')}. What you can do: {en}.",
            )


def _nobody_with(question: DayQuestion, day: DayPlan) -> Iterator[Sentence]:
    """Children of several groups who have nobody: a level group, or those who work on their own."""
    alike: dict[tuple[str, str, int], list[range]] = {}
    for one in day.lessons:
        lesson = one.lesson
        if not _is_by_class(lesson) and not question.leading.intersection(lesson.staff):
            key = (*names(question, lesson), len(question.plan.pupils_in(lesson)))
            alike.setdefault(key, []).append(_lasting(lesson))
    for (nl, en, many), times in alike.items():
        children = ("1 kind heeft", "1 child has") if many == 1 else (
            f"{many} kinderen hebben", f"{many} children have",
        )  # fmt: skip
        yield Sentence(
            f"{nl}: {children[0]} van {_times(question, times, 'tot', 'en')} niemand. "
            f"Wat kan: laat ze meedoen bij een collega, of zoek een invaller van buiten.",
            f"{en}: {children[1]} nobody from {_times(question, times, 'to', 'and')}. "
            f"What you can do: let them join a colleague, or find a substitute from outside.",
        )


def _is_by_class(lesson: Lesson) -> bool:
    return len(lesson.groups) == 1 and not lesson.pupils


def without_adult(question: DayQuestion, day: DayPlan, column: str) -> set[int]:
    """The lesson slots at which a group as a whole has nobody."""
    return {
        slot
        for one in day.lessons
        if one.lesson.groups == (column,)
        and _is_by_class(one.lesson)
        and not question.leading.intersection(one.lesson.staff)
        for slot in covered(one.lesson)
    }


def _stretches(question: DayQuestion, slots: set[int]) -> Iterator[range]:
    """Slots that follow each other on the day, pauses left out of account."""
    start: int | None = None
    for slot in (*question.slots, question.slots.stop):
        if slot in slots and start is None:
            start = slot
        if slot not in slots and start is not None:
            yield range(start, slot)
            start = None


def options(
    question: DayQuestion, day: DayPlan, column: PlannedGroup, stretch: range
) -> tuple[str, str]:
    """What a school can do for a group without an adult, in Dutch and in English."""
    found = []
    if asked := _who_knows_the_group(question, column, stretch):
        found.append(
            (
                f"vraag {', '.join(asked)} (kent de groep)",
                f"ask {', '.join(asked)} (knows the group)",
            )
        )
    if shares := divided(question, day, column, stretch):
        told = ", ".join(f"{group.name} ({amount})" for group, amount in shares)
        amount = len(column.pupils)
        found.append(
            (
                f"verdeel de {amount} kinderen over {told}",
                f"divide the {amount} children over {told}",
            )
        )
    found.append(("zoek een invaller van buiten", "find a substitute from outside"))
    return "; ".join(nl for nl, _en in found), "; ".join(en for _nl, en in found)


def _who_knows_the_group(question: DayQuestion, column: PlannedGroup, stretch: range) -> list[str]:
    """Who has the group on another day and does not work now: to be asked, not to be planned."""
    pieces = [question.week.lesson_slots[slot] for slot in stretch]
    members = (question.week.staff_by_id[staff] for staff in column.coaches)
    return [
        member.name
        for member in members
        if member.may_lead_alone and not any(member.works_during(piece) for piece in pieces)
    ]


def divided(
    question: DayQuestion, day: DayPlan, column: PlannedGroup, stretch: range
) -> list[tuple[PlannedGroup, int]]:
    """The groups nearest in age that have an adult all that time, each with a share that fits."""
    rooms = {room.id: room.capacity for room in question.week.rooms}
    near = sorted(
        (
            other
            for other in question.plan.groups
            if other.id != column.id and without_adult(question, day, other.id).isdisjoint(stretch)
        ),
        key=lambda other: _years_apart(column, other),
    )
    return _shares(
        len(column.pupils),
        [
            (other, max(0, rooms.get(other.room or "", USUAL_ROOM) - len(other.pupils)))
            for other in near
        ],
    )


def _shares(
    children: int, places: list[tuple[PlannedGroup, int]]
) -> list[tuple[PlannedGroup, int]]:
    """Deal children out over the first groups with room enough together; nothing if none have."""
    for amount in range(1, MOST_GROUPS + 1):
        chosen = [one for one in places if one[1] > 0][:amount]
        if sum(free for _group, free in chosen) >= children and (
            amount == MOST_GROUPS or children <= amount * MOST_TOGETHER
        ):
            return _dealt(children, chosen)
    return []


def _dealt(children: int, places: list[tuple[PlannedGroup, int]]) -> list[tuple[PlannedGroup, int]]:
    found = dict.fromkeys((group.id for group, _free in places), 0)
    while children:
        for group, free in places:
            if children and found[group.id] < free:
                found[group.id] += 1
                children -= 1
    return [(group, found[group.id]) for group, _free in places if found[group.id]]


def _years_apart(one: PlannedGroup, other: PlannedGroup) -> tuple[int, int]:
    def middle(group: PlannedGroup) -> int:
        years = [int(year) for year in group.year_groups if year.isdigit()]
        return 2 * sum(years) // max(1, len(years))

    young = YOUNG.get(other.year_groups[0] if other.year_groups else "", 1)
    return abs(middle(one) - middle(other)), young


def _one_less(question: DayQuestion, day: DayPlan) -> Iterator[Sentence]:
    """Teams that go on with fewer adults than were planned."""
    told: set[tuple[str, int]] = set()
    alike: dict[tuple[str, str], list[range]] = {}
    for one in day.lessons:
        lesson = one.lesson
        missing = [
            staff
            for staff, now in zip(question.planned[one.number].staff, one.seats, strict=False)
            if staff in question.leading and not now
        ]
        led = question.leading.intersection(lesson.staff)
        if missing and led and (lesson.block, lesson.slot) not in told:
            told.add((lesson.block, lesson.slot))
            alike.setdefault(names(question, lesson), []).append(_lasting(lesson))
    for (nl, en), times in alike.items():
        yield Sentence(
            f"{nl}: van {_times(question, times, 'tot', 'en')} is er een volwassene minder dan gepland.",
            f"{en}: from {_times(question, times, 'to', 'and')} there is one adult fewer than planned.",
        )


def _no_room(question: DayQuestion, day: DayPlan) -> Iterator[Sentence]:
    for one in day.lessons:
        lesson, planned = one.lesson, question.planned[one.number]
        closed = lesson.room and not all(
            question.is_open(lesson.room, slot) for slot in covered(lesson)
        )
        if planned.room and (closed or not lesson.room):
            nl, en = names(question, lesson)
            yield Sentence(
                f"{nl} heeft van {clock(question, lesson, 'tot')} geen ruimte. "
                f"Wat kan: buiten, of een rustige les in een ander lokaal.",
                f"{en} has no room from {clock(question, lesson, 'to')}. What you "
                f"can do: go outside, or have a quiet lesson in another classroom.",
            )


def names(question: DayQuestion, lesson: Lesson) -> tuple[str, str]:
    """The groups of a lesson, in Dutch and in English."""
    found = [column.name for column in question.columns(lesson)]
    if len(found) > MOST_GROUPS:
        return f"{len(found)} groepen", f"{len(found)} groups"
    return ", ".join(found), ", ".join(found)


def clock(question: DayQuestion, lesson: Lesson, until: str) -> str:
    """From when until when a lesson lasts, with the word that stands between: ``08:45 tot 10:15``."""
    return _times(question, [_lasting(lesson)], until, "")


def _lasting(lesson: Lesson) -> range:
    return range(lesson.slot, lesson.slot + lesson.length)


def _times(question: DayQuestion, stretches: list[range], until: str, last: str) -> str:
    """Stretches of time in their order, each once: ``08:45 tot 09:30, 10:15 tot 11:00 en 13:00 tot 14:00``."""
    parts = sorted({_from_to(question, stretch) for stretch in stretches})
    *most, end = [f"{starts} {until} {ends}" for starts, ends in parts]
    return f"{', '.join(most)} {last} {end}" if most else end


def _from_to(question: DayQuestion, stretch: range) -> tuple[str, str]:
    slots = question.week.lesson_slots
    return slots[stretch[0]].starts, slots[stretch[-1]].ends
