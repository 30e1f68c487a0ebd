"""Units: base groups with a team, blocks with several adults at once, small groups by need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from stapsteen.planner.organisation.across_classes import clusters, level_blocks
from stapsteen.planner.organisation.columns import base_groups
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.lessons import class_lessons
from stapsteen.planner.organisation.levels import need_of
from stapsteen.planner.organisation.plan import Lesson
from stapsteen.planner.organisation.reading import Placement
from stapsteen.planner.organisation.school_week import Pupil, SchoolWeek
from stapsteen.planner.organisation.themes import left_of_themes, theme_blocks
from stapsteen.planner.organisation.together import starts_and_ends

SMALL_GROUP = 14  # pupils in one instruction


def units(week: SchoolWeek) -> Draft:
    """Day starts and ends in the base group; core subjects and themes in blocks of the unit."""
    columns = base_groups(week)
    blocks = list(starts_and_ends(week, columns.groups, always=True))
    for name, unit in clusters(columns.groups).items():
        themes = theme_blocks(week, name, unit, afternoons=False, band="green")
        blocks += themes
        for column in unit:
            blocks += left_of_themes(week, column, themes)
        for subject in (one for one in week.subjects if not one.theme):
            if subject.core:
                blocks += _unit_blocks(level_blocks(week, name, unit, subject))
            else:
                for column in unit:
                    blocks += class_lessons(week, column, subject)
    return Draft(week, "units", columns.groups, tuple(blocks), columns.sources)


def _unit_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    return (replace(block, kind="unit", band="green") for block in blocks)


@dataclass
class SmallGroups:
    """Deals out turns of instruction in unit blocks: who has had the fewest goes first."""

    week: SchoolWeek
    turns: dict[tuple[str, str], int] = field(default_factory=dict)

    def details(self, placement: Placement, block: Block, start: int) -> Iterator[Lesson]:
        """The lessons of one unit block: in each slot small groups, the others on their own."""
        served: set[str] = set()
        for slot in range(start, start + block.length):
            yield from self._slot(placement, block, slot, served)

    def _slot(
        self, placement: Placement, block: Block, slot: int, served: set[str]
    ) -> Iterator[Lesson]:
        draft = placement.draft
        pupils = [
            self.week.pupil_by_id[pupil]
            for column in block.columns
            for pupil in draft.column_by_id[column].pupils
        ]
        leaders, watchers = self._team(placement, block, slot)
        rooms = [draft.column_by_id[column].room for column in block.columns]
        taught: set[str] = set()
        for place, leader in enumerate(leaders):
            group = self._next_group(block.subject, pupils, served | taught)
            if not group:
                break
            taught |= {pupil.id for pupil in group}
            step = need_of(group[0], block.subject)
            room = rooms[place % len(rooms)]
            yield _small_group(block, slot, leader, room, group, step)
        served |= taught
        rest = tuple(pupil.id for pupil in pupils if pupil.id not in taught)
        if rest:
            room = rooms[0] if set(leaders) & set(watchers) else None
            yield _on_their_own(block, slot, watchers, rest, room)

    def _team(
        self, placement: Placement, block: Block, slot: int
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who instructs and who watches over the others at a slot, never only who may not be alone."""
        week = self.week
        teachers = placement.teachers(block.columns, slot)
        assistants = tuple(
            sorted(
                staff
                for column in block.columns
                for staff in placement.draft.assistants(column)
                if week.staff_by_id[staff].works_during(week.lesson_slots[slot])
            )
        )
        if len(teachers) < 2:  # one teacher instructs at a table while the others work around it
            return teachers, (*teachers, *assistants)
        watcher = slot % len(teachers)
        leaders = teachers[:watcher] + teachers[watcher + 1 :]
        return leaders, (teachers[watcher], *assistants)

    def _next_group(self, subject: str, pupils: list[Pupil], busy: set[str]) -> list[Pupil]:
        """The pupils at one step who have had the fewest turns together."""
        by_step: dict[int, list[Pupil]] = {}
        for pupil in pupils:
            if pupil.id not in busy:
                by_step.setdefault(need_of(pupil, subject), []).append(pupil)
        if not by_step:
            return []
        waiting = {
            step: sorted(group, key=lambda one: (self._had(one, subject), one.id))[:SMALL_GROUP]
            for step, group in by_step.items()
        }
        step = min(
            waiting,
            key=lambda one: (self._mean(waiting[one], subject), -len(waiting[one]), one),
        )
        for pupil in waiting[step]:
            self.turns[pupil.id, subject] = self._had(pupil, subject) + 1
        return waiting[step]

    def _had(self, pupil: Pupil, subject: str) -> int:
        return self.turns.get((pupil.id, subject), 0)

    def _mean(self, group: list[Pupil], subject: str) -> float:
        return sum(self._had(pupil, subject) for pupil in group) / len(group)


def _small_group(
    block: Block, slot: int, leader: str, room: str | None, group: list[Pupil], step: int
) -> Lesson:
    return Lesson(
        slot=slot,
        length=1,
        kind="unit",
        subject=block.subject,
        groups=block.columns,
        band="green",
        staff=(leader,),
        room=room,
        pupils=tuple(pupil.id for pupil in group),
        steps=(step,),
        block=block.id,
    )


def _on_their_own(
    block: Block, slot: int, watchers: tuple[str, ...], pupils: tuple[str, ...], room: str | None
) -> Lesson:
    return Lesson(
        slot=slot,
        length=1,
        kind="independent",
        subject=block.subject,
        groups=block.columns,
        band="green",
        staff=watchers,
        room=room,
        pupils=pupils,
        chosen=True,
        block=block.id,
    )
