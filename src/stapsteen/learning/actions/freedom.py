"""Agreeing with one pupil on less freedom for now, or on more with a reason; and ending that."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.access import may_record
from stapsteen.profile.models import AgreedFreedom
from stapsteen.profile.policy import PARTS, Part
from stapsteen.profile.queries import policy_in_force
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person

FREEDOMS: tuple[Part, ...] = tuple(part for part in PARTS if part.key in ("goals", "seats", "pace"))
LONGEST = timedelta(weeks=13)  # what nobody looks at for longer is no "for now"


@transaction.atomic
def agree_freedom(
    by: Viewer, person: Person, part: str, value: str, *, review_on: date, reason: str = ""
) -> AgreedFreedom:
    """Let another value of one part of the policy hold for a pupil, until a day to look at it again.

    It takes the place of what was agreed on this part before. After the day it still holds, and who
    guides the pupil is told that it is time. Raises ``Refused`` for who does not guide the pupil, for
    what holds at the school already, for more freedom without a reason, and for a day that has passed
    or is more than a quarter of a year away.
    """
    _refuse_others(by, person)
    asked = next((one for one in FREEDOMS if one.key == part), None)
    values = [one.key for one in asked.values] if asked else []
    if value not in values:
        raise Refused(_("Deze afspraak bestaat niet."), _("Kies een van de mogelijkheden."))
    of_school = getattr(policy_in_force(person.school), part)
    if value == of_school:
        raise Refused(_("Dit geldt al voor iedereen."), _("Kies iets anders dan de school heeft."))
    if values.index(value) > values.index(of_school) and not reason.strip():
        raise Refused(
            _("Meer vrijheid dan de school geeft vraagt een reden."),
            _("Schrijf in een zin waarom."),
        )
    _refuse_day(review_on)
    today = timezone.localdate()
    Person.objects.select_for_update().get(pk=person.pk)
    AgreedFreedom.objects.filter(person=person, part=part, ends__isnull=True).update(
        ends=today - timedelta(days=1)
    )
    agreed = AgreedFreedom.objects.create(
        person=person, part=part, value=value, reason=reason.strip()[:400],
        starts=today, review_on=review_on, agreed_by_id=by.pk,
    )  # fmt: skip
    record(by, person.school, "agree_freedom", f"{person.pk} {part} {value}")
    return agreed


@transaction.atomic
def end_freedom(by: Viewer, agreed: AgreedFreedom) -> None:
    """Let the school's policy hold again from today on. What ended before stays ended."""
    _refuse_others(by, agreed.person)
    held = AgreedFreedom.objects.select_for_update().get(pk=agreed.pk)
    if held.ends is not None:
        return
    held.ends = timezone.localdate() - timedelta(days=1)
    held.save(update_fields=["ends"])
    record(by, agreed.person.school, "end_freedom", f"{held.person_id} {held.part}")


def _refuse_others(by: Viewer, person: Person) -> None:
    if not may_record(by, person):
        raise Refused(
            _("Dit spreekt af wie de leerling begeleidt."), _("Vraag de coach van de leerling.")
        )


def _refuse_day(day: date) -> None:
    if not timezone.localdate() < day <= timezone.localdate() + LONGEST:
        raise Refused(
            _("Zo'n afspraak geldt voor even."),
            _("Kies een dag in de komende dertien weken om er weer naar te kijken."),
        )
