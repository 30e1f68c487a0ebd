"""Who may see and change themes: the team makes them, the pupils in them ask, their parents look along."""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.learning.access import recorded_by
from stapsteen.school.access import Viewer, has_role, is_staff_member, on, related_pupils_for
from stapsteen.school.models import Membership, Person, RoleKind
from stapsteen.week.models import Theme, ThemeActivity, ThemeQuestion

MAKERS = (RoleKind.TEACHER, RoleKind.SUBJECT_TEACHER, RoleKind.CARE_COORDINATOR, RoleKind.PRINCIPAL)


def themes_for(viewer: Viewer) -> QuerySet[Theme]:
    """The themes a viewer may open: the team all of its school, others those of their (child's) groups.

    What was taken away is for the team alone, to be brought back.
    """
    themes = Theme.objects.filter(year__school=viewer.school).select_related("year__school")
    if is_staff_member(viewer):
        return themes
    mine = Membership.objects.filter(on(), person__in=related_pupils_for(viewer).values("pk"))
    return themes.filter(groups__in=mine.values("group"), withdrawn_at__isnull=True).distinct()


def may_make_themes(viewer: Viewer) -> bool:
    """Whether the viewer may make themes and change those of the school."""
    return has_role(viewer, *MAKERS)


def may_ask(viewer: Viewer, theme: Theme) -> bool:
    """Whether the viewer may ask a question in a theme: a pupil in one of its groups, and the team."""
    if not themes_for(viewer).filter(pk=theme.pk, withdrawn_at__isnull=True).exists():
        return False
    return has_role(viewer, RoleKind.PUPIL) or is_staff_member(viewer)


def activities_for(viewer: Viewer) -> QuerySet[ThemeActivity]:
    """The activities of the themes of the viewer's school, for the team."""
    found = ThemeActivity.objects.filter(theme__in=themes_for(viewer))
    found = found.select_related("theme__year__school")
    return found if is_staff_member(viewer) else found.none()


def questions_for(viewer: Viewer) -> QuerySet[ThemeQuestion]:
    """The questions in the themes that a viewer may open, with who asked."""
    found = ThemeQuestion.objects.filter(theme__in=themes_for(viewer))
    return found.select_related("theme__year__school", "asked_by")


def pupils_to_see(viewer: Viewer, theme: Theme) -> QuerySet[Person]:
    """The pupils in the groups of a theme of whom the viewer may write down what was seen."""
    members = Membership.objects.filter(on(), group__in=theme.groups.all())
    units = Membership.objects.filter(on(), group__parent__in=theme.groups.all())
    pupils = recorded_by(viewer)
    found = pupils.filter(pk__in=members.values("person")) | pupils.filter(
        pk__in=units.values("person")
    )
    return found.distinct().order_by("given_name", "family_name", "pk")
