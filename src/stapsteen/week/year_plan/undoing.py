"""Taking back a change of the year plan: days and weeks as they were, if nobody changed them since."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.actions import days_written, put_days_back
from stapsteen.school.models import SchoolYear
from stapsteen.week.year_plan.actions import put_weeks_back, weeks_written


def as_written(year: SchoolYear) -> dict[str, Any]:
    """Everything that was decided about a year, as plain data."""
    return {"days": days_written(year), "weeks": weeks_written(year)}


def digest_of(year: SchoolYear) -> str:
    """A short mark of how a year stands now; it differs when anything was changed."""
    return hashlib.sha256(json.dumps(as_written(year)).encode()).hexdigest()[:16]


@transaction.atomic
def put_back(year: SchoolYear, before: dict[str, Any], changed_to: str, *, by: Viewer) -> None:
    """Let a year be as it was ``before`` a change that led to the mark ``changed_to``.

    Raises ``Refused`` when somebody changed it since.
    """
    if digest_of(year) != changed_to:
        raise Refused(
            _("Intussen is het jaarplan veranderd."), _("Verander zelf wat je anders wilt.")
        )
    put_days_back(year, before["days"], by=by)
    put_weeks_back(year, before["weeks"], by=by)
