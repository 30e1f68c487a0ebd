"""A pupil asks for a conversation, or does not need it any more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.models import TalkWish
from stapsteen.learning.queries.conversations import next_talk
from stapsteen.learning.queries.talk_wishes import standing_wishes
from stapsteen.school.access import Viewer, has_role
from stapsteen.school.log import record
from stapsteen.school.models import Person, RoleKind


@transaction.atomic
def ask_talk(by: Viewer) -> None:
    """Ask who keeps the overview for a conversation; asked twice, the first time counts.

    Raises ``Refused`` for who is no pupil, and when one is planned already.
    """
    person = _pupil(by)
    if next_talk(person) is not None:
        raise Refused(_("Er staat al een gesprek."), _("Zet klaar waar je over wilt praten."))
    if standing_wishes([person.pk]).exists():
        return
    now = timezone.now()
    TalkWish.objects.update_or_create(
        person=person, defaults={"asked_at": now, "taken_back_at": None}
    )
    record(by, person.school, "ask_conversation", person.pk)


@transaction.atomic
def take_back_talk_wish(by: Viewer) -> None:
    """Say that the conversation is not needed; without a question nothing happens."""
    person = _pupil(by)
    if standing_wishes([person.pk]).update(taken_back_at=timezone.now()):
        record(by, person.school, "take_back_conversation_wish", person.pk)


def _pupil(by: Viewer) -> Person:
    if by.person is None or not has_role(by, RoleKind.PUPIL):
        raise Refused(_("Dit vraagt een leerling zelf."), _("Plan als coach zelf een gesprek."))
    return (
        Person.objects.select_for_update(of=("self",)).select_related("school").get(pk=by.person.pk)
    )
