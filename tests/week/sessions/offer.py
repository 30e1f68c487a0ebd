"""A round with workshops at the cast's school."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from tests.cast import Cast, make_person, person_of

from stapsteen.profile.actions import write_down
from stapsteen.profile.variants import VARIANTS
from stapsteen.school.models import Person, RoleKind, Room
from stapsteen.week.models import Round, Session
from stapsteen.week.sessions.offering import offer_workshop, open_round

FREE, ASKING, ASSIGNED = VARIANTS[3], VARIANTS[2], VARIANTS[0]


def make_round(everybody: Cast, variant=FREE) -> Round:
    """A round tomorrow, open for choosing, at a school that runs a variant."""
    write_down(everybody.school, "in_force", variant.positions, by=None)
    now = timezone.now()
    return open_round(
        everybody.year,
        "Ronde",
        day=timezone.localdate() + timedelta(days=2),
        starts=time(10),
        ends=time(11),
        opens=now - timedelta(hours=1),
        closes=now + timedelta(hours=1),
        by=everybody.principal,
    )


def make_workshop(
    everybody: Cast, round_: Round, title: str = "Brug", capacity: int = 2
) -> Session:
    """A workshop with a leader and a room of its own."""
    return offer_workshop(
        round_,
        title=title,
        leader=make_person(everybody.school, f"Meester {title}", RoleKind.TEACHER),
        room=Room.objects.create(school=everybody.school, name=f"Plek {title}"),
        capacity=capacity,
        by=everybody.principal,
    )


def dealt(round_: Round) -> Round:
    """The same round, after the seats were dealt."""
    round_.dealt_at = timezone.now()
    round_.save()
    return round_


def dina(everybody: Cast) -> Person:
    """The pupil of the cast."""
    return person_of(everybody.pupil)
