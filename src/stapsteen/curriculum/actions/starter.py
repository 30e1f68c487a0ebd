"""Bringing the goals that ship with the product into a school."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.curriculum.access import may_change_curriculum
from stapsteen.curriculum.coming.subjects import usual
from stapsteen.curriculum.models import CoreObjective, Framework, Goal, Prerequisite, Progression
from stapsteen.curriculum.starter_set import (
    StarterGoal,
    StarterLine,
    starter_goals,
)
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import School, Subject

KEY = "starter"
Lines = dict[StarterLine, Progression]


@transaction.atomic
def bring_in_starter(by: Viewer | None, school: School) -> int:
    """Give a school the starter set, with lines, subjects and core objectives; how many goals came.

    Doing it again changes nothing: a goal that the school has, changed or retired, stays as it is.
    Only what a newer version of the product brings is added.
    """
    if by is not None and (by.school != school or not may_change_curriculum(by)):
        raise Refused(
            _("Alleen wie de hele school overziet haalt doelen binnen."),
            _("Vraag de schoolleider, de intern begeleider of de beheerder."),
        )
    framework, _new = Framework.objects.get_or_create(
        school=school,
        key=KEY,
        defaults={"name": "Beginset van Stapsteen", "source": Framework.Source.STARTER},
    )
    known = set(framework.goals.values_list("key", flat=True))
    coming = [goal for goal in starter_goals() if goal.key not in known]
    if coming:
        _write(framework, coming)
        record(by, school, "bring_in_starter", len(coming))
    return len(coming)


def _write(framework: Framework, coming: list[StarterGoal]) -> None:
    lines = _lines(framework.school)
    places = dict(zip((goal.key for goal in starter_goals()), count(), strict=False))
    Goal.objects.bulk_create(
        Goal(
            school=framework.school,
            framework=framework,
            subject=lines[goal.line].subject,
            progression=lines[goal.line],
            key=goal.key,
            step=goal.step,
            pictogram=goal.pictogram,
            position=places[goal.key],
            **dict(goal.texts),
        )
        for goal in coming
    )
    numbers = dict(framework.goals.values_list("key", "pk"))
    Prerequisite.objects.bulk_create(
        Prerequisite(goal_id=numbers[goal.key], needed_id=numbers[needed])
        for goal in coming
        for needed in goal.needs
    )
    _write_objectives(framework.school, coming, numbers)


def _lines(school: School) -> Lines:
    """The learning lines and their subjects; those that the school has are kept."""
    wanted = list(dict.fromkeys(goal.line for goal in starter_goals()))
    subjects = _subjects(school, {line.subject for line in wanted})
    found = {
        (one.subject_id, one.key): one
        for one in Progression.objects.filter(school=school).select_related("subject")
    }
    lines: Lines = {}
    for position, line in enumerate(wanted):
        subject = subjects[line.subject]
        lines[line] = found.get((subject.pk, line.key)) or Progression.objects.create(
            school=school,
            subject=subject,
            key=line.key,
            name=line.name,
            name_en=line.name_en,
            position=position,
        )
    return lines


def _subjects(school: School, keys: Iterable[str]) -> dict[str, Subject]:
    """The subjects with these keys, made where the school has none."""
    found = {subject.key: subject for subject in school.subjects.all()}
    for row in usual(school):
        if row.key in keys and row.key not in found:
            row.save()
            found[row.key] = row
    return found


def _write_objectives(school: School, coming: list[StarterGoal], numbers: dict[str, int]) -> None:
    """Bind the goals to the core objectives they serve."""
    wanted = {one for goal in coming for one in goal.objectives}
    whole = {(edition, _number_in(code)) for edition, code in wanted}
    _make_objectives(school, whole, {})
    known = _objectives(school)
    _make_objectives(school, wanted, known)
    known = _objectives(school)
    bound = Goal.objectives.through
    bound.objects.bulk_create(
        bound(goal_id=numbers[goal.key], coreobjective_id=known[one])
        for goal in coming
        for one in goal.objectives
    )


def _objectives(school: School) -> dict[tuple[str, str], int]:
    rows = CoreObjective.objects.filter(school=school).values_list("edition", "code", "pk")
    return {(edition, code): number for edition, code, number in rows}


def _make_objectives(
    school: School, wanted: set[tuple[str, str]], wholes: dict[tuple[str, str], int]
) -> None:
    """Make the objectives that are not there yet: 10A is a part of 10.

    What they are about is not written down: until a file brings it, our words are shown.
    """
    CoreObjective.objects.bulk_create(
        (
            CoreObjective(
                school=school,
                edition=edition,
                code=code,
                parent_id=wholes[edition, _number_in(code)] if code != _number_in(code) else None,
                position=100 * int(_number_in(code)) + ord(code[-1]) % 32 * code[-1].isalpha(),
            )
            for edition, code in sorted(wanted - set(_objectives(school)))
        ),
    )


def _number_in(code: str) -> str:
    """The number of the whole objective: 10 of 10A."""
    return code.rstrip("ABCDEFGHIJ")
