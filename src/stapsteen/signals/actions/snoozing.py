"""Putting a signal aside until a day, with the reason, and taking that back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, current_year_for
from stapsteen.school.log import record
from stapsteen.school.models import Person
from stapsteen.signals.access import signals_for
from stapsteen.signals.actions.keeping import begun
from stapsteen.signals.models import Snooze
from stapsteen.signals.queries.standing import signals_of
from stapsteen.signals.rules.facts import Found

LONGEST = timedelta(weeks=12)
LONGEST_REASON = 200


@transaction.atomic
def snooze(
    by: Viewer, person: Person, kind: str, about: str, *, until: date, reason: str
) -> Snooze:
    """Put a signal aside until a day (that day included). It comes back by itself.

    Raises ``Refused`` without a reason, for a day that is past or more than twelve weeks ahead, when
    the signal does not stand, and for who does not mind the pupil.
    """
    _refuse_others(by, person)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(
            _("Er staat geen reden bij."), _("Schrijf in een zin waarom het kan wachten.")
        )
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise Refused(_("Deze dag kan niet."), _("Kies een dag in de komende twaalf weken."))
    year = current_year_for(by)
    standing = signals_of(person, year) if year else []
    found = next((one for one in standing if (one.kind.key, one.about) == (kind, about)), None)
    if found is None:
        raise Refused(_("Dit signaal staat er niet meer."), _("Laad de pagina opnieuw."))
    spell = begun(person.school, person.pk, Found(kind, about, found.details))
    made = Snooze.objects.create(spell=spell, until=until, reason=reason, by_id=by.pk)
    record(by, person.school, "snooze_signal", f"{person.pk} {kind}")
    return made


@transaction.atomic
def wake(by: Viewer, aside: Snooze) -> None:
    """Let a signal stand again that was put aside: undo. A second time changes nothing."""
    person = aside.spell.person
    _refuse_others(by, person)
    spell = aside.spell
    spell.snoozes.filter(taken_back_at=None).update(taken_back_at=timezone.now())
    record(by, person.school, "wake_signal", f"{person.pk} {spell.kind}")


def _refuse_others(by: Viewer, person: Person) -> None:
    if not signals_for(by).filter(pk=person.pk).exists():
        raise Refused(
            _("Je begeleidt deze leerling niet."), _("Vraag wie het overzicht houdt, of de ib'er.")
        )
