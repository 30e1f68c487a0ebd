"""Who may see and change what there is to learn.

Everybody of a school may see its goals. Changing what came from outside (the starter set, SLO, a
CASE file), and splitting, merging and retiring, is for who answers for the whole school. A teacher
may make goals in the school's own framework and change the words of those.
"""

from __future__ import annotations

from django.db.models import QuerySet

from stapsteen.curriculum.models import (
    CoreObjective,
    Framework,
    Goal,
    GoalChange,
    GoalImport,
    GoalRecording,
    Method,
    MethodPlace,
    Progression,
)
from stapsteen.school.access import Viewer, groups_for, has_role
from stapsteen.school.models import Group, RoleKind, Subject

ANSWER_FOR_ALL = (RoleKind.PRINCIPAL, RoleKind.CARE_COORDINATOR, RoleKind.ADMINISTRATOR)
TEACH = (RoleKind.TEACHER, RoleKind.SUBJECT_TEACHER)


def goals_for(viewer: Viewer) -> QuerySet[Goal]:
    """The goals of the viewer's school, retired ones too, in the order of its subjects."""
    return Goal.objects.filter(school=viewer.school).select_related("subject")


def frameworks_for(viewer: Viewer) -> QuerySet[Framework]:
    """The sets of goals of the viewer's school."""
    return Framework.objects.filter(school=viewer.school)


def goal_imports_for(viewer: Viewer) -> QuerySet[GoalImport]:
    """The files of goals that were brought in, for who may bring in others; newest first."""
    if not may_change_curriculum(viewer):
        return GoalImport.objects.none()
    return GoalImport.objects.filter(framework__school=viewer.school).select_related("framework")


def goal_import_numbered(number: int) -> GoalImport | None:
    """One import of any school: for the command line, whose user owns the whole installation."""
    return GoalImport.objects.filter(pk=number).first()


def progressions_for(viewer: Viewer) -> QuerySet[Progression]:
    """The learning lines of the viewer's school."""
    return Progression.objects.filter(school=viewer.school).select_related("subject")


def objectives_for(viewer: Viewer) -> QuerySet[CoreObjective]:
    """The core objectives that the viewer's school has, of both editions."""
    return CoreObjective.objects.filter(school=viewer.school)


def methods_for(viewer: Viewer) -> QuerySet[Method]:
    """The methods that the viewer's school uses."""
    methods = Method.objects.filter(school=viewer.school, removed_at__isnull=True)
    return methods.select_related("subject", "school")


def removed_methods_for(viewer: Viewer) -> QuerySet[Method]:
    """The methods that were removed or changed at the viewer's school: they can come back."""
    methods = Method.objects.filter(school=viewer.school, removed_at__isnull=False)
    return methods.select_related("subject", "school")


def places_for(viewer: Viewer) -> QuerySet[MethodPlace]:
    """How far the groups that the viewer may open were in the methods of the school."""
    places = MethodPlace.objects.filter(method__school=viewer.school, group__in=groups_for(viewer))
    return places.select_related("method__school", "group")


def may_change_curriculum(viewer: Viewer) -> bool:
    """Whether the viewer may change any goal, line, core objective or method of the school."""
    return has_role(viewer, *ANSWER_FOR_ALL)


def may_make_goals(viewer: Viewer) -> bool:
    """Whether the viewer may make goals in the school's own framework."""
    return has_role(viewer, *ANSWER_FOR_ALL, *TEACH)


def may_change_goal(viewer: Viewer, goal: Goal) -> bool:
    """Whether the viewer may change the words of this goal and what it needs."""
    if goal.school != viewer.school:
        return False
    own = goal.framework is None or goal.framework.source == Framework.Source.OWN
    return may_change_curriculum(viewer) or (own and may_make_goals(viewer))


def may_say_where(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer may say how far a group is in a method: who teaches at the school."""
    return may_make_goals(viewer) and groups_for(viewer).filter(pk=group.pk).exists()


def recordings_for(viewer: Viewer) -> QuerySet[GoalRecording]:
    """The spoken words of goals at the viewer's school: pupils hear them too."""
    recordings = GoalRecording.objects.filter(goal__school=viewer.school)
    return recordings.select_related("goal__school")


def may_record_goal(viewer: Viewer, goal: Goal) -> bool:
    """Whether the viewer may speak a goal's words for pupils: who teaches at its school."""
    return goal.school == viewer.school and may_make_goals(viewer)


def changes_for(viewer: Viewer) -> QuerySet[GoalChange]:
    """What was done to the goals of the viewer's school."""
    return GoalChange.objects.filter(goal__school=viewer.school).select_related("goal__school")


def subjects_for(viewer: Viewer) -> QuerySet[Subject]:
    """The subjects of the viewer's school, in its order."""
    return Subject.objects.filter(school=viewer.school)


def publishers_for(viewer: Viewer, subject: Subject) -> list[str]:
    """Who wrote the goals of a subject at the viewer's school, for where their words are shown."""
    others = frameworks_for(viewer).filter(goals__subject=subject).exclude(publisher="")
    return sorted(set(others.values_list("publisher", flat=True)))
