"""Who was there. Every mark is kept; the newest holds."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, is_staff_member
from stapsteen.school.log import record
from stapsteen.week.models import Attendance, Enrolment, Session


@transaction.atomic
def mark_attendance(enrolment: Enrolment, state: str, *, by: Viewer) -> Attendance:
    """Write down whether a pupil was at a session. Raises ``Refused`` for who has no seat in it."""
    _refuse_others(enrolment.session, by)
    if enrolment.state != Enrolment.State.SEATED:
        raise Refused(_("Dit kind heeft hier geen plek."), _("Geef het eerst een plek."))
    return Attendance.objects.create(
        enrolment=enrolment, state=Attendance.State(state), by_id=by.pk
    )


@transaction.atomic
def mark_all_present(session: Session, *, by: Viewer) -> int:
    """Write down that everybody was there, except who was marked already; how many were marked."""
    _refuse_others(session, by)
    unmarked = session.enrolments.filter(state=Enrolment.State.SEATED, attendance__isnull=True)
    made = Attendance.objects.bulk_create(
        Attendance(enrolment=one, state=Attendance.State.PRESENT, by_id=by.pk) for one in unmarked
    )
    record(by, session.round.year.school, "mark_all_present", session.pk)
    return len(made)


def _refuse_others(session: Session, by: Viewer) -> None:
    if not is_staff_member(by) or by.school != session.round.year.school:
        raise Refused(_("Alleen het team noteert wie er was."), _("Vraag een leerkracht."))
