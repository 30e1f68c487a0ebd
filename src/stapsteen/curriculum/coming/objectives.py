"""Core objectives that a file brings, and the goals that serve them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from stapsteen.curriculum.models import CoreObjective, Goal
from stapsteen.curriculum.outline import OutlineObjective
from stapsteen.school.models import School

Objective = tuple[str, str]  # edition and code
NUMBER = re.compile(r"^((?:[A-Z]+ )?\d+)([A-Z]?)$")
TEXTS = ("title", "heading", "uri", "status")


def write_objectives(school: School, found: Collection[OutlineObjective]) -> dict[str, int]:
    """Make the objectives that are new and change what reads otherwise; how many of each kind.

    What the file leaves empty stays as it is.
    """
    wholes = [one for one in found if not one.parent]
    parts = [one for one in found if one.parent]
    counts = {"new": 0, "changed": 0, "same": 0}
    for listed in (wholes, parts):  # a part needs the number of its whole
        for kind, number in _write(school, listed).items():
            counts[kind] += number
    return counts


def _write(school: School, listed: Iterable[OutlineObjective]) -> dict[str, int]:
    known = _known(school)
    new: dict[Objective, CoreObjective] = {}
    changed: list[CoreObjective] = []
    same = 0
    for one in listed:
        key = (one.edition, one.code)
        now = known.get(key)
        if now is None:
            parent = known.get((one.edition, one.parent))
            new[key] = CoreObjective(
                school=school, parent=parent, position=position_of(one.code), **_texts(one),
                edition=one.edition, code=one.code,
            )  # fmt: skip
        elif other := {
            name: text for name, text in _texts(one).items() if text != getattr(now, name)
        }:
            for name, text in other.items():
                setattr(now, name, text)
            changed.append(now)
        else:
            same += 1
    CoreObjective.objects.bulk_create(new.values())
    CoreObjective.objects.bulk_update(changed, TEXTS, batch_size=100)
    return {"new": len(new), "changed": len(changed), "same": same}


def _texts(one: OutlineObjective) -> dict[str, str]:
    given = {"title": one.title, "heading": one.heading[:200], "uri": one.uri, "status": one.status}
    return {name: text for name, text in given.items() if text}


def _known(school: School) -> dict[Objective, CoreObjective]:
    return {(one.edition, one.code): one for one in CoreObjective.objects.filter(school=school)}


def position_of(code: str) -> int:
    """Where an objective stands: by its number, the parts behind it; other numberings after those."""
    found = NUMBER.match(code)
    if not found:
        return 9_999
    whole, letter = found.groups()
    place = 100 * int(whole.rpartition(" ")[2]) + (ord(letter) - 64 if letter else 0)
    return place + 10_000 if " " in whole else place


def bind_objectives(
    school: School, wanted: Mapping[int, Collection[Objective]], edited: Collection[int]
) -> None:
    """Bind goals to the objectives that the file names; objectives that are not there are made.

    A goal for which the file names some has these and no others, unless the school chose them itself.
    """
    named = {one for objectives in wanted.values() for one in objectives}
    bare = [OutlineObjective(edition, code, parent=_whole(code)) for edition, code in named]
    wholes = [OutlineObjective(one.edition, one.parent) for one in bare if one.parent]
    write_objectives(school, [*dict.fromkeys(wholes), *bare])
    numbers = {key: one.pk for key, one in _known(school).items()}
    bound = Goal.objectives.through
    now: dict[int, set[int]] = defaultdict(set)
    touched = [goal for goal, objectives in wanted.items() if objectives and goal not in edited]
    for row in bound.objects.filter(goal__school=school, goal__in=touched):
        now[row.goal_id].add(row.coreobjective_id)
    asked = {goal: {numbers[one] for one in wanted[goal]} for goal in touched}
    bound.objects.bulk_create(
        bound(goal_id=goal, coreobjective_id=one)
        for goal, objectives in asked.items()
        for one in objectives - now[goal]
    )
    for goal, objectives in asked.items():
        if gone := now[goal] - objectives:
            bound.objects.filter(goal=goal, coreobjective__in=gone).delete()


def _whole(code: str) -> str:
    """The objective that this is a part of: 10 of 10A; "" for a whole one."""
    found = NUMBER.match(code)
    return found[1] if found and found[2] else ""
