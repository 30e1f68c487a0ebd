"""Sixty pupils at once for twelve places: exactly twelve seats, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.cast import Cast, cast, make_user, person_of
from tests.week.sessions.offer import dealt, make_round, make_workshop

from stapsteen.accounts.models import User
from stapsteen.kit.refused import Refused
from stapsteen.school.models import RoleKind
from stapsteen.week.models import Enrolment, Session
from stapsteen.week.sessions.seats import take_seat

PUPILS, PLACES, AT_ONCE = 60, 12, 20


def rush(users: list[User], take: Callable[[User], object]) -> list[object]:
    """Let all users press at once, each on a connection of its own."""
    start = Barrier(AT_ONCE)

    def press(user: User) -> object:
        try:
            start.wait(10)
            return take(user)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(press, users))


def everybody_at_once() -> tuple[Cast, Session, list[User]]:
    everybody = cast()
    session = make_workshop(everybody, dealt(make_round(everybody)), capacity=PLACES)
    users = [
        make_user(everybody.school, f"Kind{number}", RoleKind.PUPIL) for number in range(PUPILS)
    ]
    return everybody, session, users


@pytest.mark.django_db(transaction=True)
def test_sixty_pupils_for_twelve_places_get_twelve_seats_and_a_line():
    _everybody, session, users = everybody_at_once()
    found = rush(users, lambda user: take_seat(session, person_of(user), by=user))
    assert all(isinstance(one, Enrolment) for one in found)
    session.refresh_from_db()
    states = Enrolment.objects.filter(session=session).values_list("state", flat=True)
    assert session.taken == PLACES
    assert sorted(states) == ["seated"] * PLACES + ["waiting"] * (PUPILS - PLACES)


@pytest.mark.django_db(transaction=True)
def test_one_pupil_who_presses_twenty_times_gets_one_seat():
    _everybody, session, users = everybody_at_once()
    found = rush(users[:1] * AT_ONCE, lambda user: take_seat(session, person_of(user), by=user))
    assert sum(isinstance(one, Enrolment) for one in found) == 1
    session.refresh_from_db()
    assert session.taken == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_naive_way_oversells_so_the_rush_above_is_a_real_one():
    """Read, then write: what a seat must not be. Without this the test above would prove nothing."""
    _everybody, session, users = everybody_at_once()

    def naive(user: User) -> None:
        with transaction.atomic():
            if Enrolment.objects.filter(session=session).count() < PLACES:
                Enrolment.objects.create(session=session, pupil=person_of(user), state="seated")

    rush(users, naive)
    assert Enrolment.objects.filter(session=session).count() > PLACES
