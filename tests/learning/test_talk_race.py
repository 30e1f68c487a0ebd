"""Two coaches who plan a conversation with one pupil at once plan one, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.cast import cast, person_of

from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.conversations import plan_talk
from stapsteen.learning.models import Conversation

TOMORROW = timezone.localdate() + timedelta(days=1)


def at_once(plan) -> list[bool]:
    """Let two plan at the same time, each on a connection of its own: who was not refused."""
    start = Barrier(2)

    def one(number: int) -> bool:
        try:
            start.wait(20)
            plan(number)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_once_plan_one_conversation():
    everybody = cast()
    dina = person_of(everybody.pupil)
    both = (everybody.teacher, everybody.care_coordinator)
    planned = at_once(lambda number: plan_talk(both[number], dina, TOMORROW))
    assert sorted(planned) == [False, True]
    assert Conversation.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_looking_before_writing_plans_two_so_the_race_above_is_a_real_one():
    everybody = cast()
    dina, coach = person_of(everybody.pupil), person_of(everybody.teacher)
    looked = Barrier(2)

    def naive(_number: int) -> None:
        with transaction.atomic():
            there = Conversation.objects.filter(person=dina).exists()
            looked.wait(20)
            if not there:
                Conversation.objects.create(person=dina, coach=coach, planned_for=TOMORROW)

    assert at_once(naive) == [True, True]
    assert Conversation.objects.count() == 2
