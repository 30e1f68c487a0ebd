"""A goal as somebody writes it down: the words, and where it stands among the others."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import CharField
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import CoreObjective, Goal, Progression
from stapsteen.curriculum.models.wording import in_readers_language
from stapsteen.curriculum.starter_set import FOLDER
from stapsteen.kit.refused import Refused
from stapsteen.school.models import Subject

LAST_STEP = 16
LONGEST = {
    one.name: one.max_length
    for one in Goal._meta.get_fields()  # noqa: SLF001
    if isinstance(one, CharField)
}
"""How many signs the texts of a goal may have; a description has no end."""


@dataclass(frozen=True)
class Wording:
    """The words of a goal for the team and for the pupil, and its pictogram."""

    title: str
    pupil_title: str
    title_en: str = ""
    pupil_title_en: str = ""
    description: str = ""
    quick_check: str = ""
    quick_check_en: str = ""
    pictogram: str = ""

    def as_fields(self) -> dict[str, str]:
        """The fields of a ``Goal``, without blanks around them."""
        return {one.name: getattr(self, one.name).strip() for one in fields(self)}


@dataclass(frozen=True)
class Place:
    """Where a goal stands: its subject, line and step, what it needs and what it serves."""

    subject: Subject
    step: int
    progression: Progression | None = None
    needs: tuple[Goal, ...] = ()
    objectives: tuple[CoreObjective, ...] = ()


def wording_of(goal: Goal) -> Wording:
    """The words a goal has now."""
    return Wording(**{one.name: getattr(goal, one.name) for one in fields(Wording)})


def place_of(goal: Goal) -> Place:
    """Where a goal stands now. Two queries."""
    needs = (one.needed for one in goal.needs.select_related("needed"))
    return Place(
        goal.subject, goal.step, goal.progression, tuple(needs), tuple(goal.objectives.all())
    )


def refuse_bad_wording(wording: Wording) -> None:
    """Raise ``Refused`` for words that are missing or too long."""
    for name, text in wording.as_fields().items():
        longest = LONGEST.get(name)
        if name in ("title", "pupil_title") and not text:
            raise Refused(
                _("Een doel heeft woorden voor het team en voor de leerling."),
                _("Vul allebei in."),
            )
        if longest and len(text) > longest:
            raise Refused(
                _("Deze tekst is te lang: “%(text)s...”.") % {"text": text[:40]},
                _("Houd het bij %(n)s tekens.") % {"n": longest},
            )
    if wording.pictogram and wording.pictogram not in dict(pictograms()):
        raise Refused(_("Dit plaatje is er niet."), _("Kies een plaatje uit de lijst."))


def refuse_bad_place(place: Place, goal: Goal | None = None) -> None:
    """Raise ``Refused`` for a place that contradicts itself or is of another school."""
    school = place.subject.school_id
    if not 1 <= place.step <= LAST_STEP:
        raise Refused(_("Deze stap bestaat niet."), _("Kies een stap van 1 tot 16."))
    if place.progression and place.progression.subject_id != place.subject.pk:
        raise Refused(_("Deze leerlijn hoort bij een ander vak."), _("Kies een andere leerlijn."))
    of_schools = {one.school_id for one in place.needs}
    of_schools |= {one.school_id for one in place.objectives}
    if of_schools - {school} or (goal and goal.school_id != school):
        raise Refused(_("Dit doel is niet van deze school."), _("Kies een ander doel."))
    known = {one.needed for one in goal.needs.select_related("needed")} if goal else set()
    if any(one.retired_on for one in set(place.needs) - known):
        raise Refused(_("Dit doel is uit gebruik."), _("Kies een ander doel."))


@functools.cache
def _pictograms() -> dict[str, dict[str, str]]:
    return dict(tomllib.loads((FOLDER / "pictograms.toml").read_text(encoding="utf-8")))


def pictograms() -> Iterator[tuple[str, Any]]:
    """The pictograms with what each shows, in the language of the reader."""
    for key, named in _pictograms().items():
        yield key, in_readers_language(named["nl"], named["en"])
