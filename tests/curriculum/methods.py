"""Methods for the tests, and what their pages are about for the walk along all addresses."""

from __future__ import annotations

from tests.cast import Cast
from tests.curriculum.goals import make_subject

from stapsteen.curriculum.actions.methods import MethodSheet, remove_method, save_method, say_place
from stapsteen.curriculum.lesson_lines import LessonLine
from stapsteen.curriculum.models import Method

PAGES = ("method", "edit", "remove", "place")


def sheet(everybody: Cast, *titles: str, **more: object) -> MethodSheet:
    """A method of arithmetic for group 5, as somebody writes it down."""
    given: dict[str, object] = {
        "subject": make_subject(everybody.school),
        "year_group": "5",
        "name": "Rekenrijk",
        "lessons_a_week": 5,
        "lessons": [*map(LessonLine, titles)],
        **more,
    }
    return MethodSheet(**given)  # type: ignore[arg-type]


def kept(everybody: Cast, *titles: str, **more: object) -> Method:
    """The same, kept."""
    return save_method(everybody.principal, sheet(everybody, *titles, **more))[0]


def of_methods(everybody: Cast) -> dict[str, list[object]]:
    """A method in which a group has a place, and one that was removed."""
    method = kept(everybody, "Tellen", "Meten")
    place = say_place(everybody.teacher, method, everybody.group, 1)
    gone = kept(everybody, "Tellen", year_group="6")
    remove_method(everybody.principal, gone)
    assert place is not None
    return {f"methods:{page}": [method.pk] for page in PAGES} | {
        "methods:bring_back": [gone.pk],
        "methods:undo_place": [place.pk],
    }
