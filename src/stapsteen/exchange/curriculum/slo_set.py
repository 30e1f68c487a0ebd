"""Several files of SLO together, as a school downloads them: goals with the join that belongs to them.

The join (`doelniveau`) says for which levels a goal is and which core objectives it serves; wordings
for pupils are in `leerlingtekst`. The identity of a goal is its own id, never that of a row of the
join: those are issued anew with every release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from stapsteen.curriculum.outline import Outline, OutlineGoal
from stapsteen.exchange.curriculum import slo
from stapsteen.exchange.curriculum.rows import rows, text, texts

FILES = {
    "doelen": "doel",
    "doelniveaus": "doelniveau",
    "kerndoelen": "kerndoel",
    "leerlingteksten": "leerlingtekst",
    "niveaus": "niveau",
    "kernzinnen": "fo_kernzin",
    "doelzinnen": "fo_doelzin",
    "domeinen": "fo_domein",
    "sets": "fo_set",
}
"""The names of the files, and of the collections in them."""
PRIMARY = "512e4729-03a4-43a2-95ba-758071d1b725"
LEVELS: dict[str, tuple[int, ...]] = {
    "0a3d23df-1758-439b-b219-cd2854cc639b": (1, 2, 3),  # the three phases
    "5edad2fa-2cf0-4701-93d9-97edbe06ac02": (4, 5, 6),
    "fc0fa444-07f6-4744-b7a7-6f9aadeeff42": (7, 8),
    "e222c093-f0c6-4895-9dfb-c08eafb27aef": (1, 2),
    "e0d54104-4bbc-4e6a-9c53-114f0af56027": (3, 4),
    "a719649f-03ca-48cf-b689-252b109de32c": (5, 6),
    "457f3ac7-522b-41f4-b2c7-6f4c2d891faf": (7, 8),
    "82ca4442-246c-44b3-a562-7b101793feb4": (1,),
    "c007e4dd-a3d4-4f33-902d-778e3bbeeddb": (2,),
    "25a2f4f4-cf91-4b16-94bc-6d9e6fad88f4": (3,),
    "5c072b3f-7f58-40ee-9799-27981f0a6b2b": (4,),
    "bc213214-b83d-4673-b9c1-8fdaa63d6d56": (5,),
    "abfb190f-e814-46f5-a9cc-ebd53f04018e": (6,),
    "a4813bb6-cf63-4594-af56-6afb321723d8": (7,),
    "95138558-9f65-4888-8ea3-8acce5eea273": (8,),
}
"""The year groups of the levels of primary school, by the id that SLO gives them."""
Joined = dict[str, tuple[set[str], set[str]]]  # of a goal: its levels, and ids of core objectives


def read(found: Any) -> Outline | None:
    """Goals with what is joined to them; None for anything else."""
    if not isinstance(found, Mapping) or not isinstance(found.get("doel"), list):
        return None
    objectives = slo.old_objectives(slo.in_use(found.get("kerndoel")))
    joined = _joined(found)
    listed = list(rows(found["doel"]))
    outline = slo.outline_of(
        listed, [row for row in slo.in_use(listed) if _is_primary(row, joined)]
    )
    headings = {(one.edition, one.code): one.heading for one in objectives.objectives}
    codes = {
        text(row, "id"): ("2006", str(number))
        for row in rows(found.get("kerndoel"))
        if (number := slo.number_of(row)) is not None
    }
    wording = dict(_wordings(found))
    told = tuple(_joined_goal(goal, joined, codes, wording) for goal in outline.goals)
    return replace(
        outline,
        goals=tuple(replace(goal, subject=_subject(goal, headings)) for goal in told),
        objectives=objectives.objectives,
        notes=(*outline.notes, *(objectives.notes if found.get("kerndoel") else ())),
    )


def _joined(found: Mapping[str, Any]) -> Joined:
    joined: Joined = defaultdict(lambda: (set(), set()))
    for row in slo.in_use(found.get("doelniveau")):
        for goal in texts(row, "doel_id"):
            levels, objectives = joined[goal]
            levels.update(texts(row, "niveau_id"))
            objectives.update(texts(row, "kerndoel_id"))
    return dict(joined)


def _is_primary(row: dict[str, Any], joined: Joined) -> bool:
    """Whether a goal is for primary school: by its code, or by the levels it is joined to."""
    levels, _objectives = joined.get(text(row, "id"), (set(), set()))
    return bool(text(row, "aanbodid")) or bool(levels & {PRIMARY, *LEVELS})


def _joined_goal(
    goal: OutlineGoal,
    joined: Joined,
    codes: Mapping[str, tuple[str, str]],
    wording: Mapping[str, str],
) -> OutlineGoal:
    levels, objectives = joined.get(goal.key, (set(), set()))
    groups = {group for level in levels for group in LEVELS.get(level, ())}
    return replace(
        goal,
        year_groups=tuple(sorted(groups)) or goal.year_groups,
        objectives=tuple(sorted(codes[one] for one in objectives if one in codes)),
        pupil_title=wording.get(goal.key, ""),
    )


def _subject(goal: OutlineGoal, headings: Mapping[tuple[str, str], str]) -> str:
    """What its code says, else the part of the curriculum of the first core objective it serves."""
    return goal.subject or next((headings.get(one, "") for one in goal.objectives), "")


def _wordings(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row in slo.in_use(found.get("leerlingtekst")):
        for goal in texts(row, "doel_id"):
            yield goal, text(row, "title")
