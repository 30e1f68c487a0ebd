"""Two planners at once on one revision: exactly one is first, the other hears what happened."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.week.versions.working import begun, layout, now, places, week_of

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.moving import Place
from stapsteen.week.models import Edit, Version
from stapsteen.week.planning.planned import kept
from stapsteen.week.versions.actions import lock, move_lesson
from stapsteen.week.versions.writing import Overtaken

AT_ONCE = 2
Try = Callable[[tuple[str, Place]], object]


def both(tries: list[tuple[str, Place]], do: Try) -> list[object]:
    """Let everybody begin at one moment, each on a connection of its own."""
    start = Barrier(len(tries))

    def press(wanted: tuple[str, Place]) -> object:
        try:
            start.wait(10)
            return do(wanted)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(press, tries))


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_give_one_move_and_one_who_is_told():
    everybody, version = begun()
    one, other = places(version, "free", 2)

    def move(wanted: tuple[str, Place]) -> Edit:
        event, place = wanted
        return move_lesson(version, event, time=place.time, revision=0, by=everybody.principal)

    found = both([one, other], move)
    (edit,) = (done for done in found if isinstance(done, Edit))
    (told,) = (done for done in found if isinstance(done, Overtaken))
    assert told.message.startswith("Intussen is het rooster veranderd. Anouk heeft ")
    assert now(version).revision == version.edits.count() == 1
    changed = {one["event"]: one["after"] for one in edit.changes}
    assert {event: list(layout(version)[event]) for event in changed} == {
        event: [time, tuple(resources)] for event, (time, resources) in changed.items()
    }


@pytest.mark.django_db(transaction=True)
def test_eight_who_lock_at_once_leave_one_lock():
    everybody, version = begun()
    wanted = places(version, "free") * 8

    def press(one: tuple[str, Place]) -> Edit:
        return lock(version, one[0], revision=0, by=everybody.principal)

    found = both(wanted, press)
    assert sum(isinstance(done, Edit) for done in found) == 1
    assert version.locks.count() == now(version).revision == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_naive_way_loses_a_move_so_the_race_above_is_a_real_one():
    """Read, look, then write: both believe to be first, and one move is lost without a word."""
    _everybody, version = begun()
    wanted = places(version, "free", 2)
    seen = Barrier(AT_ONCE)

    def naive(one: tuple[str, Place]) -> bool:
        with transaction.atomic():
            mine = Version.objects.get(pk=version.pk)
            assert mine.revision == 0
            seen.wait(10)  # both have looked before either writes, as happens in a busy moment
            mine.revision = 1
            mine.solution = kept(week_of(mine).after(one[1].change))
            mine.save()
        return True

    before = layout(version)
    assert both(wanted, naive) == [True, True]
    alone = [
        before | {name: (meet.time, meet.resources) for name, meet in place.change.meets.items()}
        for _event, place in wanted
    ]
    assert alone[0] != alone[1]
    assert layout(version) in alone
