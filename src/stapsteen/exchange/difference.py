"""What an import would add, change and leave: computed once, for the preview and for the import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from stapsteen.exchange.roster import Roster, RosterGroup, RosterPupil, RosterStaff
from stapsteen.exchange.snapshot import Snapshot
from stapsteen.school.models import Group, Membership, Person, RoleKind

WITHOUT_PROMISE = "#"  # a key that starts with it may be another's next time
NAMES = ("given_name", "prefix", "family_name", "initials")


@dataclass
class PupilChange:
    """What changes for a pupil who is known: fields, year group, groups entered and left."""

    pupil: RosterPupil
    person: Person
    fields: dict[str, Any] = field(default_factory=dict)
    year_group: str = ""
    enters: list[str] = field(default_factory=list)
    leaves: list[Membership] = field(default_factory=list)
    comes_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.year_group or self.enters or self.leaves or self.comes_back)


@dataclass
class StaffChange:
    """What changes for a member of staff who is known."""

    member: RosterStaff
    person: Person
    fields: dict[str, Any] = field(default_factory=dict)
    takes: list[str] = field(default_factory=list)
    comes_back: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.takes or self.comes_back)


@dataclass
class Difference:
    """Everything that an import would do."""

    new_groups: list[RosterGroup] = field(default_factory=list)
    changed_groups: list[tuple[RosterGroup, Group, dict[str, Any]]] = field(default_factory=list)
    new_pupils: list[RosterPupil] = field(default_factory=list)
    changed_pupils: list[PupilChange] = field(default_factory=list)
    left_pupils: list[Person] = field(default_factory=list)
    new_staff: list[RosterStaff] = field(default_factory=list)
    changed_staff: list[StaffChange] = field(default_factory=list)
    same: Counter[str] = field(default_factory=Counter)
    new_school: bool = False
    new_year: bool = False

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Counts by what happens and to whom."""
        return {
            "added": {
                "groups": len(self.new_groups),
                "pupils": len(self.new_pupils),
                "staff": len(self.new_staff),
            },
            "changed": {
                "groups": len(self.changed_groups),
                "pupils": len(self.changed_pupils),
                "staff": len(self.changed_staff),
            },
            "left": {"pupils": len(self.left_pupils)},
            "unchanged": {key: self.same[key] for key in ("groups", "pupils", "staff")},
        }

    @property
    def is_empty(self) -> bool:
        """Whether the import would change nothing at all."""
        parts = (self.new_groups, self.changed_groups, self.new_pupils, self.changed_pupils)
        more = (self.left_pupils, self.new_staff, self.changed_staff)
        return not (any(parts) or any(more) or self.new_school or self.new_year)


def compare(roster: Roster, now: Snapshot) -> Difference:
    """Hold a roster against what the school has."""
    found = Difference(new_school=False, new_year=now.year is None)
    _compare_groups(roster, now, found)
    _compare_pupils(roster, now, found)
    _compare_staff(roster, now, found)
    return found


def year_groups_of(group: RosterGroup, roster: Roster) -> list[str]:
    """The year groups in a group: its own code, else those of its pupils, in order."""
    if group.year_group and group.year_group not in {"C", "N"}:
        return [group.year_group]
    return sorted(
        {
            pupil.year_group
            for pupil in roster.pupils
            if group.key in pupil.groups and pupil.year_group
        }
    )


def _compare_groups(roster: Roster, now: Snapshot, found: Difference) -> None:
    for group in roster.groups:
        known = now.groups.get(group.key)
        if known is None:
            found.new_groups.append(group)
            continue
        wanted = {"name": group.name[:64], "year_groups": year_groups_of(group, roster)}
        changed = {name: value for name, value in wanted.items() if getattr(known, name) != value}
        if changed:
            found.changed_groups.append((group, known, changed))
        else:
            found.same["groups"] += 1


def _known(
    now: Snapshot, by_key: dict[str, Person], one: RosterPupil | RosterStaff
) -> Person | None:
    """Who a row of the roster is: by its key, else by name and date of birth."""
    if not one.key.startswith(WITHOUT_PROMISE):
        return by_key.get(one.key)
    born = str(getattr(one, "birth_date", None) or "")
    return now.unkeyed.get((one.given_name, one.family_name, born))


def _compare_pupils(roster: Roster, now: Snapshot, found: Difference) -> None:
    for pupil in roster.pupils:
        person = _known(now, now.pupils, pupil)
        if person is None:
            found.new_pupils.append(pupil)
        elif pupil.left_on is not None:
            found.left_pupils += [person] if _has_role(now, person, RoleKind.PUPIL) else []
            found.same["pupils"] += not _has_role(now, person, RoleKind.PUPIL)
        elif change := _pupil_change(pupil, person, now):
            found.changed_pupils.append(change)
        else:
            found.same["pupils"] += 1
    present = {pupil.key for pupil in roster.pupils}
    found.left_pupils += [
        person
        for key, person in now.pupils.items()
        if key not in present and _has_role(now, person, RoleKind.PUPIL)
    ]


def _pupil_change(pupil: RosterPupil, person: Person, now: Snapshot) -> PupilChange:
    change = PupilChange(pupil, person, _fields(pupil, person, (*NAMES, "birth_date", "chain_id")))
    placement = now.placements.get(person.pk)
    if pupil.year_group and (placement is None or placement.year_group != pupil.year_group):
        change.year_group = pupil.year_group
    key_of = {group.pk: key for key, group in now.groups.items()}
    there = {
        key_of[one.group_id]: one for one in now.memberships[person.pk] if one.group_id in key_of
    }
    change.enters = [key for key in pupil.groups if key not in there]
    change.leaves = [one for key, one in there.items() if key not in pupil.groups]
    change.comes_back = not _has_role(now, person, RoleKind.PUPIL)
    return change


def _compare_staff(roster: Roster, now: Snapshot, found: Difference) -> None:
    key_of = {group.pk: key for key, group in now.groups.items()}
    for member in roster.staff:
        person = _known(now, now.staff, member)
        if person is None:
            found.new_staff.append(member)
            continue
        has = {key_of[one.group_id] for one in now.guidance[person.pk] if one.group_id in key_of}
        change = StaffChange(
            member,
            person,
            _fields(member, person, (*NAMES, "email", "chain_id")),
            [key for key in member.groups if key not in has],
            comes_back=not now.roles[person.pk],
        )
        if change:
            found.changed_staff.append(change)
        else:
            found.same["staff"] += 1


def _fields(
    row: RosterPupil | RosterStaff, person: Person, names: tuple[str, ...]
) -> dict[str, Any]:
    """The fields in which the roster says something else; what it leaves empty stays as it is."""
    return {
        name: value
        for name in names
        if (value := getattr(row, name)) and value != getattr(person, name)
    }


def _has_role(now: Snapshot, person: Person, kind: str) -> bool:
    return any(role.kind == kind for role in now.roles[person.pk])
