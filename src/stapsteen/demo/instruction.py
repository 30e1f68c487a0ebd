"""Instruction groups of the demo school: a block of arithmetic for the group of the teacher one logs in as."""

from __future__ import annotations

from contextlib import suppress
from datetime import time
from itertools import product

from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import recorded_by
from stapsteen.school.access import groups_of, rooms_for, staff_for
from stapsteen.school.models import SchoolYear, Subject
from stapsteen.week.instruction.actions import USUAL, Places, make_block
from stapsteen.week.instruction.taken import When, taken_during

TIMES = [(time(hour, 0), time(hour, 30)) for hour in (9, 11, 13, 10, 14)]
LEADERS = 3


def make_instruction(year: SchoolYear) -> None:
    """Groups at the first half hour at which the teacher, and a colleague and a room beside, are free."""
    teacher = User.objects.filter(person__school=year.school, person__roles__kind="teacher").first()
    if teacher is None:
        return
    begins = max(timezone.localdate(), year.starts)
    for (starts, ends), weekday in product(TIMES, range(1, 6)):
        when = When(weekday, starts, ends, begins, min(begins + USUAL, year.ends))
        places = _places(year, teacher, when)
        if len(places) > 1:
            with suppress(Refused):  # the teacher does not work, or has something else, on that day
                _make(year, teacher, when, places)
                return


def _make(year: SchoolYear, teacher: User, when: When, places: Places) -> None:
    subject = Subject.objects.get(school=year.school, key="arithmetic")
    make_block(
        year,
        subject=subject,
        name=f"{subject.name} op maat",
        when=when,
        pupils=list(recorded_by(teacher)),
        places=places,
        by=teacher,
    )


def _places(year: SchoolYear, teacher: User, when: When) -> Places:
    """The teacher in the own room, and whoever is free in rooms that are free."""
    own = rooms_for(teacher).filter(home_of__in=groups_of(teacher.person, year)).first()
    if own is None or teacher.person is None:
        return []
    pupils = recorded_by(teacher).values_list("pk", flat=True)
    taken = taken_during(year, when, set(pupils))
    if teacher.person.pk in taken.staff:
        return []
    there = staff_for(teacher).filter(terms__days__weekday=when.weekday, terms__days__part="all")
    colleagues = there.exclude(pk__in=[*taken.staff, teacher.person.pk]).order_by("pk").distinct()
    rooms = rooms_for(teacher).exclude(pk__in=[*taken.rooms, own.pk]).exclude(kind="gym")
    spare = zip(colleagues[: LEADERS - 1], rooms.order_by("pk"), strict=False)
    return [(teacher.person, own), *spare]
