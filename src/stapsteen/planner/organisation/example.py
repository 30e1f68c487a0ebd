"""A believable school week of any size, made from a seed: for trying out and for measuring."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import ceil
from random import Random
from string import ascii_lowercase

from stapsteen.planner.organisation.levels import usual_step
from stapsteen.planner.organisation.school_week import (
    Group,
    Guidance,
    Opening,
    Pupil,
    Room,
    SchoolWeek,
    Staff,
    WorkingDay,
)
from stapsteen.planner.organisation.tables import YEAR_GROUPS, usual_slots, usual_subjects

GROUP_SIZE = 23
FULL_DAY = 8 * 60  # minutes of contract on a working day
SPREAD = 1.3  # standard deviation of readiness, in steps of half a school year
FIRST_HALF: tuple[int, ...] = (1, 2, 3)
SECOND_HALF: tuple[int, ...] = (4, 5)


def example_week(pupils: int = 225, seed: int = 1) -> SchoolWeek:
    """A school of about so many pupils: classes, part-time pairs, a gym hall, needs per subject."""
    random = Random(seed)
    groups = tuple(_groups(pupils))
    staff, guidance = _team(groups)
    return SchoolWeek(
        name=f"Voorbeeldschool met {pupils} leerlingen",
        slots=usual_slots(),
        rooms=tuple(_rooms(len(groups))),
        subjects=usual_subjects(),
        groups=groups,
        pupils=tuple(_pupils(groups, pupils, random)),
        staff=staff,
        guidance=guidance,
    )


def _letter(place: int) -> str:
    """The letter of a parallel class: a to z, then aa and on."""
    rounds, letter = divmod(place - 1, len(ascii_lowercase))
    return ascii_lowercase[letter] * (rounds + 1)


def _groups(pupils: int) -> Iterator[Group]:
    """Combined classes in a small school, parallel classes in a large one."""
    wanted = max(4, round(pupils / GROUP_SIZE))
    for number, year_groups in enumerate(_shares(wanted), start=1):
        parallel = [one for one in _shares(wanted) if one == year_groups]
        place = sum(one == year_groups for one in list(_shares(wanted))[:number])
        letter = _letter(place) if len(parallel) > 1 else ""
        yield Group(
            f"group-{number}", "/".join(year_groups) + letter, year_groups, f"room-{number}"
        )


def _shares(wanted: int) -> list[tuple[str, ...]]:
    if wanted < len(YEAR_GROUPS):
        borders = [round(place * len(YEAR_GROUPS) / wanted) for place in range(wanted + 1)]
        return [YEAR_GROUPS[a:b] for a, b in itertools.pairwise(borders)]
    counts = [wanted // 8 + (place < wanted % 8) for place in range(8)]
    return [(year,) for year, count in zip(YEAR_GROUPS, counts, strict=True) for _ in range(count)]


def _team(groups: tuple[Group, ...]) -> tuple[tuple[Staff, ...], tuple[Guidance, ...]]:
    """Most groups have a part-time pair; every third one teacher for the whole week."""
    staff: list[Staff] = []
    guidance: list[Guidance] = []
    for number, group in enumerate(groups):
        halves = (range(1, 6),) if number % 3 == 2 else (FIRST_HALF, SECOND_HALF)
        for half in halves:
            member = _member(len(staff) + 1, f"Leerkracht {len(staff) + 1}", tuple(half))
            staff.append(member)
            guidance.append(Guidance(member.id, group.id, tuple(half)))
    for number in range(max(1, len(groups) // 4)):
        assistant = _member(len(staff) + 1, f"Assistent {number + 1}", (1, 2, 4, 5), alone=False)
        staff.append(assistant)
        mine = groups[number * 4 : number * 4 + 4]
        guidance += [Guidance(assistant.id, group.id, (1, 2, 4, 5), assists=True) for group in mine]
    days: tuple[int, ...] = (1, 2, 4) if len(groups) <= 15 else (1, 2, 3, 4, 5)
    for _hall in range(_halls(len(groups))):
        staff.append(_member(len(staff) + 1, "Vakleerkracht gym", days, subjects=("gym",)))
    staff.append(_member(len(staff) + 1, "Intern begeleider", (1, 2, 4)))
    return tuple(staff), tuple(guidance)


def _member(
    number: int,
    name: str,
    days: tuple[int, ...],
    *,
    alone: bool = True,
    subjects: tuple[str, ...] = (),
) -> Staff:
    working = tuple(WorkingDay(day) for day in days)
    return Staff(f"staff-{number}", name, working, len(days) * FULL_DAY, alone, subjects)


def _halls(groups: int) -> int:
    """Gym halls: each gives about twenty lessons a week."""
    return max(1, ceil(groups * 2 / 24))


def _rooms(groups: int) -> Iterator[Room]:
    for number in range(1, groups + 1):
        yield Room(f"room-{number}", f"Lokaal {number}", capacity=30)
    for number in range(max(1, groups // 5)):
        yield Room(f"square-{number + 1}", f"Leerplein {number + 1}", "learning_square", 60)
    yield Room("atelier", "Atelier", "atelier", 25)
    yield Room("quiet", "Stilteruimte", "quiet_room", 12)
    for number in range(_halls(groups)):
        openings = tuple(Opening(day, "08:30", "14:15") for day in range(1, 6))
        yield Room(f"gym-{number + 1}", f"Gymzaal {number + 1}", "gym", 60, openings)


def _pupils(groups: tuple[Group, ...], pupils: int, random: Random) -> Iterator[Pupil]:
    core = [subject.id for subject in usual_subjects() if subject.core]
    number = 0
    for place, group in enumerate(groups):
        size = pupils // len(groups) + (place < pupils % len(groups))
        for seat in range(size):
            number += 1
            year_group = group.year_groups[seat * len(group.year_groups) // size]
            needs = {subject: _step(year_group, random) for subject in core}
            yield Pupil(f"pupil-{number}", year_group, group.id, f"Leerling {number}", needs=needs)


def _step(year_group: str, random: Random) -> int:
    usual = usual_step(year_group, 1)
    return min(16, max(1, round(random.gauss(usual + 0.3, SPREAD))))
