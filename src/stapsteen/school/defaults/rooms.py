"""Rooms: a classroom for each group, one place to work in quiet, and enough gym."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

# Between the pauses of five equal days thirty lessons of three quarters of an hour fit in one hall.
# Each group takes two a week, and a hall that is never free cannot be planned around.
GROUPS_A_GYM = 12
GROUPS_A_SQUARE = 8
USUAL_SIZE = 30


@dataclass(frozen=True)
class RoomDefault:
    """A room that a school is assumed to have. ``home_of`` is the place of a group in the list."""

    name: str
    kind: Literal["classroom", "gym", "learning_square"]
    capacity: int
    home_of: int | None = None


def rooms_for_groups(groups: Sequence[tuple[str, int]], in_gym: int) -> Iterator[RoomDefault]:
    """The rooms for groups (name, number of pupils) of which ``in_gym`` have gym in a hall."""
    for index, (name, pupils) in enumerate(groups):
        yield RoomDefault(
            _("Lokaal %(group)s") % {"group": name}, "classroom", max(USUAL_SIZE, pupils), index
        )
    for number in range(1, -(-len(groups) // GROUPS_A_SQUARE) + 1):
        yield RoomDefault(_numbered(_("Leerplein"), number), "learning_square", 2 * USUAL_SIZE)
    for number in range(1, -(-in_gym // GROUPS_A_GYM) + 1):
        yield RoomDefault(_numbered(_("Gymzaal"), number), "gym", USUAL_SIZE + 10)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"
