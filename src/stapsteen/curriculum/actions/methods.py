"""Methods: their lessons with the goals they work on, and how far each group is.

A changed method is a new one in the place of the old, which is kept: so that bringing it back is
exact. Titles only; the lessons themselves are the publisher's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.access import may_change_curriculum, may_say_where
from stapsteen.curriculum.lesson_lines import LessonLine
from stapsteen.curriculum.models import Goal, Method, MethodLesson, MethodPlace
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Group, School, Subject

MOST_A_WEEK = 25


@dataclass(frozen=True)
class MethodSheet:
    """A method as somebody wrote it down. ``lessons_a_week`` is its pace."""

    subject: Subject
    year_group: str
    name: str
    lessons_a_week: int
    lessons: Sequence[LessonLine]


@transaction.atomic
def save_method(
    by: Viewer, sheet: MethodSheet, instead_of: Method | None = None
) -> tuple[Method, list[str]]:
    """Keep a method, in the place of another or new; with the codes that are no goal of the school.

    Groups keep their place. Raises ``Refused`` when there is one for this subject and year group.
    """
    school = sheet.subject.school
    _refuse_others(by, school)
    _refuse_bad(sheet)
    _hold(sheet.subject)
    if instead_of is not None:
        _remove(instead_of)
    if _standing(school, sheet.subject, sheet.year_group) is not None:
        raise Refused(
            _("Voor %(subject)s in groep %(group)s is er al een methode.")
            % {"subject": sheet.subject, "group": sheet.year_group},
            _("Wijzig die, of haal hem eerst weg."),
        )
    method = Method.objects.create(
        school=school,
        subject=sheet.subject,
        year_group=sheet.year_group,
        name=sheet.name.strip(),
        lessons_a_week=sheet.lessons_a_week,
    )
    unknown = _write_lessons(method, sheet.lessons)
    if instead_of is not None:
        _keep_places(instead_of, method)
    record(by, school, "save_method", method.pk)
    return method, unknown


@transaction.atomic
def remove_method(by: Viewer, method: Method) -> None:
    """Use a method no longer. It is kept, so that it can come back."""
    _refuse_others(by, method.school)
    _remove(method)
    record(by, method.school, "remove_method", method.pk)


@transaction.atomic
def bring_back_method(by: Viewer, method: Method) -> None:
    """Use a removed method again, in the place of the one that came instead."""
    _refuse_others(by, method.school)
    _hold(method.subject)
    now = _standing(method.school, method.subject, method.year_group)
    if now is not None and now.pk != method.pk:
        _remove(now)
    Method.objects.filter(pk=method.pk).update(removed_at=None)
    record(by, method.school, "bring_back_method", method.pk)


@transaction.atomic
def say_place(by: Viewer, method: Method, group: Group, position: int) -> MethodPlace | None:
    """Say that a group had the lessons up to this one, 0 for none; None when that was known."""
    if not may_say_where(by, group) or method.school != by.school:
        raise Refused(
            _("Alleen wie lesgeeft zegt hoe ver een groep is."), _("Vraag de leerkracht.")
        )
    if not 0 <= position <= method.lessons.count():
        raise Refused(_("Deze les is er niet."), _("Kies een les van de methode."))
    if place_of(method, group) == position:
        return None
    place = MethodPlace.objects.create(method=method, group=group, position=position, by_id=by.pk)
    record(by, method.school, "say_place", f"{method.pk} {group.pk}")
    return place


@transaction.atomic
def take_back_place(by: Viewer, place: MethodPlace) -> None:
    """Take the newest place of a group back: the one before holds again."""
    newest = MethodPlace.objects.filter(method=place.method, group=place.group).first()
    if not may_say_where(by, place.group) or newest is None or newest.pk != place.pk:
        raise Refused(_("Daarna is de plek nog eens gezet."), _("Kies zelf de juiste les."))
    place.delete()
    record(by, place.method.school, "take_back_place", f"{place.method_id} {place.group_id}")


def place_of(method: Method, group: Group) -> int:
    """How far a group is: the position of the last lesson given, 0 when it has not begun."""
    newest = MethodPlace.objects.filter(method=method, group=group).first()
    return newest.position if newest else 0


def _standing(school: School, subject: Subject, year_group: str) -> Method | None:
    return Method.objects.filter(
        school=school, subject=subject, year_group=year_group, removed_at__isnull=True
    ).first()


def _hold(subject: Subject) -> None:
    """Let nobody else make a method for this subject until the transaction ends: who comes second sees the first."""
    Subject.objects.select_for_update().get(pk=subject.pk)


def _remove(method: Method) -> None:
    Method.objects.filter(pk=method.pk, removed_at__isnull=True).update(removed_at=timezone.now())


def _write_lessons(method: Method, lines: Sequence[LessonLine]) -> list[str]:
    """Make the lessons and bind them to goals by code or key; the codes that nothing has."""
    lessons = MethodLesson.objects.bulk_create(
        MethodLesson(method=method, position=position, title=line.title)
        for position, line in enumerate(lines, start=1)
    )
    codes = list(dict.fromkeys(code for line in lines for code in line.codes))
    goals = _goals_by_code(method.school, codes)
    bound = MethodLesson.goals.through
    bound.objects.bulk_create(
        bound(methodlesson_id=lesson.pk, goal_id=goal)
        for lesson, line in zip(lessons, lines, strict=True)
        for goal in dict.fromkeys(goal for code in line.codes for goal in goals.get(code, ()))
    )
    return [code for code in codes if code not in goals]


def _goals_by_code(school: School, codes: Sequence[str]) -> dict[str, list[int]]:
    """The goals in use by key and by code; publishers give a code to more than one goal."""
    found: dict[str, list[int]] = defaultdict(list)
    in_use = Goal.objects.filter(school=school, retired_on__isnull=True)
    for name in ("key", "code"):
        for value, number in in_use.filter(**{f"{name}__in": codes}).values_list(name, "pk"):
            found[value].append(number)
    return dict(found)


def _keep_places(old: Method, new: Method) -> None:
    """Each group stands where it stood, or at the end of what has become shorter."""
    last = new.lessons.count()
    newest = {one.group_id: one for one in reversed(list(old.places.all()))}
    MethodPlace.objects.bulk_create(
        MethodPlace(method=new, group_id=group, position=min(one.position, last), by_id=one.by_id)
        for group, one in newest.items()
    )


def _refuse_bad(sheet: MethodSheet) -> None:
    if not sheet.name.strip() or not sheet.lessons:
        raise Refused(_("De methode heeft nog geen naam of lessen."), _("Vul allebei in."))
    if not 1 <= sheet.lessons_a_week <= MOST_A_WEEK:
        raise Refused(_("Dit tempo kan niet."), _("Kies 1 tot 25 lessen in de week."))


def _refuse_others(by: Viewer, school: School) -> None:
    if by.school != school or not may_change_curriculum(by):
        raise Refused(
            _("Alleen wie de hele school overziet verandert methodes."),
            _("Vraag de schoolleider, de intern begeleider of de beheerder."),
        )
