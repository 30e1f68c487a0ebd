"""Writing a difference down, in bulk, through a ledger that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from stapsteen.exchange.difference import (
    WITHOUT_PROMISE,
    Difference,
    PupilChange,
    StaffChange,
    year_groups_of,
)
from stapsteen.exchange.roster import Roster, RosterPupil, RosterStaff
from stapsteen.exchange.snapshot import Snapshot
from stapsteen.school.ledger import Ledger
from stapsteen.school.models import (
    ExternalKey,
    Group,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    RoleKind,
    School,
    SchoolYear,
)


@dataclass
class Writing:
    """One import being written. ``day`` is from when changes hold: the first day for a new year."""

    school: School
    year: SchoolYear
    roster: Roster
    now: Snapshot
    day: date
    ledger: Ledger = field(default_factory=Ledger)

    def write(self, difference: Difference) -> None:
        """Write everything, groups first."""
        self.write_groups(difference)
        self.add_pupils(difference.new_pupils)
        for change in difference.changed_pupils:
            self.change_pupil(change)
        self.end_pupils(difference.left_pupils)
        self.add_staff(difference.new_staff)
        for one in difference.changed_staff:
            self.change_staff(one)

    def write_groups(self, difference: Difference) -> None:
        """New groups, and groups with another name or other year groups."""
        new = difference.new_groups
        made = self.ledger.add(
            Group(
                year=self.year,
                name=group.name[:64],
                kind=group.kind,
                year_groups=year_groups_of(group, self.roster),
                position=position,
            )
            for position, group in enumerate(new, start=len(self.now.groups))
        )
        source = f"{self.roster.source}:group:{self.year.name}"
        self.ledger.add(
            ExternalKey(school=self.school, source=source, key=group.key, group=one)
            for group, one in zip(new, made, strict=True)
        )
        self.now.groups.update({group.key: one for group, one in zip(new, made, strict=True)})
        for _group, known, fields in difference.changed_groups:
            self.ledger.change(known, **fields)

    def add_people(self, rows: Sequence[RosterPupil | RosterStaff], what: str) -> list[Person]:
        """People who are new, with what the export calls them."""
        people = self.ledger.add(
            Person(
                school=self.school,
                given_name=one.given_name,
                prefix=one.prefix,
                family_name=one.family_name,
                initials=one.initials,
                chain_id=one.chain_id,
                birth_date=getattr(one, "birth_date", None),
                email=getattr(one, "email", ""),
            )
            for one in rows
        )
        self.ledger.add(
            ExternalKey(
                school=self.school,
                source=f"{self.roster.source}:{what}",
                key=one.key,
                person=person,
            )
            for one, person in zip(rows, people, strict=True)
            if not one.key.startswith(WITHOUT_PROMISE)
        )
        return people

    def add_pupils(self, pupils: list[RosterPupil]) -> None:
        """New pupils with their role, year group and groups."""
        pairs = list(zip(pupils, self.add_people(pupils, "pupil"), strict=True))
        self.ledger.add(
            RoleHeld(
                person=person,
                kind=RoleKind.PUPIL,
                starts=min(self.day, pupil.left_on or self.day),
                ends=pupil.left_on,
            )
            for pupil, person in pairs
        )
        pairs = [(pupil, person) for pupil, person in pairs if pupil.left_on is None]
        self.ledger.add(
            Placement(pupil=person, year=self.year, year_group=pupil.year_group)
            for pupil, person in pairs
            if pupil.year_group
        )
        for _pupil, person in pairs:
            self.now.memberships[person.pk] = []
        self.ledger.add(
            Membership(group=self.now.groups[key], person=person, starts=self.day)
            for pupil, person in pairs
            for key in pupil.groups
        )

    def change_pupil(self, change: PupilChange) -> None:
        """A pupil who is known: the old membership ends, the new one starts."""
        if change.fields:
            self.ledger.change(change.person, **change.fields)
        if change.comes_back:
            self.ledger.add([RoleHeld(person=change.person, kind=RoleKind.PUPIL, starts=self.day)])
        if change.year_group:
            placement = self.now.placements.get(change.person.pk)
            if placement is None:
                self.ledger.add(
                    [Placement(pupil=change.person, year=self.year, year_group=change.year_group)]
                )
            else:
                self.ledger.change(placement, year_group=change.year_group)
        for membership in change.leaves:
            self.ledger.change(membership, ends=self.last_day(membership.starts))
        self.ledger.add(
            Membership(group=self.now.groups[key], person=change.person, starts=self.day)
            for key in change.enters
        )

    def end_pupils(self, people: Iterable[Person]) -> None:
        """Pupils who are no longer in the file: their role and memberships end; nothing goes away."""
        for person in people:
            for role in self.now.roles[person.pk]:
                if role.kind == RoleKind.PUPIL:
                    self.ledger.change(role, ends=self.last_day(role.starts))
            for membership in self.now.memberships[person.pk]:
                self.ledger.change(membership, ends=self.last_day(membership.starts))

    def last_day(self, starts: date) -> date:
        """Yesterday, or the day it started when that is later."""
        return max(starts, self.day - timedelta(days=1))

    def add_staff(self, members: list[RosterStaff]) -> None:
        """New staff with their role and their groups."""
        pairs = list(zip(members, self.add_people(members, "staff"), strict=True))
        self.ledger.add(
            RoleHeld(person=person, kind=member.role, starts=self.day) for member, person in pairs
        )
        self.ledger.add(
            guidance
            for member, person in pairs
            for guidance in self.guidance(member, person, member.groups)
        )

    def change_staff(self, change: StaffChange) -> None:
        """A member of staff who is known."""
        if change.fields:
            self.ledger.change(change.person, **change.fields)
        if change.comes_back:
            self.ledger.add(
                [RoleHeld(person=change.person, kind=change.member.role, starts=self.day)]
            )
        self.ledger.add(self.guidance(change.member, change.person, tuple(change.takes)))

    def guidance(
        self, member: RosterStaff, person: Person, keys: tuple[str, ...]
    ) -> Iterable[Guidance]:
        """Who has which group; on which days is for the set-up to say."""
        kind = Guidance.Kind.ASSISTS if member.role == RoleKind.ASSISTANT else Guidance.Kind.TEACHES
        for key in keys:
            yield Guidance(staff=person, group=self.now.groups[key], kind=kind, starts=self.day)
