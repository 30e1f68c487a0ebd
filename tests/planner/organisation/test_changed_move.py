"""A lesson that somebody puts elsewhere: it stays there, and the rest makes way as little as it can."""

from __future__ import annotations

from functools import lru_cache

import pytest
from tests.planner.organisation.small_school import planned, small_school

from stapsteen.planner.organisation.changed.move import repair_move
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.moving import Movable
from stapsteen.planner.organisation.year_class import year_class
from stapsteen.planner.timetable.repair import Effort
from stapsteen.planner.timetable.solution import Solution

QUICK = Effort(seconds=15, seed=1, workers=1)
EVENT = "78:english-1"


@lru_cache
def solution() -> Solution:
    return planned("year_class", seconds=10).solution


def week(*locked: str) -> Movable:
    draft = year_class(small_school())
    return Movable(draft, compile_draft(draft), solution(), locked)


def another_time(of: Movable) -> int:
    """A time on Tuesday morning at which the lesson does not stand."""
    return 9 if of.meet(EVENT).time != 9 else 10


def test_a_lesson_that_is_moved_stays_there_and_the_rest_makes_way():
    now = week()
    time = another_time(now)
    place = repair_move(now, EVENT, time, effort=QUICK)
    assert place.change.meets[EVENT].time == time
    assert place.new_breaks == ()
    assert place.change.along
    after = Movable(now.draft, now.instance, now.after(place.change))
    assert after.evaluation.infeasibility == 0


@pytest.mark.slow
def test_a_lesson_that_people_locked_does_not_make_way():
    now = week()
    locked = next(
        meet.event for meet in solution().meets
        if meet.event.startswith("78:") and 9 in meet.span and meet.event != EVENT
    )  # fmt: skip
    now = week(locked)
    assert now.stuck_at(EVENT, 9) == (locked,)
    place = repair_move(now, EVENT, 9, effort=QUICK)
    assert locked not in place.change.meets
    assert place.change.meets[EVENT].time == 9
    assert place.new_breaks


@pytest.mark.slow
def test_a_lesson_that_passes_another_of_its_subject_takes_over_its_place_in_the_row():
    now = week()
    first, event = next(
        (block.after, block.id)
        for block in now.draft.blocks
        if block.after and block.id in now.put(block.after, now.instance.time_count - 1).renamed
    )
    time = now.instance.time_count - now.meet(first).duration
    place = repair_move(now, first, time, effort=QUICK)
    called = place.change.renamed[first]
    assert called != first
    assert now.after(place.change).meets[now.index[called]].time == time
    assert event in place.change.renamed
