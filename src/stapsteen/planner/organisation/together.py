"""Starting and ending the day together, in the own group with the own teacher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stapsteen.planner.organisation.calendar import day_slots, own_group_slots
from stapsteen.planner.organisation.draft import Block
from stapsteen.planner.organisation.plan import Band, LessonKind, PlannedGroup
from stapsteen.planner.organisation.school_week import SchoolWeek

WORDS: dict[LessonKind, str] = {"start": "Samen beginnen", "end": "Samen afronden"}


def moments_together(week: SchoolWeek, *, always: bool) -> dict[int, LessonKind]:
    """The slots at which groups are together: those the school keeps for it.

    With ``always`` the first and the last slot of a day count where the school keeps none.
    """
    own = own_group_slots(week)
    found: dict[int, LessonKind] = {}
    for slots in day_slots(week).values():
        if always or slots[0] in own:
            found[slots[0]] = "start"
        if always or slots[-1] in own:
            found[slots[-1]] = "end"
    return found


def starts_and_ends(
    week: SchoolWeek,
    columns: Iterable[PlannedGroup],
    *,
    always: bool = False,
    band: Band = "red",
) -> Iterator[Block]:
    """The first and the last slot of every day, in the own group."""
    moments = moments_together(week, always=always)
    for column in columns:
        for slot, kind in moments.items():
            yield Block(
                id=f"{column.id}:{kind}-{slot}",
                name=f"{WORDS[kind]} {column.name}",
                kind=kind,
                subject="",
                columns=(column.id,),
                length=1,
                band=band,
                starts=frozenset({slot}),
            )
