"""The log of actions: who did what, when."""

from __future__ import annotations

from stapsteen.school.access import Viewer
from stapsteen.school.models import LogLine, School


def record(by: Viewer | None, school: School, verb: str, subject: object = "") -> None:
    """Write down that ``by`` (None: the system itself) did ``verb`` to ``subject``."""
    LogLine.objects.create(
        school=school, by_id=by.pk if by else None, verb=verb, subject=str(subject)[:200]
    )
