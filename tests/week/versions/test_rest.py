"""Planning the rest as long work: asked once, kept as one edit that can be taken back."""

from __future__ import annotations

import pytest
from tests.week.versions.working import begun, layout, now, places

from stapsteen.jobs.models import Job
from stapsteen.kit.refused import Refused
from stapsteen.week.versions.actions import lock, move_lesson, undo
from stapsteen.week.versions.work import ask_rest, plan_rest, stop_rest
from stapsteen.week.versions.writing import Overtaken

pytestmark = pytest.mark.django_db


def with_a_hole():
    """A version in which one lesson was taken out and another was locked."""
    everybody, version = begun()
    (one, _place), (other, _other_place) = places(version, "free", 2)
    by = everybody.principal
    move_lesson(version, one, time=None, revision=0, by=by, force=True)
    lock(version, other, revision=1, by=by)
    return everybody, version, other


def work(version):
    job = Job.objects.get(key=now(version).rest_key)
    return plan_rest(job.payload, lambda told: None, lambda: False)


def test_what_has_no_place_gets_one_and_what_is_locked_stays():
    everybody, version, locked = with_a_hole()
    before = layout(version)
    ask_rest(version, revision=2, by=everybody.principal)
    assert work(version) == {"moved": True}
    edit = version.edits.get(number=3)
    assert (edit.kind, edit.by) == ("rest", everybody.principal)
    after = layout(version)
    assert after[locked] == before[locked]
    assert all(time is not None for time, _resources in after.values())
    undo(version, revision=3, by=everybody.principal)
    assert layout(version) == before


def test_pressed_twice_it_is_asked_once_and_can_be_stopped():
    everybody, version, _locked = with_a_hole()
    for _time in range(2):
        ask_rest(version, revision=2, by=everybody.principal)
    stop_rest(version, revision=2, by=everybody.principal)
    assert Job.objects.get(key=now(version).rest_key).state == "cancelled"


def test_what_others_did_meanwhile_is_not_written_over():
    everybody, version, _locked = with_a_hole()
    ask_rest(version, revision=2, by=everybody.principal)
    payload = Job.objects.get(key=now(version).rest_key).payload
    undo(version, revision=2, by=everybody.principal)
    after = layout(version)
    with pytest.raises(Overtaken, match="teruggedraaid: "):
        plan_rest(payload, lambda told: None, lambda: False)
    assert layout(version) == after


def test_done_again_after_a_worker_died_it_changes_nothing_more():
    everybody, version, _locked = with_a_hole()
    ask_rest(version, revision=2, by=everybody.principal)
    payload = Job.objects.get(key=now(version).rest_key).payload
    for _time in range(2):
        assert plan_rest(payload, lambda told: None, lambda: False) == {"moved": True}
    assert now(version).revision == 3


@pytest.mark.parametrize("who", ["teacher", "stranger"])
def test_only_who_plans_asks(who):
    everybody, version = begun()
    with pytest.raises(Refused, match="plannen de week"):
        ask_rest(version, revision=0, by=getattr(everybody, who))
