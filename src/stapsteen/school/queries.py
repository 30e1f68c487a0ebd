"""Reads about the school that are not about who may see what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.models import School, SchoolYear


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
