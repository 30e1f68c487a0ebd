"""Rows that are made in several places in the same way, not yet in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from stapsteen.planner.organisation.tables import usual_subjects
from stapsteen.school.models import LessonSlot, School, SchoolYear, Subject


class SlotLike(Protocol):
    """Anything with the five sides of a piece of a school day."""

    @property
    def weekday(self) -> int: ...  # noqa: D102
    @property
    def starts(self) -> Any: ...  # noqa: D102
    @property
    def ends(self) -> Any: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def supervisors(self) -> int: ...  # noqa: D102


def slot_rows(year: SchoolYear, slots: Iterable[SlotLike]) -> Iterator[LessonSlot]:
    """The lesson slots of a year."""
    for slot in slots:
        yield LessonSlot(
            year=year,
            weekday=slot.weekday,
            starts=slot.starts,
            ends=slot.ends,
            kind=slot.kind,
            supervisors=slot.supervisors,
        )


def subject_rows(school: School) -> Iterator[Subject]:
    """The usual subjects, in their order."""
    for position, subject in enumerate(usual_subjects()):
        yield Subject(
            school=school,
            key=subject.id,
            name=subject.name,
            name_en=subject.name_en,
            core=subject.core,
            across_classes=subject.across_classes,
            theme=subject.theme,
            room_kind=subject.room or "",
            lesson_minutes=subject.lesson_minutes,
            lessons_a_week=subject.lessons,
            position=position,
        )
