"""Who may see and do what with workshops."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.school.access import (
    SEES_ALL_PUPILS,
    Viewer,
    guided_pupils_for,
    has_role,
    is_staff_member,
    on,
    pupils_for,
)
from stapsteen.school.models import Person, RoleKind
from stapsteen.week.models import Enrolment, Round, Session

OFFERERS = (
    RoleKind.TEACHER,
    RoleKind.SUBJECT_TEACHER,
    RoleKind.CARE_COORDINATOR,
    RoleKind.PRINCIPAL,
    RoleKind.ADMINISTRATOR,
)


def rounds_for(viewer: Viewer) -> QuerySet[Round]:
    """The rounds of the viewer's own school."""
    return Round.objects.filter(year__school=viewer.school)


def sessions_for(viewer: Viewer) -> QuerySet[Session]:
    """The sessions of the viewer's own school; pupils see no withdrawn ones."""
    found = Session.objects.filter(round__year__school=viewer.school)
    return found if is_staff_member(viewer) else found.filter(withdrawn_at__isnull=True)


def enrolments_for(viewer: Viewer) -> QuerySet[Enrolment]:
    """The seats that a viewer may see: staff all of their school, others those of pupils in view."""
    found = Enrolment.objects.filter(session__round__year__school=viewer.school)
    if is_staff_member(viewer):
        return found
    return found.filter(pupil__in=pupils_for(viewer))


def choosers_for(viewer: Viewer) -> QuerySet[Person]:
    """The pupils at the school today whom a member of staff helps to a seat.

    Those they guide, or all for who sees all; not an own child that another teacher guides.
    """
    pupils = pupils_for if has_role(viewer, *SEES_ALL_PUPILS) else guided_pupils_for
    return pupils(viewer).filter(on(prefix="roles__"))


def may_offer(viewer: Viewer) -> bool:
    """Whether the viewer may offer workshops, open rounds and place pupils."""
    return has_role(viewer, *OFFERERS)


def may_choose_for(viewer: Viewer, pupil: Person) -> bool:
    """Whether the viewer may choose for a pupil: the pupil itself."""
    return viewer.person == pupil and has_role(viewer, RoleKind.PUPIL)
