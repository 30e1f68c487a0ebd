"""Working on a timetable by hand: every move is kept, taken back and made again; locks hold."""

from __future__ import annotations

import pytest
from tests.week.planning.ready import planned, ready
from tests.week.versions.working import begun, layout, now, places, week_of

from stapsteen.kit.refused import Refused
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.school.models import LogLine, SchoolYear
from stapsteen.week.models import Edit, Version
from stapsteen.week.versions.access import versions_for, working_for
from stapsteen.week.versions.actions import (
    Breaks,
    drop,
    lock,
    move_lesson,
    redo,
    start_working_version,
    undo,
    unlock,
)
from stapsteen.week.versions.writing import Overtaken

pytestmark = pytest.mark.django_db


def move(everybody, version, event, time, revision=None, **more):
    seen = now(version).revision if revision is None else revision
    return move_lesson(version, event, time=time, revision=seen, by=everybody.principal, **more)


def test_a_working_version_begins_as_the_plan_and_the_second_planner_joins_it():
    everybody, version = begun()
    assert version.solution == version.base.solution
    assert start_working_version(version.base, by=everybody.administrator) == version


def test_a_move_is_kept_with_who_did_it_and_the_plan_it_began_with_stays():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    before = layout(version)
    edit = move(everybody, version, event, place.time)
    assert (edit.number, edit.kind, edit.by, edit.now) == (
        1,
        "move",
        everybody.principal,
        place.time,
    )
    assert {one["event"]: tuple(one["before"][:1]) for one in edit.changes} == {
        name: before[name][:1] for name in place.change.meets
    }
    assert layout(version) != before
    assert now(version).base.solution == version.solution


def test_undo_and_redo_walk_along_the_edits_and_nothing_is_overwritten():
    everybody, version = begun()
    stages = [layout(version)]
    for state in ("free", "forbidden"):
        ((event, place),) = places(version, state)
        move(everybody, version, event, place.time, force=True)
        stages.append(layout(version))
    by = everybody.principal
    for expected in (1, 0):
        undo(version, revision=now(version).revision, by=by)
        assert layout(version) == stages[expected]
    for expected in (1, 2):
        redo(version, revision=now(version).revision, by=by)
        assert layout(version) == stages[expected]
    kinds = version.edits.values_list("kind", flat=True)
    assert list(kinds) == ["move", "move", "undo", "undo", "redo", "redo"]


def test_a_new_move_after_an_undo_is_what_redo_knows():
    everybody, version = begun()
    one, other = places(version, "free", 2)
    by = everybody.principal
    move(everybody, version, one[0], one[1].time)
    undo(version, revision=1, by=by)
    move(everybody, version, other[0], other[1].time)
    after = layout(version)
    with pytest.raises(Refused, match="niets om opnieuw te doen"):
        redo(version, revision=3, by=by)
    undo(version, revision=3, by=by)
    redo(version, revision=4, by=by)
    assert layout(version) == after


def test_nothing_is_undone_before_something_is_done():
    everybody, version = begun()
    with pytest.raises(Refused, match="niets om terug te draaien"):
        undo(version, revision=0, by=everybody.principal)


def test_what_breaks_a_rule_is_refused_in_words_and_made_by_who_insists():
    everybody, version = begun()
    ((event, place),) = places(version, "forbidden")
    with pytest.raises(Breaks) as refused:
        move(everybody, version, event, place.time)
    assert refused.value.message.endswith(".")
    assert now(version).revision == 0
    assert move(everybody, version, event, place.time, force=True).forced
    week = week_of(version)
    assert week.evaluation.infeasibility == place.difference.infeasibility


def test_the_cost_that_is_shown_is_that_of_the_referee():
    everybody, version = begun()
    ((event, place),) = places(version, "price")
    move(everybody, version, event, place.time)
    week = week_of(version)
    assert evaluate(week.instance, week.solution).cost == week.evaluation.cost
    assert week.evaluation.objective == version.base.objective + place.difference.objective


def test_who_looked_at_an_older_revision_hears_what_changed_and_changes_nothing():
    everybody, version = begun()
    one, other = places(version, "free", 2)
    move(everybody, version, one[0], one[1].time, revision=0)
    after = layout(version)
    with pytest.raises(Overtaken) as refused:
        move_lesson(version, other[0], time=other[1].time, revision=0, by=everybody.administrator)
    name = week_of(version).draft.block_by_id[one[0]].name
    assert f"Anouk heeft {name}" in refused.value.message
    assert layout(version) == after


def test_what_is_locked_stays_until_it_is_unlocked():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    by = everybody.principal
    lock(version, event, revision=0, by=by)
    with pytest.raises(Refused, match="staat vast"):
        move(everybody, version, event, place.time)
    unlock(version, event, revision=1, by=by)
    move(everybody, version, event, place.time)
    assert list(version.edits.values_list("kind", flat=True)) == ["lock", "unlock", "move"]


def test_what_was_locked_after_a_move_is_not_moved_back():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    edit = move(everybody, version, event, place.time)
    lock(version, edit.changes[0]["event"], revision=1, by=everybody.principal)
    with pytest.raises(Refused, match="staat vast"):
        undo(version, revision=2, by=everybody.principal)


def test_a_lock_follows_its_lesson_when_another_passes_it():
    everybody, version = begun()
    week = week_of(version)
    event, place, passed = next(
        (block.id, place, name)
        for block in week.draft.blocks
        for place in week.places(block.id)
        for name in place.change.renamed
        if place.state in {"free", "price"} and name not in {block.id, *place.change.along}
    )
    time = week.meet(passed).time
    lock(version, passed, revision=0, by=everybody.principal)
    move(everybody, version, event, place.time)
    held = now(version).locks.get().event
    assert week_of(version).meet(held).time == time
    assert held == place.change.renamed[passed]


@pytest.mark.parametrize(("event", "time"), [("nothing", 3), ("first", -1), ("first", 4000)])
def test_what_is_not_there_is_refused(event, time):
    everybody, version = begun()
    ((known, _place),) = places(version, "free")
    with pytest.raises(Refused, match=r"niet"):
        move(everybody, version, known if event == "first" else event, time)


@pytest.mark.parametrize("who", ["teacher", "pupil", "guardian", "stranger"])
def test_only_who_plans_moves_and_nobody_else_sees_a_working_version(who):
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    viewer = getattr(everybody, who)
    assert not versions_for(viewer).exists()
    assert not working_for(viewer).exists()
    with pytest.raises(Refused, match="plannen de week"):
        move_lesson(version, event, time=place.time, revision=0, by=viewer)


def test_a_version_that_is_thrown_away_is_gone_with_its_edits():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    move(everybody, version, event, place.time)
    with pytest.raises(Overtaken):
        drop(version, revision=0, by=everybody.principal)
    drop(version, revision=1, by=everybody.principal)
    assert LogLine.objects.get(verb="drop_version").subject == str(version.pk)
    assert not Version.objects.exists()
    assert not Edit.objects.exists()


def test_a_plan_of_before_solutions_were_kept_is_not_worked_on():
    everybody = ready()
    plan = planned(everybody, seconds=0.3)
    plan.solution = None
    with pytest.raises(Refused, match="alleen te bekijken"):
        start_working_version(plan, by=everybody.principal)


def test_a_plan_of_a_closed_year_is_not_worked_on():
    everybody = ready()
    plan = planned(everybody)
    plan.run.year.state = SchoolYear.State.CLOSED
    with pytest.raises(Refused, match="afgesloten"):
        start_working_version(plan, by=everybody.principal)
    assert not Version.objects.exists()
