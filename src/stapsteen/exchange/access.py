"""Who may see imports: who may run the school, of that school alone."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.exchange.models import ImportBatch
from stapsteen.school.access import Viewer, may_run_school


def imports_for(viewer: Viewer) -> QuerySet[ImportBatch]:
    """The imports of the viewer's school, the newest first."""
    if not may_run_school(viewer):
        return ImportBatch.objects.none()
    return ImportBatch.objects.filter(school=viewer.school)


def import_numbered(number: int) -> ImportBatch | None:
    """One import of any school: for the command line, whose user owns the whole installation."""
    return ImportBatch.objects.filter(pk=number).first()
