"""Theme blocks: several subjects taken up together, for several columns at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stapsteen.planner.organisation.calendar import is_morning, segments, slot_minutes
from stapsteen.planner.organisation.draft import Block
from stapsteen.planner.organisation.lessons import class_lessons, weekly_minutes
from stapsteen.planner.organisation.plan import Band, PlannedGroup
from stapsteen.planner.organisation.school_week import SchoolWeek

THEME = "theme"


def theme_minutes(week: SchoolWeek, column: PlannedGroup) -> int:
    """The minutes of all subjects of a column that a theme takes up."""
    return sum(weekly_minutes(subject, column) for subject in week.subjects if subject.theme)


def theme_blocks(
    week: SchoolWeek,
    name: str,
    columns: Sequence[PlannedGroup],
    *,
    afternoons: bool,
    band: Band,
) -> list[Block]:
    """Blocks as long as an afternoon, at the same time for all columns.

    As many as the column with the least theme minutes can fill; at most one on a day.
    """
    length = max(1, _afternoon_length(week))
    shared = min((theme_minutes(week, column) for column in columns), default=0)
    amount = min(len(week.weekdays), shared // (length * slot_minutes(week)))
    starts = (
        frozenset(i for i in range(len(week.lesson_slots)) if not is_morning(week, i))
        if afternoons
        else None
    )
    return [
        Block(
            id=f"{THEME}/{name}-{number + 1}",
            name=f"Thema {name}",
            kind="theme",
            subject=THEME,
            columns=tuple(column.id for column in columns),
            length=length,
            band=band,
            starts=starts,
            spread=f"{THEME}/{name}",
            after=f"{THEME}/{name}-{number}" if number else None,
            chosen=True,
        )
        for number in range(amount)
    ]


def _afternoon_length(week: SchoolWeek) -> int:
    afternoons = [len(part) for part in segments(week) if not is_morning(week, part.start)]
    return min(afternoons, default=2)


def left_of_themes(
    week: SchoolWeek, column: PlannedGroup, blocks: Sequence[Block]
) -> Iterator[Block]:
    """What the theme blocks leave of the theme subjects, as lessons of the class itself.

    The blocks take the minutes of the subjects one after the other, in the school's order.
    """
    taken = sum(block.length for block in blocks if column.id in block.columns)
    minutes = taken * slot_minutes(week)
    for subject in (one for one in week.subjects if one.theme):
        asked = weekly_minutes(subject, column)
        used = min(asked, minutes)
        minutes -= used
        if asked - used >= slot_minutes(week):
            share = (asked - used) / asked
            lessons = list(class_lessons(week, column, subject))
            yield from lessons[: max(1, round(len(lessons) * share))]
