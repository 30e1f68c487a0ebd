"""Ten observations that a tablet sends twice at once are stored once, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.cast import Cast, cast, person_of
from tests.learning.seen import goal_of_dina

from stapsteen.curriculum.models import Goal
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.models import Evidence, EvidenceSource
from stapsteen.school.models import LogLine

KEYS = [uuid4() for _number in range(10)]


def twice_at_once(send: Callable[[UUID], object]) -> None:
    """Send all ten from two places at the same time, each on a connection of its own."""
    start = Barrier(2)

    def tablet(_number: int) -> None:
        try:
            for key in KEYS:
                start.wait(20)
                send(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tablet, range(2)))


def school_with_a_goal() -> tuple[Cast, Goal]:
    everybody = cast()
    return everybody, goal_of_dina(everybody)


@pytest.mark.django_db(transaction=True)
def test_ten_observations_that_arrive_twice_at_once_are_stored_once():
    everybody, goal = school_with_a_goal()
    two = [person_of(everybody.pupil), person_of(everybody.classmate)]
    twice_at_once(lambda key: observe(everybody.teacher, two, [goal], 3, device_key=key))
    kept = Evidence.objects.values_list("device_key", "person").order_by("pk")
    assert sorted(kept) == sorted((key, person.pk) for key in KEYS for person in two)
    assert EvidenceSource.objects.count() == 1
    assert LogLine.objects.filter(verb="observe").count() == 10


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_naive_way_stores_some_twice_so_the_race_above_is_a_real_one():
    """Look, then write, without a key in the row: what this must not be."""
    everybody, goal = school_with_a_goal()
    dina = person_of(everybody.pupil)
    looked = Barrier(2)

    def naive(key: UUID) -> None:
        with transaction.atomic():
            there = Evidence.objects.filter(external_key=str(key)).exists()
            looked.wait(20)
            if not there:
                Evidence.objects.create(
                    person=dina, goal=goal, kind="observation", value=3, at=timezone.now(),
                    external_key=str(key),
                )  # fmt: skip

    twice_at_once(naive)
    assert Evidence.objects.count() > len(KEYS)
