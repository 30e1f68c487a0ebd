"""How the screens of one person read: pictures and sound, short words, or text; kept per child."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.accounts.models import ScreenChoice, User
from stapsteen.kit.refused import Refused
from stapsteen.school.access import guided_pupils_for, has_role, pupils_for
from stapsteen.school.log import record
from stapsteen.school.models import Person, RoleKind

Reading = ScreenChoice.Reading
LAST_PICTURES, LAST_SHORT = 3, 5  # year groups: letters are learnt in 3, running text from 6


def screen_of(person: Person, year_group: int | None) -> ScreenChoice:
    """What was chosen for a person, else (not saved) what is usual in the year group. One query."""
    chosen = ScreenChoice.objects.filter(person=person).first()
    return chosen or ScreenChoice(person=person, reading=usual_reading(year_group))


def usual_reading(year_group: int | None) -> Reading:
    """How children of a year group usually read; text where the year group is not known."""
    if year_group is None or year_group > LAST_SHORT:
        return Reading.TEXT
    return Reading.PICTURES if year_group <= LAST_PICTURES else Reading.SHORT


@transaction.atomic
def choose_screen(by: User, person: Person, reading: str, *, few_at_once: bool) -> ScreenChoice:
    """Keep how a person's screens are. The person chooses, and for a pupil who guides it."""
    if by.person != person and not _guides(by, person):
        raise Refused(_("Dit kiest het kind met de coach."), _("Vraag de coach."))
    if reading not in Reading.values:
        raise Refused(_("Zo kan het scherm niet lezen."), _("Kies een van de drie."))
    choice, _made = ScreenChoice.objects.update_or_create(
        person=person,
        defaults={"reading": reading, "few_at_once": few_at_once, "set_by": by},
    )
    record(by, person.school, "choose_screen", f"{person.pk} {reading}")
    return choice


def _guides(by: User, person: Person) -> bool:
    cares = has_role(by, RoleKind.CARE_COORDINATOR)
    pupils = pupils_for(by) if cares else guided_pupils_for(by)
    return pupils.filter(pk=person.pk).exists()
