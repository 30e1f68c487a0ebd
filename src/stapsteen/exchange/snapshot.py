"""What the school has now, laid out for comparing it with a roster. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from stapsteen.school.models import (
    Group,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    School,
    SchoolYear,
)
from stapsteen.school.roster_reads import (
    current_guidance,
    current_memberships,
    current_roles,
    groups_by_key,
    people_by_key,
    people_without_key,
    placements_in,
)


@dataclass
class Snapshot:
    """People and groups by the keys of one source, with what ties them together now."""

    year: SchoolYear | None
    groups: dict[str, Group] = field(default_factory=dict)
    pupils: dict[str, Person] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    unkeyed: dict[tuple[str, str, str], Person] = field(default_factory=dict)
    placements: dict[int, Placement] = field(default_factory=dict)
    memberships: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[int, list[RoleHeld]] = field(default_factory=lambda: defaultdict(list))
    guidance: dict[int, list[Guidance]] = field(default_factory=lambda: defaultdict(list))


def snapshot_of(school: School | None, year: SchoolYear | None, source: str) -> Snapshot:
    """The school as it is; empty where there is no school yet."""
    found = Snapshot(year)
    if school is None:
        return found
    found.pupils = people_by_key(school, f"{source}:pupil")
    found.staff = people_by_key(school, f"{source}:staff")
    found.unkeyed = {
        (one.given_name, one.family_name, str(one.birth_date or "")): one
        for one in people_without_key(school)
    }
    for role in current_roles(school):
        found.roles[role.person_id].append(role)
    if year is not None:
        found.groups = groups_by_key(year, f"{source}:group:{year.name}")
        found.placements = {one.pupil_id: one for one in placements_in(year)}
        for membership in current_memberships(year):
            found.memberships[membership.person_id].append(membership)
        for guidance in current_guidance(year):
            found.guidance[guidance.staff_id].append(guidance)
    return found
