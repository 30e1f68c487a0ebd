"""Rooms, and when scarce ones can be used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.actions.asking import assumed_no_longer, refuse_others
from stapsteen.school.models import Assumption, Room, RoomKind, RoomOpening, SchoolYear

LARGEST = 500


@transaction.atomic
def add_room(year: SchoolYear, name: str, kind: str, capacity: int, *, by: Viewer | None) -> Room:
    """Add a room to the school. Raises ``Refused`` for a name that is taken or a strange size."""
    refuse_others(year, by)
    _refuse_strange(name, capacity)
    try:
        with transaction.atomic():
            room = Room.objects.create(
                school=year.school, name=name.strip(), kind=RoomKind(kind), capacity=capacity
            )
    except IntegrityError as taken:
        raise _taken(name) from taken
    assumed_no_longer(year, Assumption.Topic.ROOMS, by=by)
    return room


@transaction.atomic
def change_room(
    room: Room, year: SchoolYear, name: str, kind: str, capacity: int, *, by: Viewer | None
) -> None:
    """Give a room another name, kind or size."""
    refuse_others(year, by)
    _refuse_strange(name, capacity)
    room.name, room.kind, room.capacity = name.strip(), RoomKind(kind), capacity
    try:
        with transaction.atomic():
            room.save(update_fields=["name", "kind", "capacity"])
    except IntegrityError as taken:
        raise _taken(name) from taken
    assumed_no_longer(year, Assumption.Topic.ROOMS, by=by)


@transaction.atomic
def retire_room(room: Room, year: SchoolYear, *, by: Viewer | None) -> None:
    """Use a room no longer; what happened in it stays."""
    refuse_others(year, by)
    room.retired_on = timezone.localdate()
    room.save(update_fields=["retired_on"])
    room.home_of.filter(year=year).update(room=None)
    assumed_no_longer(year, Assumption.Topic.ROOMS, by=by)


@transaction.atomic
def set_gym_opening(
    room: Room,
    year: SchoolYear,
    weekdays: Iterable[int],
    starts: time,
    ends: time,
    *,
    by: Viewer | None,
) -> None:
    """Say on which days, and from when to when, a room can be used."""
    refuse_others(year, by)
    days = sorted(set(weekdays))
    if starts >= ends or not days or not set(days) <= {1, 2, 3, 4, 5}:
        raise Refused(_("Deze tijden kloppen niet."), _("Kies dagen, en een einde na het begin."))
    room.openings.all().delete()
    RoomOpening.objects.bulk_create(
        RoomOpening(room=room, weekday=day, starts=starts, ends=ends) for day in days
    )
    assumed_no_longer(year, Assumption.Topic.GYM, by=by)


def _refuse_strange(name: str, capacity: int) -> None:
    if not name.strip() or len(name) > 80:
        raise Refused(_("Deze ruimte heeft geen goede naam."), _("Kies een korte naam."))
    if not 1 <= capacity <= LARGEST:
        raise Refused(_("Het aantal plaatsen klopt niet."), _("Vul een getal van 1 tot 500 in."))


def _taken(name: str) -> Refused:
    return Refused(
        _("Er is al een ruimte die %(name)s heet.") % {"name": name}, _("Kies een andere naam.")
    )
