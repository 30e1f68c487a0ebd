"""The thresholds of a school."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.signals.access import may_set
from stapsteen.signals.kinds import BY_KEY
from stapsteen.signals.models import SignalSetting


@transaction.atomic
def set_limits(by: Viewer, limits: Mapping[str, tuple[int, bool]]) -> None:
    """Set for each kind from when on it is told, and whether it is told at all.

    Raises ``Refused`` for a kind or a number that does not exist, and for who may not set them.
    """
    if not may_set(by) or by.school is None:
        raise Refused(
            _("Je mag de signalen niet instellen."), _("Vraag de schoolleider of de ib'er.")
        )
    for key, (threshold, is_on) in limits.items():
        kind = BY_KEY.get(key)
        if kind is None or not kind.least <= threshold <= kind.most:
            raise Refused(
                _("Dit getal kan niet."), _("Kies een getal tussen de grenzen die erbij staan.")
            )
        SignalSetting.objects.update_or_create(
            school=by.school,
            kind=key,
            defaults={"threshold": threshold, "is_on": is_on, "set_by_id": by.pk},
        )
    record(by, by.school, "set_signal_limits", ",".join(sorted(limits)))
