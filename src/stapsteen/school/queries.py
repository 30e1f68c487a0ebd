"""Reads about the school that are not about who may see what."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import on
from stapsteen.school.models import (
    Guidance,
    School,
    SchoolYear,
    StaffTerms,
    SubjectMinutes,
)


def only_school(code: str = "") -> School:
    """The only school, or the school with this code.

    Raises ``Refused`` when there is none, or when there are several and no code was given.
    """
    schools = list(School.objects.filter(code=code) if code else School.objects.all()[:2])
    if len(schools) > 1:
        raise Refused(_("Er zijn meer scholen."), _("Noem de code van de school waar het om gaat."))
    if not schools:
        raise Refused(
            _("Er is nog geen school."),
            _("Lees eerst de export van je school in: stapsteen import BESTAND."),
        )
    return schools[0]


def only_open_year(code: str = "") -> SchoolYear:
    """The open school year of the only school, or of the school with this code.

    Raises ``Refused`` when there is none, or when there are several schools and no code was given.
    """
    schools = School.objects.filter(code=code) if code else School.objects.all()
    if schools.count() > 1:
        raise Refused(_("Er zijn meer scholen."), _("Noem de code van de school waar het om gaat."))
    year = SchoolYear.objects.filter(school__in=schools, state=SchoolYear.State.OPEN).first()
    if year is None:
        raise Refused(
            _("Er is nog geen school met een lopend schooljaar."),
            _("Lees eerst de export van je school in: stapsteen import BESTAND."),
        )
    return year


def terms_now() -> QuerySet[StaffTerms]:
    """The terms of staff that have no end yet, with their days."""
    return StaffTerms.objects.filter(ends__isnull=True).prefetch_related("days")


def teaching_now(year: SchoolYear) -> QuerySet[Guidance]:
    """Who teaches which group of a school year today."""
    return Guidance.objects.filter(on(), group__year=year, kind=Guidance.Kind.TEACHES)


def minutes_of(year: SchoolYear) -> QuerySet[SubjectMinutes]:
    """The minutes a week of each subject in each year group."""
    return SubjectMinutes.objects.filter(year=year)
