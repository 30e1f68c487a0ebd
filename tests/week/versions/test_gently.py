"""A lesson is put somewhere and the rest makes way as little as it can: long work, one edit."""

from __future__ import annotations

import pytest
from tests.week.versions.working import begun, crowded, layout, now, places, week_of

from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import newest
from stapsteen.kit.refused import Refused
from stapsteen.week.versions.actions import lock, move_lesson, redo, undo
from stapsteen.week.versions.gently import ask_gently, can_be_gentler, move_gently
from stapsteen.week.versions.work import ask_rest, stop_rest
from stapsteen.week.versions.writing import Overtaken

pytestmark = pytest.mark.django_db


def ask(everybody, version, event, time, **more):
    seen = now(version).revision
    ask_gently(version, event, time=time, revision=seen, by=everybody.principal, **more)
    return Job.objects.get(key=newest(now(version).rest_key).key).payload


def work(payload):
    return move_gently(payload, lambda told: None, lambda: False)


@pytest.mark.slow
def test_it_is_one_edit_that_breaks_no_rule_and_is_taken_back_and_made_again():
    everybody, version = begun()
    event, place = crowded(version)
    before = layout(version)
    assert work(ask(everybody, version, event, place.time)) == {"moved": True}
    edit = version.edits.get()
    assert (edit.number, edit.kind, edit.by) == (1, "gentle", everybody.principal)
    after = layout(version)
    assert after[edit.renamed.get(event, event)][0] == place.time
    assert week_of(version).evaluation.infeasibility == 0
    changed = {name for name in before if before[name] != after[name]}
    assert {one["event"] for one in edit.changes} == changed
    undo(version, revision=1, by=everybody.principal)
    assert layout(version) == before
    redo(version, revision=2, by=everybody.principal)
    assert layout(version) == after


@pytest.mark.slow
def test_instead_of_a_move_with_a_price_it_counts_from_before_that_move():
    everybody, version = begun()
    event, place = crowded(version)
    before = layout(version)
    by = everybody.principal
    edit = move_lesson(version, event, time=place.time, revision=0, by=by, force=True)
    moved = layout(version)
    called = edit.renamed.get(event, event)
    assert can_be_gentler(now(version))
    assert work(ask(everybody, version, called, place.time)) == {"moved": True}
    gentle = layout(version)
    undo(version, revision=2, by=by)
    assert layout(version) == moved
    undo(version, revision=3, by=by)
    assert layout(version) == before
    assert work(ask(everybody, version, event, place.time)) == {"moved": True}
    assert layout(version) == gentle


def test_it_is_not_offered_for_a_move_that_was_free():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    assert not can_be_gentler(now(version))
    move_lesson(version, event, time=place.time, revision=0, by=everybody.principal)
    assert not can_be_gentler(now(version))


def test_what_people_locked_stays_where_it_is():
    everybody, version = begun()
    event, place = crowded(version)
    week = week_of(version)
    columns = {one for one in week.meet(event).resources if one and one.startswith("column/")}
    other = next(
        meet.event for meet in week.solution.meets
        if meet.event != event and place.time in meet.span and columns & set(meet.resources)
        and week.events[meet.event].time is None
    )  # fmt: skip
    lock(version, other, revision=0, by=everybody.principal)
    with pytest.raises(Refused, match="staat vast"):
        ask(everybody, version, event, place.time)
    with pytest.raises(Refused, match="staat vast"):
        ask(everybody, version, other, week.meet(event).time)
    assert not Job.objects.exists()


@pytest.mark.slow
def test_where_it_does_not_fit_nothing_changes_and_it_is_told_why():
    everybody, version = begun()
    event, place = crowded(version)
    for meet in week_of(version).solution.meets:
        if meet.event != event and place.time not in meet.span:
            lock(version, meet.event, revision=now(version).revision, by=everybody.principal)
    before = layout(version)
    found = work(ask(everybody, version, event, place.time))
    assert not found["moved"]
    assert found["why"][0]["nl"].endswith(".")
    assert layout(version) == before


def test_what_others_did_meanwhile_is_not_written_over():
    everybody, version = begun()
    (one, place), (other, free) = crowded(version), places(version, "free")[0]
    payload = ask(everybody, version, one, place.time)
    move_lesson(version, other, time=free.time, revision=0, by=everybody.administrator)
    after = layout(version)
    with pytest.raises(Overtaken, match="Chris heeft"):
        work(payload)
    assert layout(version) == after


@pytest.mark.slow
def test_done_again_after_a_worker_died_it_changes_nothing_more():
    everybody, version = begun()
    event, place = crowded(version)
    payload = ask(everybody, version, event, place.time)
    for _time in range(2):
        assert work(payload) == {"moved": True}
    assert now(version).revision == 1


def test_one_thing_is_planned_at_a_time_and_it_can_be_stopped():
    everybody, version = begun()
    event, place = crowded(version)
    by = everybody.principal
    ask(everybody, version, event, place.time)
    with pytest.raises(Refused, match="al gepland"):
        ask(everybody, version, event, place.time)
    with pytest.raises(Refused, match="al gepland"):
        ask_rest(version, revision=0, by=by)
    stop_rest(version, revision=0, by=by)
    assert Job.objects.get().state == "cancelled"
    ask(everybody, version, event, place.time)
    assert Job.objects.count() == 2


@pytest.mark.parametrize("time", [None, -1, 4000])
def test_a_time_that_is_none_of_the_week_is_refused(time):
    everybody, version = begun()
    ((event, _place),) = places(version, "free")
    with pytest.raises(Refused, match=r"moment|schuiven"):
        ask(everybody, version, event, time)


@pytest.mark.parametrize("who", ["teacher", "pupil", "guardian", "stranger"])
def test_only_who_plans_asks(who):
    everybody, version = begun()
    event, place = crowded(version)
    with pytest.raises(Refused, match="plannen de week"):
        ask_gently(version, event, time=place.time, revision=0, by=getattr(everybody, who))
