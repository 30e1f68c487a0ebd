"""From the solution of an instance back to lessons with everybody in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from stapsteen.planner.organisation.calendar import half_days, segments
from stapsteen.planner.organisation.compiling import duty_id
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.levels import usual_step
from stapsteen.planner.organisation.plan import Lesson, LessonKind
from stapsteen.planner.timetable.solution import Meet, Solution

Detail = Callable[["Placement", Block, int], Iterator[Lesson]]


@dataclass
class Placement:
    """Where the solver put the blocks of a draft, and who has which column when."""

    draft: Draft
    starts: dict[str, int] = field(default_factory=dict)
    given: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    duties: dict[tuple[str, int], str] = field(default_factory=dict)

    def teacher(self, column: str, slot: int) -> tuple[str, ...]:
        """Who has a column at a lesson slot; empty when nobody could be found."""
        found = self.duties.get((column, slot))
        return (found,) if found else ()

    def teachers(self, columns: Iterable[str], slot: int) -> tuple[str, ...]:
        """Who have these columns at a lesson slot, each once."""
        found = (staff for column in columns for staff in self.teacher(column, slot))
        return tuple(dict.fromkeys(found))

    def filled(self, block: Block, prefix: str) -> str | None:
        """Which resource of a kind (``staff/`` or ``room/``) a block was given."""
        found = (one for one in self.given.get(block.id, ()) if one and one.startswith(prefix))
        return next((one.removeprefix(prefix) for one in found), None)


def placement_of(draft: Draft, solution: Solution) -> Placement:
    """Look the solution up by block and by column."""
    placement = Placement(draft)
    meets = {meet.event: meet for meet in solution.meets}
    for block in draft.blocks:
        meet = meets[block.id]
        if meet.time is not None:
            placement.starts[block.id] = meet.time
            placement.given[block.id] = meet.resources
    for column in draft.columns:
        for half_day in half_days(draft.week):
            _read_duty(placement, column.id, half_day, meets[duty_id(column.id, half_day)])
    return placement


def _read_duty(placement: Placement, column: str, half_day: range, meet: Meet) -> None:
    (staff,) = meet.resources
    if staff:
        for slot in half_day:
            placement.duties[column, slot] = staff.removeprefix("staff/")


def lessons_of(placement: Placement, details: dict[LessonKind, Detail]) -> tuple[Lesson, ...]:
    """All lessons of a placement in time order; holes become independent work."""
    lessons = [
        lesson
        for block in placement.draft.blocks
        if block.id in placement.starts
        for lesson in details.get(block.kind, whole)(placement, block, placement.starts[block.id])
    ]
    lessons += holes(placement, lessons)
    return tuple(sorted(lessons, key=lambda lesson: (lesson.slot, lesson.groups, lesson.block)))


def whole(placement: Placement, block: Block, start: int) -> Iterator[Lesson]:
    """A block in which everybody of its columns does the same."""
    specialist = placement.filled(block, "staff/")
    columns = [placement.draft.column_by_id[column] for column in block.columns]
    teachers = placement.teachers(block.columns, start)
    yield Lesson(
        slot=start,
        length=block.length,
        kind=block.kind,
        subject=block.subject,
        groups=block.columns,
        band=block.band,
        staff=(specialist,) if specialist else teachers,
        room=placement.filled(block, "room/") or (columns[0].room if len(columns) == 1 else None),
        steps=taught_steps(placement.draft, block),
        chosen=block.chosen,
        block=block.id,
        title=block.title,
    )


def taught_steps(draft: Draft, block: Block) -> tuple[int, ...]:
    """The steps a class is taught: the usual one of each of its year groups."""
    if block.kind != "lesson" or not draft.week.subject_by_id[block.subject].core:
        return ()
    year_groups = draft.column_by_id[block.columns[0]].year_groups
    return tuple(sorted({usual_step(one, draft.week.step) for one in year_groups}))


def levels(placement: Placement, block: Block, start: int) -> Iterator[Lesson]:
    """A block in which level groups form: each with the teacher and in the room of one column."""
    columns = [placement.draft.column_by_id[column] for column in block.columns]
    for group, column in zip(placement.draft.levels[block.spread], columns, strict=False):
        yield Lesson(
            slot=start,
            length=block.length,
            kind="level",
            subject=block.subject,
            groups=block.columns,
            band=block.band,
            staff=placement.teacher(column.id, start),
            room=column.room,
            pupils=group.pupils,
            steps=(group.step,),
            block=block.id,
        )


def holes(placement: Placement, lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    """Independent work where a column has nothing else."""
    taken: dict[str, set[int]] = defaultdict(set)
    for lesson in lessons:
        for group in lesson.groups:
            taken[group].update(range(lesson.slot, lesson.slot + lesson.length))
    own_plan = placement.draft.organisation not in {"year_class", "equal_afternoons"}
    for column in placement.draft.columns:
        for start, length in _runs(placement, taken[column.id]):
            yield Lesson(
                slot=start,
                length=length,
                kind="independent",
                subject="",
                groups=(column.id,),
                band="yellow" if own_plan else "red",
                staff=placement.teacher(column.id, start),
                room=column.room,
                chosen=own_plan or placement.draft.week.policy.week != "teacher",
            )


def _runs(placement: Placement, taken: set[int]) -> Iterator[tuple[int, int]]:
    for part in segments(placement.draft.week):
        start: int | None = None
        for slot in (*part, part.stop):
            free = slot in part and slot not in taken
            if free and start is None:
                start = slot
            if not free and start is not None:
                yield start, slot - start
                start = None
