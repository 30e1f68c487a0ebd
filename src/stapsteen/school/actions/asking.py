"""What the actions of a school share: who may, and which assumption a change takes away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, may_run_school
from stapsteen.school.log import record
from stapsteen.school.models import Assumption, SchoolYear


def refuse_others(year: SchoolYear, by: Viewer | None) -> None:
    """Only who runs the school changes how it is set up, and only in a year that is not closed."""
    if by is not None and (by.school != year.school or not may_run_school(by)):
        raise Refused(
            _("Alleen de schoolleider en de beheerder stellen de school in."),
            _("Vraag een van hen om dit te doen."),
        )
    if year.state == SchoolYear.State.CLOSED:
        raise Refused(_("Dit schooljaar is afgesloten."), _("Kies het lopende schooljaar."))


def assumed_no_longer(year: SchoolYear, *topics: str, by: Viewer | None) -> None:
    """Somebody decided about these topics: they no longer rest on usual values."""
    year.assumptions.filter(topic__in=topics).delete()
    record(by, year.school, "set_up", ",".join(topics))


def assume(year: SchoolYear, topic: Assumption.Topic) -> None:
    """Mark a topic as filled with usual values."""
    Assumption.objects.get_or_create(year=year, topic=topic)
