"""Closing a school year and opening the next one. Nothing that happened is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.actions.asking import refuse_others
from stapsteen.school.ledger import Entry, Ledger, take_back
from stapsteen.school.log import record
from stapsteen.school.models import (
    Assumption,
    Group,
    Guidance,
    Membership,
    Placement,
    RoleHeld,
    RoleKind,
    SchoolYear,
    SubjectMinutes,
    YearClosing,
)
from stapsteen.school.rollover import Move, moves_of
from stapsteen.school.rows import slot_rows


@transaction.atomic
def close_year(
    year: SchoolYear, *, by: Viewer | None, other_groups: Mapping[int, int] | None = None
) -> SchoolYear:
    """Close a school year and open the next one: pupils move up, the rest comes along.

    ``other_groups`` names for some pupils another class (of this year) than the proposal. Raises
    ``Refused`` when the year is not open, or when a class does not exist.
    """
    refuse_others(year, by)
    held = SchoolYear.objects.select_for_update().get(pk=year.pk)
    if held.state != SchoolYear.State.OPEN:
        raise Refused(
            _("Alleen een lopend schooljaar kan dicht."), _("Kies het lopende schooljaar.")
        )
    moves = moves_of(held)
    ledger = Ledger()
    following = ledger.add([_following(held)])[0]
    ledger.change(held, state=SchoolYear.State.CLOSED)
    ledger.change(following, state=SchoolYear.State.OPEN)
    _carry_teaching_time(held, following, ledger)
    groups = _carry_groups(held, following, ledger)
    _move_up(moves, groups, held, following, ledger, other_groups or {})
    _carry_people(held, following, groups, ledger)
    YearClosing.objects.create(
        closed=held,
        opened=following,
        entries=[asdict(entry) for entry in ledger.entries],
        by_id=by.pk if by else None,
    )
    record(by, year.school, "close_year", held.name)
    return following


@transaction.atomic
def reopen_year(closing: YearClosing, *, by: Viewer | None) -> SchoolYear:
    """Take a closing back. Raises ``Refused`` when the new year has already been worked in."""
    refuse_open_year(closing, by)
    entries = [Entry(**one) for one in closing.entries]
    closing.opened = None
    closing.delete()
    take_back(entries)
    record(by, closing.closed.school, "reopen_year", closing.closed.name)
    return SchoolYear.objects.get(pk=closing.closed_id)


def refuse_open_year(closing: YearClosing, by: Viewer | None) -> None:
    """Only who runs the school takes a closing back, and only of the last year."""
    if closing.opened is None or closing.opened.state != SchoolYear.State.OPEN:
        raise Refused(_("Dit jaar kan niet meer open."), _("Er is al een later jaar afgesloten."))
    refuse_others(closing.opened, by)


def _following(year: SchoolYear) -> SchoolYear:
    first = year.starts.year + 1
    return SchoolYear(
        school=year.school,
        name=f"{first}-{first + 1}",
        starts=_a_year_on(year.starts),
        ends=_a_year_on(year.ends),
        state=SchoolYear.State.PREPARING,
    )


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


def _carry_teaching_time(year: SchoolYear, following: SchoolYear, ledger: Ledger) -> None:
    ledger.add(slot_rows(following, year.slots.all()))
    ledger.add(
        SubjectMinutes(
            year=following,
            subject_id=one.subject_id,
            year_group=one.year_group,
            minutes=one.minutes,
        )
        for one in year.subject_minutes.all()
    )
    ledger.add(Assumption(year=following, topic=one.topic) for one in year.assumptions.all())


def _carry_groups(year: SchoolYear, following: SchoolYear, ledger: Ledger) -> dict[int, Group]:
    """A new group for each group, by the number of the old one; units keep their groups."""
    old = list(year.groups.all())
    made = ledger.add(
        Group(
            year=following,
            name=one.name,
            kind=one.kind,
            year_groups=one.year_groups,
            room_id=one.room_id,
            position=one.position,
        )
        for one in old
    )
    groups = {before.pk: after for before, after in zip(old, made, strict=True)}
    for before in old:
        if before.parent_id in groups:
            ledger.change(groups[before.pk], parent_id=groups[before.parent_id].pk)
    return groups


def _move_up(
    moves: list[Move],
    groups: dict[int, Group],
    year: SchoolYear,
    following: SchoolYear,
    ledger: Ledger,
    other_groups: Mapping[int, int],
) -> None:
    chosen = {move.pupil.pk: other_groups.get(move.pupil.pk) for move in moves}
    if any(group is not None and group not in groups for group in chosen.values()):
        raise Refused(
            _("Een van de gekozen groepen bestaat niet."), _("Kies een groep van dit jaar.")
        )
    staying = [move for move in moves if not move.leaves]
    ledger.add(
        Placement(pupil=move.pupil, year=following, year_group=move.year_group) for move in staying
    )
    ledger.add(
        Membership(
            group=groups[chosen[move.pupil.pk] or (move.to_group or move.from_group).pk],
            person=move.pupil,
            starts=following.starts,
        )
        for move in staying
    )
    leaving = [move.pupil.pk for move in moves if move.leaves]
    for role in RoleHeld.objects.filter(person__in=leaving, kind=RoleKind.PUPIL, ends__isnull=True):
        ledger.change(role, ends=max(role.starts, year.ends))


def _carry_people(
    year: SchoolYear, following: SchoolYear, groups: dict[int, Group], ledger: Ledger
) -> None:
    """Teachers keep their groups, teams their members; what was this year ends with it."""
    given = list(Guidance.objects.filter(group__year=year, ends__isnull=True))
    ledger.add(
        Guidance(
            staff_id=one.staff_id,
            group=groups[one.group_id or 0],
            kind=one.kind,
            weekdays=one.weekdays,
            starts=following.starts,
        )
        for one in given
    )
    for one in given:
        ledger.change(one, ends=max(one.starts, year.ends))
    members = list(
        Membership.objects.filter(group__year=year, ends__isnull=True).select_related("group")
    )
    ledger.add(
        Membership(group=groups[one.group_id], person_id=one.person_id, starts=following.starts)
        for one in members
        if one.group.kind == Group.Kind.TEAM
    )
    for membership in members:
        ledger.change(membership, ends=max(membership.starts, year.ends))
