"""What stands in the cells of a timetable."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stapsteen.planner.organisation.plan import Lesson
from stapsteen.week.planning.shown import Shown


def kind_name(kind: str) -> str:
    """What a kind of time is called; empty for lessons, which are called by their subject."""
    return {
        "start": _("Samen beginnen"),
        "end": _("Samen afronden"),
        "theme": _("Thema"),
        "independent": _("Eigen werk"),
    }.get(kind, "")


def label_of(shown: Shown, lesson: Lesson) -> str:
    """The name of a lesson: the subject, or what kind of time it is."""
    return kind_name(lesson.kind) or shown.subject_name(lesson.subject) or _("Les")


def label_of_many(shown: Shown, lessons: Sequence[Lesson]) -> str:
    """The name of what a group does when it is spread over several lessons."""
    if any(lesson.kind == "workshop" for lesson in lessons):
        return _("Workshops")
    return label_of(shown, next((one for one in lessons if one.subject), lessons[0]))


def note_of_many(lessons: Sequence[Lesson]) -> str:
    """How a group is spread."""
    taught = [lesson for lesson in lessons if lesson.kind != "independent"]
    kinds = {lesson.kind for lesson in taught}
    if "workshop" in kinds:
        return ngettext("%(n)s workshop", "%(n)s workshops", len(taught)) % {"n": len(taught)}
    if "level" in kinds:
        return ngettext("%(n)s niveaugroep", "%(n)s niveaugroepen", len(taught)) % {
            "n": len(taught)
        }
    return ngettext("%(n)s groepje", "%(n)s groepjes", len(taught)) % {"n": len(taught)}


def part_of(shown: Shown, lesson: Lesson) -> str:
    """One lesson out of several, on one line: what, by whom, where, for how many."""
    pupils = len(shown.plan.pupils_in(lesson))
    what = label_of(shown, lesson)
    if lesson.steps:
        steps = "-".join(map(str, dict.fromkeys((lesson.steps[0], lesson.steps[-1]))))
        what = _("%(subject)s, stap %(steps)s") % {"subject": what, "steps": steps}
    many = ngettext("%(n)s leerling", "%(n)s leerlingen", pupils) % {"n": pupils}
    return " · ".join(
        part for part in (what, who(shown, lesson), where(shown, lesson), many) if part
    )


def who(shown: Shown, lesson: Lesson) -> str:
    """The names of the adults."""
    return ", ".join(map(shown.staff_name, lesson.staff))


def where(shown: Shown, lesson: Lesson) -> str:
    """The name of the room."""
    return shown.room_names.get(lesson.room or "", "")
