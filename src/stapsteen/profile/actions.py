"""What can be done with a profile. Decisions are facts with a time: added to, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.profile.access import may_decide_profile
from stapsteen.profile.dimensions import positions_of
from stapsteen.profile.models import ProfileDecision
from stapsteen.profile.queries import standing
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import School


@transaction.atomic
def write_down(
    school: School,
    kind: str,
    positions: Mapping[str, object],
    *,
    by: Viewer | None,
    holds_from: date | None = None,
) -> ProfileDecision:
    """Write down nine positions for a school, from a day on (today by default).

    Of the kind "in force" it is the decision what the school runs. What held before stays as
    history. Raises ``Refused`` for anybody but the principal, and for a day that has passed.
    """
    _refuse_others(school, by)
    day = holds_from or timezone.localdate()
    if by is not None and day < timezone.localdate():
        raise Refused(_("Deze dag is al voorbij."), _("Kies vandaag of een latere dag als begin."))
    decision = ProfileDecision.objects.create(
        school=school,
        kind=ProfileDecision.Kind(kind),
        positions=positions_of(positions),
        holds_from=day,
        decided_by_id=by.pk if by else None,
    )
    record(by, school, f"write_down_{decision.kind}", day.isoformat())
    return decision


@transaction.atomic
def withdraw(decision: ProfileDecision, *, by: Viewer) -> None:
    """Take back the newest decision of its kind, so that the one before holds again.

    Raises ``Refused`` for anybody but the principal, and for a decision that another followed.
    """
    _refuse_others(decision.school, by)
    if standing(decision.school, decision.kind).first() != decision:
        raise Refused(
            _("Na dit besluit is er al een ander genomen."),
            _("Neem een nieuw besluit met de standen die je wilt."),
        )
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at"])
    record(by, decision.school, f"withdraw_{decision.kind}", decision.holds_from.isoformat())


def _refuse_others(school: School, by: Viewer | None) -> None:
    if by is not None and (by.school != school or not may_decide_profile(by)):
        raise Refused(
            _("Alleen de schoolleider beslist over het profiel."),
            _("Probeer standen uit en bespreek ze met de schoolleider."),
        )
