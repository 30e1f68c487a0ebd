"""The columns of the timetable: the school's own classes, or base groups composed from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from stapsteen.planner.organisation.plan import PlannedGroup
from stapsteen.planner.organisation.school_week import Group, Pupil, SchoolWeek

BANDS = (("1", "2"), ("3", "4"), ("5", "6"), ("7", "8"))


@dataclass(frozen=True)
class Columns:
    """Columns with, for each, the school's group whose staff and room it takes over."""

    groups: tuple[PlannedGroup, ...]
    sources: dict[str, str]


def own_classes(week: SchoolWeek) -> Columns:
    """The groups as the school has them; the unit or cluster is the school's, else the age band."""
    groups = tuple(
        PlannedGroup(
            group.id,
            group.name,
            group.year_groups,
            tuple(pupil.id for pupil in week.pupils_of[group.id]),
            group.room,
            group.parent or band_of(group.year_groups),
            _coaches(week, group.id),
        )
        for group in week.groups
    )
    return Columns(groups, {group.id: group.id for group in week.groups})


def base_groups(week: SchoolWeek) -> Columns:
    """Base groups with a wide age spread: the school's own, or composed within each age band.

    Each composed base group takes over the staff and the room of one class of the band, so that
    nobody gets other colleagues; the pupils of each year group are dealt out evenly.
    """
    if all(group.base for group in week.groups):
        return own_classes(week)
    classes: dict[str, list[Group]] = defaultdict(list)
    for group in week.groups:
        classes[_band_of_most(week, group)].append(group)
    dealt = _deal(week, classes)
    found = [
        _composed(week, band, number, group, dealt[group.id])
        for band, groups in classes.items()
        for number, group in enumerate(groups)
    ]
    return Columns(tuple(found), {base.id: base.id.removeprefix("base-") for base in found})


def band_of(year_groups: tuple[str, ...]) -> str:
    """The age band of year groups: ``3/4``; a year group outside 1 to 8 is a band of its own."""
    for band in BANDS:
        if year_groups and year_groups[0] in band:
            return "/".join(band)
    return "/".join(year_groups)


def _band_of_most(week: SchoolWeek, group: Group) -> str:
    pupils = week.pupils_of[group.id]
    if not pupils:
        return band_of(group.year_groups)
    counts = Counter(band_of((pupil.year_group,)) for pupil in pupils)
    return counts.most_common(1)[0][0]


def _deal(week: SchoolWeek, classes: dict[str, list[Group]]) -> dict[str, list[Pupil]]:
    """Deal the pupils of each band out over its base groups, year group by year group."""
    dealt: dict[str, list[Pupil]] = {group.id: [] for group in week.groups}
    home = {group.id: band for band, groups in classes.items() for group in groups}
    turn: Counter[str] = Counter()
    for pupil in sorted(week.pupils, key=lambda pupil: (pupil.year_group, pupil.group, pupil.id)):
        wanted = band_of((pupil.year_group,))
        band = wanted if wanted in classes else home[pupil.group]
        groups = classes[band]
        dealt[groups[turn[band] % len(groups)].id].append(pupil)
        turn[band] += 1
    return dealt


def _coaches(week: SchoolWeek, group: str) -> tuple[str, ...]:
    """Who has a group of the school on some day, assistants left out."""
    links = (link for link in week.guidance if link.group == group and not link.assists)
    return tuple(dict.fromkeys(link.staff for link in links))


def _composed(
    week: SchoolWeek, band: str, number: int, group: Group, pupils: list[Pupil]
) -> PlannedGroup:
    letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
    year_groups = tuple(sorted({pupil.year_group for pupil in pupils})) or group.year_groups
    return PlannedGroup(
        f"base-{group.id}",
        f"{band} {letter}",
        year_groups,
        tuple(pupil.id for pupil in pupils),
        group.room,
        band,
        _coaches(week, group.id),
    )
