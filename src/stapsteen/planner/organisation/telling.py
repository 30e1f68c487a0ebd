"""What could not be done, in sentences with names of people, groups and times."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.planner.organisation.calendar import half_days, moment, slot_minutes
from stapsteen.planner.organisation.check import clock
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.plan import Sentence, WeekPlan
from stapsteen.planner.organisation.reading import Placement
from stapsteen.planner.organisation.school_week import Room, minutes_of
from stapsteen.planner.organisation.supervision import too_few


def tell(placement: Placement, plan: WeekPlan) -> tuple[Sentence, ...]:
    """Everything that did not fit, the causes first."""
    return (
        *_scarce_rooms(placement.draft),
        *_no_place(placement),
        *_nobody_there(placement),
        *too_few(placement.draft.week, plan.supervision),
    )


def _scarce_rooms(draft: Draft) -> Iterator[Sentence]:
    """Rooms that are open for fewer hours than all groups together need."""
    week = draft.week
    for kind in sorted({block.room for block in draft.blocks if block.room}):
        rooms = list(week.rooms_of_kind(kind))
        if not rooms or not all(room.openings for room in rooms):
            continue
        needed = sum(block.length for block in draft.blocks if block.room == kind)
        needed *= slot_minutes(week)
        opened = sum(map(_open_minutes, rooms))
        if needed > opened:
            names = ", ".join(room.name for room in rooms)
            yield Sentence(
                f"{names} is {clock(opened)} uur per week te gebruiken; alle groepen samen "
                f"hebben {clock(needed)} uur nodig. Zoek meer uren of deel de zaal.",
                f"{names} can be used {clock(opened)} hours a week; all groups together need "
                f"{clock(needed)} hours. Find more hours or share the room.",
            )


def _open_minutes(room: Room) -> int:
    return sum(minutes_of(one.ends) - minutes_of(one.starts) for one in room.openings)


def _no_place(placement: Placement) -> Iterator[Sentence]:
    for block in placement.draft.blocks:
        if block.id not in placement.starts:
            yield _unplaced(placement.draft, block)


def _unplaced(draft: Draft, block: Block) -> Sentence:
    minutes = block.length * slot_minutes(draft.week)
    names = ", ".join(draft.column_by_id[column].name for column in block.columns)
    return Sentence(
        f"Voor {block.name} ({minutes} minuten) is in de week van {names} geen plek meer.",
        f"There is no place left for {block.name} ({minutes} minutes) in the week of {names}.",
    )


def _nobody_there(placement: Placement) -> Iterator[Sentence]:
    week = placement.draft.week
    for column in placement.draft.columns:
        for half_day in half_days(week):
            if not placement.teacher(column.id, half_day.start):
                nl, en = (moment(week, half_day.start, one) for one in ("nl", "en"))
                yield Sentence(
                    f"{column.name} heeft vanaf {nl} geen leerkracht: niemand die alleen voor een "
                    f"groep mag staan, is dan vrij. Voeg een werkdag toe of deel de groep.",
                    f"{column.name} has no teacher from {en}: nobody who may be alone with a "
                    f"group is free then. Add a working day or share the group.",
                )
