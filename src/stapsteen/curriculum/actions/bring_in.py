"""Bringing a file of goals into a school, looking at it beforehand, and taking it back.

One transaction and one line in the log. A second time updates: goals are found again by their key,
what is new comes, what has gone is retired, nothing is ever deleted. What the school wrote itself
stays, and it is told where the file says otherwise.

A file may move a goal to another subject, and with it what is believed of who learns it: call those
of ``learning.actions.coming_goals``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.access import may_change_curriculum
from stapsteen.curriculum.coming.goals import Goals, undo_goals, write_goals
from stapsteen.curriculum.coming.links import Links, undo_links, write_links
from stapsteen.curriculum.coming.objectives import bind_objectives, write_objectives
from stapsteen.curriculum.coming.subjects import subjects_for
from stapsteen.curriculum.coming.telling import all_told
from stapsteen.curriculum.identity import identifier_of_framework
from stapsteen.curriculum.models import Framework, GoalImport
from stapsteen.curriculum.outline import Outline
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import School

SOURCES = {
    "slo": Framework.Source.SLO,
    "case": Framework.Source.CASE,
    "starter": Framework.Source.STARTER,
}

NAMES = {"slo": "SLO", "starter": "Beginset van Stapsteen"}  # others are called as their file says


@dataclass(frozen=True)
class Wishes:
    """How a file is brought in.

    ``subjects`` gives for a name in the file the key of a subject of the school. ``retire``: goals
    that are not in the file any more are retired. ``for_some``: also the core objectives that not
    every school has (Frisian, sign language).
    """

    subjects: Mapping[str, str] = field(default_factory=dict)
    retire: bool = True
    for_some: bool = False


@dataclass(frozen=True)
class Brought:
    """What a file brought: the import (None when only looked at), counts, and sentences."""

    number: int | None
    framework: str
    counts: dict[str, dict[str, int]]
    told: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(
            number
            for counts in self.counts.values()
            for kind, number in counts.items()
            if kind in {"new", "changed", "retired", "restored", "gone"}
        )


@transaction.atomic
def bring_in(
    by: Viewer | None,
    school: School,
    outline: Outline,
    file_name: str,
    wishes: Wishes | None = None,
) -> Brought:
    """Bring a file in, as a whole or not at all.

    ``by`` is None for who runs the installation. Raises ``Refused`` for somebody who may not, and
    for a file without goals or core objectives.
    """
    _refuse_others(by, school)
    School.objects.select_for_update(no_key=True).get(
        pk=school.pk
    )  # two imports wait for each other
    wishes = wishes or Wishes()
    objectives = write_objectives(
        school, [one for one in outline.objectives if wishes.for_some or not one.for_some]
    )
    framework = _framework(school, outline)
    if outline.of_objectives or not outline.goals:
        goals, links = Goals(), Links()
    else:
        subjects = subjects_for(school, outline, wishes.subjects)
        goals = write_goals(
            framework, outline, subjects, retire=_retires(framework, outline, wishes)
        )
        links = write_links(framework, outline, goals)
        bind_objectives(school, goals.objectives, goals.chosen.edited("objectives"))
    skipped = sum(one.for_some for one in outline.objectives) if not wishes.for_some else 0
    told = all_told(outline, goals, links, skipped)
    counts = {"goals": goals.counts, "links": links.counts, "objectives": objectives}
    done = GoalImport.objects.create(
        framework=framework,
        file_name=file_name[:200],
        counts=counts,
        told=told,
        entries=goals.entries | links.entries,
        by_id=by.pk if by else None,
    )
    record(by, school, "bring_in_goals", done.pk)
    return Brought(done.pk, framework.name, counts, told)


def look_at(
    by: Viewer | None, school: School, outline: Outline, wishes: Wishes | None = None
) -> Brought:
    """What ``bring_in`` would do; nothing is changed, because it is done and taken back at once."""
    with transaction.atomic():
        found = bring_in(by, school, outline, "", wishes)
        transaction.set_rollback(True)
    return Brought(None, found.framework, found.counts, found.told)


@transaction.atomic
def take_back(by: Viewer | None, done: GoalImport) -> int:
    """Take an import back; how many goals stay as they are because somebody changed them since.

    Goals that it made are retired, for nothing that was learnt may be lost; goals that it changed or
    retired are as they were. Subjects, lines and core objectives stay. Raises ``Refused`` when it was
    taken back before, or when a later file of the same set builds on it.
    """
    held = (
        GoalImport.objects.select_for_update().select_related("framework__school").get(pk=done.pk)
    )
    school = held.framework.school
    _refuse_others(by, school)
    if held.undone_at is not None:
        raise Refused(_("Dit is al teruggedraaid."), _("Er is niets meer te doen."))
    later = GoalImport.objects.filter(
        framework=held.framework, undone_at__isnull=True, pk__gt=held.pk
    )
    if later.exists():
        raise Refused(_("Daarna is er nog een bestand ingelezen."), _("Draai dat eerst terug."))
    undo_links(held.entries)
    left = undo_goals(held.entries)
    GoalImport.objects.filter(pk=held.pk).update(undone_at=timezone.now())
    record(by, school, "take_back_goals", held.pk)
    return left


def _framework(school: School, outline: Outline) -> Framework:
    """The set that the file belongs to, also when the school wrote that file itself once."""
    key = outline.key or outline.format
    known = {one.key: one for one in school.frameworks.all()}
    for one in school.frameworks.all():
        known.setdefault(identifier_of_framework(one), one)
    said: dict[str, Any] = {
        "uri": outline.uri[:300],
        "publisher": outline.publisher[:200],
        "document": dict(outline.document),
    }
    framework = known.get(key) or Framework(
        school=school,
        key=key[:200],
        name=(NAMES.get(outline.format) or outline.name)[:200],
        source=SOURCES[outline.format],
    )
    if framework.pk is None or framework.source != Framework.Source.OWN:
        for name, value in said.items():
            setattr(framework, name, value or getattr(framework, name))
        framework.save()
    return framework


def _retires(framework: Framework, outline: Outline, wishes: Wishes) -> bool:
    """Whether what is not in the file has gone. A set of our own goes on after its file was written."""
    others = framework.source in (Framework.Source.SLO, Framework.Source.CASE)
    return wishes.retire and outline.whole and others


def _refuse_others(by: Viewer | None, school: School) -> None:
    if by is not None and (by.school != school or not may_change_curriculum(by)):
        raise Refused(
            _("Alleen wie de hele school overziet haalt doelen binnen."),
            _("Vraag de schoolleider, de intern begeleider of de beheerder."),
        )
