"""From the answer for one day back to its lessons: who is where, what is given up, who watches."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from stapsteen.planner.organisation.changed.day import DayLesson, DayPlan, is_away
from stapsteen.planner.organisation.changed.day_question import DayQuestion
from stapsteen.planner.organisation.plan import Lesson, Supervision, covered
from stapsteen.planner.timetable.solution import Meet, Solution

GIVEN_UP = {"unit", "workshop"}  # small groups: their children can work on their own


def read_day(question: DayQuestion, solution: Solution) -> DayPlan:
    """The day that a solution stands for."""
    meets = {int(meet.event): meet for meet in solution.meets}
    taken = _taken(question, meets)
    lessons = [_lesson(question, number, meet, taken) for number, meet in meets.items()]
    return DayPlan(question.weekday, tuple(_give_up(question, lessons)), supervision(question))


def _taken(question: DayQuestion, meets: dict[int, Meet]) -> dict[tuple[int, int], str]:
    """Who has each seat that was decided."""
    found = {}
    for number, place in question.seats:
        meet = meets[number]
        needs = question.needs_of(number)
        roles = [need.role for need in needs]
        staff = meet.resources[roles.index(f"adult/{place}")]
        found[number, place] = (staff or "").removeprefix("staff/")
    return found


def _lesson(
    question: DayQuestion, number: int, meet: Meet, taken: dict[tuple[int, int], str]
) -> DayLesson:
    planned = question.planned[number]
    slot = planned.slot if meet.time is None else question.slot(meet.time)
    seats = tuple(
        taken[question.follows[number, place]]
        if (number, place) in question.follows
        else _if_here(question, staff, planned)
        for place, staff in enumerate(planned.staff or ("",))
    )
    staff = tuple(dict.fromkeys(one for one in seats if one))
    if set(staff) == set(planned.staff):
        staff = planned.staff
    lesson = replace(planned, slot=slot, staff=staff, room=_room(question, number, meet))
    return DayLesson(number, lesson, seats)


def _if_here(question: DayQuestion, staff: str, lesson: Lesson) -> str:
    """Who supports is in the lesson or is not; nobody comes instead."""
    return staff if all(question.is_here(staff, slot) for slot in covered(lesson)) else ""


def _room(question: DayQuestion, number: int, meet: Meet) -> str | None:
    roles = [need.role for need in question.needs_of(number)]
    if "room" not in roles:
        return question.planned[number].room
    room = meet.resources[roles.index("room")]
    return room.removeprefix("room/") if room else None


def _give_up(question: DayQuestion, lessons: list[DayLesson]) -> list[DayLesson]:
    """Let the children of a small group without an adult join those who work on their own."""
    kept = [one for one in lessons if not _is_deserted(question, one)]
    for one in lessons:
        if _is_deserted(question, one):
            place = _place_to_join(question, kept, one.lesson)
            if place is None:
                kept.append(one)
            else:
                kept[place] = _joined(kept[place], one.lesson)
    return sorted(kept, key=lambda one: one.number)


def _is_deserted(question: DayQuestion, one: DayLesson) -> bool:
    led = question.leading.intersection(one.lesson.staff)
    return one.lesson.kind in GIVEN_UP and not led


def _place_to_join(question: DayQuestion, kept: list[DayLesson], lesson: Lesson) -> int | None:
    """Where children work on their own at that time with somebody there: best with their own group."""
    places = [
        place
        for place, other in enumerate(kept)
        if other.lesson.kind == "independent"
        and (other.lesson.slot, other.lesson.length) == (lesson.slot, lesson.length)
        and question.leading.intersection(other.lesson.staff)
    ]
    near = [place for place in places if set(lesson.groups) & set(kept[place].lesson.groups)]
    return next(iter(near or (places if lesson.kind == "workshop" else [])), None)


def _joined(other: DayLesson, lesson: Lesson) -> DayLesson:
    pupils = tuple(sorted({*other.lesson.pupils, *lesson.pupils}))
    groups = tuple(dict.fromkeys((*other.lesson.groups, *lesson.groups)))
    return replace(other, lesson=replace(other.lesson, pupils=pupils, groups=groups))


def supervision(question: DayQuestion) -> tuple[Supervision, ...]:
    """Who watches over the breaks: as planned, and for who is away whoever watches least that day.

    Those who have a group go first; then everybody else who is at work.
    """
    week = question.week
    watched: Counter[str] = Counter()
    linked = {link.staff for link in week.guidance}
    found = []
    for duty in question.original.supervision:
        pause = week.pauses[duty.pause]
        here = [
            member.id
            for member in week.staff
            if member.works_during(pause) and not is_away(question.disturbance, member.id, pause)
        ]
        kept = [one for one in duty.staff if one in here]
        others = sorted(
            set(here) - set(kept), key=lambda one: (one not in linked, watched[one], one)
        )
        chosen = (*kept, *others[: len(duty.staff) - len(kept)])
        watched.update(dict.fromkeys(chosen, pause.minutes))
        found.append(Supervision(duty.pause, chosen))
    return tuple(found)
