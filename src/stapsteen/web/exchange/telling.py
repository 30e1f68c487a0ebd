"""A difference as rows to read: who is added, who changes, who has left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.exchange.actions import Preview
from stapsteen.exchange.roster import RosterPupil, RosterStaff


@dataclass(frozen=True)
class Row:
    """One kind of people or groups: counts, and names for who wants to look."""

    name: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    left: tuple[str, ...]
    same: int


def rows_of(seen: Preview) -> list[Row]:
    """The rows of the preview page."""
    found = seen.difference
    return [
        Row(
            _("Groepen"),
            tuple(group.name for group in found.new_groups),
            tuple(f"{known.name} → {group.name}" for group, known, _fields in found.changed_groups),
            (),
            found.same["groups"],
        ),
        Row(
            _("Leerlingen"),
            _names(found.new_pupils),
            tuple(str(change.person) for change in found.changed_pupils),
            tuple(map(str, found.left_pupils)),
            found.same["pupils"],
        ),
        Row(
            _("Medewerkers"),
            _names(found.new_staff),
            tuple(str(change.person) for change in found.changed_staff),
            (),
            found.same["staff"],
        ),
    ]


def _names(rows: Iterable[RosterPupil | RosterStaff]) -> tuple[str, ...]:
    return tuple(
        " ".join(
            part for part in (one.given_name or one.initials, one.prefix, one.family_name) if part
        )
        for one in rows
    )
