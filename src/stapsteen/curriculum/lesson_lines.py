"""The lessons of a method as a person types or pastes them, or as a spreadsheet gives them.

One lesson a line: its title, and after a semicolon or a tab the codes or keys of the goals it works on,
with commas between them. A file may have commas between its columns when its first line names them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused

MOST_LESSONS = 500
LONGEST_TITLE = 200
HEADS = {"titel", "title", "les", "lesson"}


@dataclass(frozen=True)
class LessonLine:
    """A lesson: its title, and the codes or keys of the goals it works on."""

    title: str
    codes: tuple[str, ...] = ()


def lessons_in(text: str) -> list[LessonLine]:
    """The lessons, in their order. Raises ``Refused`` for none, too many, or a title too long."""
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if any(row)]
    if rows and rows[0][0].strip().casefold() in HEADS:
        rows = rows[1:]
    lessons = [_lesson(row) for row in rows]
    lessons = [one for one in lessons if one.title]
    if not lessons:
        raise Refused(
            _("Er staan nog geen lessen."), _("Typ of plak de titels, een op elke regel.")
        )
    if len(lessons) > MOST_LESSONS:
        raise Refused(
            _("Dit zijn te veel lessen: %(n)s.") % {"n": len(lessons)},
            _("Een methode is voor een vak in een leerjaar. Maak er zo nodig twee."),
        )
    return lessons


def text_of(lessons: Iterable[LessonLine]) -> str:
    """The lines as a person can change them."""
    return "\n".join(
        f"{one.title}; {', '.join(one.codes)}" if one.codes else one.title for one in lessons
    )


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    if ";" in text:
        return ";"
    if "\t" in text:
        return "\t"
    named = head.partition(",")[0].strip(' "').casefold() in HEADS
    return "," if named else ";"  # a title may hold a comma


def _lesson(row: list[str]) -> LessonLine:
    title = " ".join(row[0].split())
    if len(title) > LONGEST_TITLE:
        raise Refused(
            _("Een titel is te lang: %(title)s…") % {"title": title[:60]},
            _("Houd elke titel bij 200 tekens."),
        )
    codes = [code for cell in row[1:] for code in re.split(r"[,|\s]+", cell) if code]
    return LessonLine(title, tuple(dict.fromkeys(codes)))
