"""Planning the rest of a week: what is locked stays, and only what is better is taken."""

from __future__ import annotations

from tests.planner.organisation.test_moving import week_of

from stapsteen.planner.organisation.compiling import duty_id
from stapsteen.planner.organisation.rest import plan_the_rest, with_locks


def planned(week):
    return plan_the_rest(week, seconds=20, workers=1)


def test_a_lesson_without_a_place_gets_one_and_what_is_locked_stays():
    week = week_of(locked=("t1", "w1"), r1=None, g1=None)
    change = planned(week)
    assert {"r1", "g1"} <= change.meets.keys()
    assert change.meets.keys().isdisjoint({"t1", "w1"})
    assert week.price(change).infeasibility == -week.evaluation.infeasibility


def test_a_locked_conflict_stays_and_the_rest_is_planned_around_it():
    week = week_of(locked=("t1", "t2"), t2=2, r1=None)
    change = planned(week)
    assert change.meets.keys().isdisjoint({"t1", "t2"})
    assert change.meets["r1"].time is not None


def test_a_week_that_cannot_be_better_is_left_alone():
    assert planned(week_of()).meets == {}


def test_a_lock_gives_an_event_its_time_and_everybody_in_it():
    duty = duty_id("5", range(5))
    events = {event.id: event for event in with_locks(week_of(locked=("g1", duty))).events}
    assert events["g1"].time == 3
    assert [need.resource for need in events["g1"].needs] == ["column/5", "staff/gijs", "room/zaal"]
    assert [need.resource for need in events[duty].needs] == ["staff/anne"]
    assert events["t1"].time is None
